"""Load spaCy once."""
