"""Numbers with their units and modifiers."""
