"""What holds around a row: who says it, when, where."""
