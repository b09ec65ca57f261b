"""Compose the stages for one document and one vendor."""

from analyzer.pipeline.kit import Kit, KitPaths, load_kit
from analyzer.pipeline.obtaining import fetch_policy, fetcher_for, is_address, obtain, obtain_all
from analyzer.pipeline.reading import DocumentReading, read_document, read_snapshot
from analyzer.pipeline.telling import Stage, Step, Tell, nobody
from analyzer.pipeline.vendor import Bundle, analyze_bundle, report_of

__all__ = [
    "Bundle",
    "DocumentReading",
    "Kit",
    "KitPaths",
    "Stage",
    "Step",
    "Tell",
    "analyze_bundle",
    "fetch_policy",
    "fetcher_for",
    "is_address",
    "load_kit",
    "nobody",
    "obtain",
    "obtain_all",
    "read_document",
    "read_snapshot",
    "report_of",
]
