"""What Arrow wrote into a Parquet file about its columns and DuckDB does not read: durations, kept as numbers."""

from pathlib import Path

_MICROSECONDS = {"s": "{x} * 1000000", "ms": "{x} * 1000", "us": "{x}", "ns": "{x} // 1000"}


def durations(path: Path) -> dict[str, str]:
    """Return the unit of each column that Arrow knows as a duration: {"lasted": "us"}."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - where it is not installed, a duration is a number
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ModuleNotFoundError:
        return {}
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError):
        return {}
    return {field.name: field.type.unit for field in schema if pa.types.is_duration(field.type)}


def duration_sql(column: str, unit: str | None) -> str:
    """Return SQL for a column, an interval where it is a duration of that unit."""
    return f"to_microseconds({_MICROSECONDS[unit].format(x=column)}) AS {column}" if unit else column
