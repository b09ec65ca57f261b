"""Many vendors at once: import a list, score it again, and tell what changed."""

from analyzer.batch.analyzing import Analysis
from analyzer.batch.annotating import annotate_list
from analyzer.batch.attention import Attention, Expiry, attention, expiries
from analyzer.batch.columns import Column, Mapping
from analyzer.batch.corrections import write_corrections
from analyzer.batch.duplicates import Duplicate
from analyzer.batch.exporting import export_list
from analyzer.batch.gathering import Fetch, VendorSources
from analyzer.batch.lists import ImportResult, Rejected, read_vendor_list, write_rejected
from analyzer.batch.outcomes import Outcome, Summary, Verdict
from analyzer.batch.plan import Analyze, Progress, Rescoring
from analyzer.batch.remembering import Readers
from analyzer.batch.rescoring import rescore

__all__ = [
    "Analysis",
    "Analyze",
    "Attention",
    "Column",
    "Duplicate",
    "Expiry",
    "Fetch",
    "ImportResult",
    "Mapping",
    "Outcome",
    "Progress",
    "Readers",
    "Rejected",
    "Rescoring",
    "Summary",
    "VendorSources",
    "Verdict",
    "annotate_list",
    "attention",
    "expiries",
    "export_list",
    "read_vendor_list",
    "rescore",
    "write_corrections",
    "write_rejected",
]
