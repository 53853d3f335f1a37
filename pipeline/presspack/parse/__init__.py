"""The parser; the only room that loads spaCy."""
