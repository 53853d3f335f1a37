"""Extraction: one parsed article in, its actors, events and statistics out. Pure functions over a `Document`."""
