"""Turn a snapshot into a document, or say why not."""

from analyzer.extract.reading import EXTRACTORS, extract

__all__ = ["EXTRACTORS", "extract"]
