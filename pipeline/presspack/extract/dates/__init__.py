"""Dates in an article."""
