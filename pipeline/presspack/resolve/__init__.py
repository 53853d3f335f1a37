"""Resolution: where the rows of all articles meet."""
