"""Compose the stages for one document and one vendor."""
