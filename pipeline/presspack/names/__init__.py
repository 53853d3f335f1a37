"""Names of actors and places: authority, phrase matcher, romanisation, gazetteer, countries."""
