"""Segments and a trained model to predictions."""
