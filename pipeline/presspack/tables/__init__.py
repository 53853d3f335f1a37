"""Schemas, Parquet, vocabularies, DuckDB."""
