"""A report as terminal text, JSON, Markdown, HTML and more."""
