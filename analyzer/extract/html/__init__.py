"""Read HTML pages, and pieces of HTML that other formats render to."""

from analyzer.extract.html.read import extract_html, extract_json, read_fragment

__all__ = ["extract_html", "extract_json", "read_fragment"]
