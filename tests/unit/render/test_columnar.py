import io

import pandas as pd

from analyzer.render.columnar import findings_parquet, vendors_parquet
from analyzer.render.tables import VENDOR_COLUMNS, vendor_row
from tests.unit.render.make_report import (
    HOSTILE,
    NAMES,
    make_large_report,
    make_report,
    make_rulebook,
    make_unscored_report,
)


def test_pandas_reads_back_the_vendors_as_they_were_written():
    reports = [make_report(NAMES["formula"]), make_unscored_report(), make_large_report()]
    frame = pd.read_parquet(io.BytesIO(vendors_parquet(reports)))
    assert list(frame.columns) == list(VENDOR_COLUMNS)
    for report, row in zip(reports, frame.itertuples(index=False), strict=True):
        assert tuple(None if pd.isna(cell) else cell for cell in row) == vendor_row(report)


def test_quotes_come_back_exactly():
    report = make_report()
    frame = pd.read_parquet(io.BytesIO(findings_parquet([report], make_rulebook())))
    assert frame["quote"].tolist() == [finding.evidence.quote for finding in report.findings]
    assert HOSTILE in set(frame["quote"])
    assert frame["page"].isna().sum() == 6


def test_an_empty_list_keeps_its_columns_and_types():
    frame = pd.read_parquet(io.BytesIO(vendors_parquet([])))
    assert list(frame.columns) == list(VENDOR_COLUMNS)
    assert frame["score"].dtype == "Float64"


def test_the_same_list_gives_the_same_bytes():
    assert vendors_parquet([make_report()]) == vendors_parquet([make_report()])
