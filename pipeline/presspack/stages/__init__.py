"""One module a rule of the Snakefile."""
