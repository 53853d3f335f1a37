"""Names in an article: mentions, actors, roles."""
