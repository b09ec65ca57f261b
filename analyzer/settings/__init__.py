"""Read environment and configuration once."""

from analyzer.settings.reading import Settings, read_settings

__all__ = ["Settings", "read_settings"]
