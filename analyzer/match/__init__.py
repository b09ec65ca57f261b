"""Segments and rulebook to kept and dropped matches."""
