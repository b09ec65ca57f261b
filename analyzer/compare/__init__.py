"""Two reports, or two versions of a document: what changed, and whose change it was."""

from analyzer.compare.drifting import drift_of, worst_first
from analyzer.compare.reports import compare_reports
from analyzer.compare.reviews import Likeness, apply_reviews
from analyzer.compare.versions import compare_documents, compare_series

__all__ = [
    "Likeness",
    "apply_reviews",
    "compare_documents",
    "compare_reports",
    "compare_series",
    "drift_of",
    "worst_first",
]
