"""From paragraphs and tables, as PDF and Word give them, to blocks with their structure.

Both formats say little of what a paragraph is; both are judged here by the same rules, so that
the same document gives the same blocks whichever way it was saved.
"""

from analyzer.extract.outline.blocks import build_blocks
from analyzer.extract.outline.model import Cell, Paragraph, Table

__all__ = ["Cell", "Paragraph", "Table", "build_blocks"]
