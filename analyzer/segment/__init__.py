"""Cut a document into sentences, list items and table cells, each with what introduces it."""

from analyzer.segment.segmenting import segment

__all__ = ["segment"]
