"""Titles that the lists show where no report, and so no rulebook, is at hand."""

from analyzer.core.reports import TierId

TIER_TITLE: dict[TierId, str] = {
    TierId.READY: "Ready to approve",
    TierId.WITH_DPA: "Approve with DPA",
    TierId.NEEDS_ANSWERS: "Needs answers",
    TierId.HIGH_CONCERN: "High concern",
    TierId.DO_NOT_APPROVE: "Do not approve",
    TierId.NOT_REVIEWABLE: "Not reviewable",
}
