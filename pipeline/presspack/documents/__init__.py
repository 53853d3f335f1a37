"""A parsed article as plain objects, and how it is stored."""
