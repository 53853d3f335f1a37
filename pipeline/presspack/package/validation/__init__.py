"""A package against its descriptor: every rule of Table Schema."""
