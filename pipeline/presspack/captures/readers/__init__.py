"""One module for each kind of capture: a stream in, records out."""
