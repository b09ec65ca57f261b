"""Every trouble of the real world, from the wire to the report: its type, its sentence, no harm to others."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.core.documents import ReadingStatus, Snapshot, Source, Vendor
from analyzer.core.errors import FetchError
from analyzer.core.reports import Report
from analyzer.fetch import FAILURE_KINDS, Fetcher
from analyzer.pipeline import Bundle, Kit, KitPaths, analyze_bundle, load_kit, obtain_all
from tests.fetch_server import TROUBLES, Trouble, World
from tests.unit.fetch.conftest import NOW, POLICY

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def kit() -> Kit:
    profile = ROOT / "data" / "profiles" / "massachusetts.yaml"
    return load_kit(KitPaths(rules=ROOT / "rules", profile=profile))


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with World() as opened:
        yield opened


@pytest.mark.parametrize("name", TROUBLES)
def test_a_trouble_has_its_type_and_its_sentence_and_harms_no_neighbour(
    world: World, kit: Kit, name: str
) -> None:
    trouble = TROUBLES[name]
    bad, good = world.troubled(name, "vendor.test"), world.sound("vendor.test")
    kinds: list[str] = []
    report = _report(world, kit, (bad, good), kinds)
    assert report.documents[-1].source.location == good
    assert report.documents[-1].status is ReadingStatus.READ
    assert report.assessment.score is not None
    assert kinds == ([trouble.ending] if trouble.ending in FAILURE_KINDS else [])
    assert trouble.says in _sentence(report, trouble, bad)


def _report(world: World, kit: Kit, locations: tuple[str, ...], kinds: list[str]) -> Report:
    hosts = frozenset({"vendor.test", *(f"turncoat{n}.test" for n in range(500))})
    fetcher = Fetcher(
        replace(POLICY, allowed_private_hosts=hosts), clock=lambda: NOW, resolver=world.resolver
    )

    def get(source: Source) -> Snapshot:
        try:
            snapshot = fetcher.fetch(source)
        except FetchError as failure:
            kinds.append(failure.kind)
            raise
        assert isinstance(snapshot, Snapshot)
        return snapshot

    vendor = Vendor(id="v", name="Vendor", sources=tuple(Source(location=place) for place in locations))
    snapshots, unread = obtain_all(vendor, get)
    return analyze_bundle(Bundle(vendor=vendor, snapshots=snapshots, unread=unread), kit, made_at=NOW)


def _sentence(report: Report, trouble: Trouble, location: str) -> str:
    """Return what a person is told of one source, once it is sure that it ended as it must."""
    if trouble.ending in FAILURE_KINDS:
        (unread,) = report.unread
        assert unread.location == location
        assert unread.remedy
        return f"{unread.reason} {unread.remedy}"
    document = report.documents[0]
    assert document.source.location == location
    assert document.status is (trouble.ending or ReadingStatus.READ)
    if trouble.ending is None:
        assert "�" not in document.text
        assert "school’s" in document.text or document.media_type == "application/pdf"
    return " ".join(notice.message for notice in document.notices)
