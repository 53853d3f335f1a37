"""What describes and writes a release."""
