"""The list of vendors and their findings as Parquet, for programs that count."""

import io
from collections.abc import Sequence

import pandas as pd

from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
from analyzer.render.tables import (
    FINDING_COLUMNS,
    NO_RECORDS,
    VENDOR_COLUMNS,
    Cell,
    Records,
    finding_rows,
    vendor_row,
)

# Named, so that a list without a single score or page keeps the types of one that has them.
_TYPES = {
    "score": "Float64", "low": "Float64", "high": "Float64", "coverage": "Float64", "confidence": "Float64",
    "to_confirm": "Int64", "exposure": "Int64", "findings": "Int64", "unread": "Int64", "severity": "Int64",
    "page": "Int64", "start": "Int64", "end": "Int64",
}  # fmt: skip


def vendors_parquet(reports: Sequence[Report], *, records: Records = NO_RECORDS) -> bytes:
    """Return one row per vendor as Parquet; text is as it stands, since nothing here runs formulas."""
    return _parquet(VENDOR_COLUMNS, [vendor_row(one, records.get(one.vendor.id)) for one in reports])


def findings_parquet(
    reports: Sequence[Report], rulebook: Rulebook, *, records: Records = NO_RECORDS
) -> bytes:
    """Return one row per finding of all vendors as Parquet."""
    rows = [row for one in reports for row in finding_rows(one, rulebook, records.get(one.vendor.id))]
    return _parquet(FINDING_COLUMNS, rows)


def _parquet(header: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> bytes:
    frame = pd.DataFrame(rows, columns=list(header))
    frame = frame.astype({name: _TYPES.get(name, "string") for name in header})
    out = io.BytesIO()
    frame.to_parquet(out, engine="pyarrow", index=False)
    return out.getvalue()
