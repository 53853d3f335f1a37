"""A local page over a build: people look at rows in their article, judge them, and correct them."""
