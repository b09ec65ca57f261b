"""Compose the stages for one document and one vendor."""

from analyzer.pipeline.kit import Kit, KitPaths, load_kit
from analyzer.pipeline.memory import Memory, document_key, reader_digests
from analyzer.pipeline.naming import name_of, with_name
from analyzer.pipeline.obtaining import fetch_policy, fetcher_for, is_address, obtain, obtain_all
from analyzer.pipeline.reading import DocumentReading, read_document, read_snapshot
from analyzer.pipeline.telling import Stage, Step, Tell, nobody
from analyzer.pipeline.vendor import (
    Bundle,
    BundleReading,
    analyze_bundle,
    read_bundle,
    report_of,
    with_broken,
)

__all__ = [
    "Bundle",
    "BundleReading",
    "DocumentReading",
    "Kit",
    "KitPaths",
    "Memory",
    "Stage",
    "Step",
    "Tell",
    "analyze_bundle",
    "document_key",
    "fetch_policy",
    "fetcher_for",
    "is_address",
    "load_kit",
    "name_of",
    "nobody",
    "obtain",
    "obtain_all",
    "read_bundle",
    "read_document",
    "read_snapshot",
    "reader_digests",
    "report_of",
    "with_broken",
    "with_name",
]
