"""The tool that measures exports: its vendors are varied, and its figures come from real exports."""

from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.store import open_store
from tests.unit.store.invented import make_finding, make_report
from tools.measure_exports import EXPORTS, NAMES, fill, measured, varied


def test_vendors_differ_by_id_name_and_findings() -> None:
    report = make_report()
    document = report.documents[0]
    words = document.text.split()
    findings = tuple(make_finding(document, word, "sale.sells") for word in dict.fromkeys(words))
    many = [varied(replace(report, findings=findings), number) for number in range(14)]
    assert len({one.vendor.id for one in many}) == len({one.vendor.name for one in many}) == 14
    assert len({len(one.findings) for one in many}) > 1
    assert all(0 < len(one.findings) < len(findings) for one in many)


@pytest.mark.parametrize("name", ["list as XLSX", "public site"])
def test_an_export_is_measured_and_gives_the_same_bytes_twice(tmp_path: Path, name: str) -> None:
    url = f"sqlite:///{tmp_path / 'list.sqlite3'}"
    with open_store(url) as store:
        fill(store, [make_report()], len(NAMES))
        assert len(store.reports.listing()) == len(NAMES)
    figures = measured(EXPORTS[name], url)
    assert figures["same_bytes"] is True
    assert figures["seconds"] > 0
    assert figures["peak_mb"] > 20
    assert figures["size_mb"] > 0
