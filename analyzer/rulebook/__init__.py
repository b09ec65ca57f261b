"""YAML to a rulebook, or an error with file, line and remedy."""
