"""Segments and rulebook to matches that were kept, and matches that were dropped with the reason."""

from analyzer.match.matching import CompiledRules, Matched, match

__all__ = ["CompiledRules", "Matched", "match"]
