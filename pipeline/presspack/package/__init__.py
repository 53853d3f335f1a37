"""What people do with any Data Package: validate it, compare two releases, hash its tables, write reports."""
