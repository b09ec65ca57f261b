"""YAML to a rulebook, or an error with file, line and remedy."""

from analyzer.rulebook.load import load_rulebook

__all__ = ["load_rulebook"]
