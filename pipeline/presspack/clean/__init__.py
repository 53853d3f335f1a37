"""Cleaning: a raw record becomes its text with every character in one segment, and what it says about itself."""
