"""SQL rules over all tables, and what asks them."""
