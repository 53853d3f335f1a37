"""Quantities that measure something."""
