"""Read HTML pages, and pieces of HTML that other formats render to."""

from analyzer.extract.html.read import extract_html, read_fragment

__all__ = ["extract_html", "read_fragment"]
