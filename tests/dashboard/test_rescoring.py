"""A pass that a page starts: how many processes it is worth, and that it remembers what it read."""

import pytest

from analyzer.batch import Readers
from analyzer.dashboard import sources
from analyzer.dashboard.rescoring import _pass, workers_for
from analyzer.pipeline import document_key
from analyzer.store import ResultKey


@pytest.mark.parametrize(("vendors", "most", "workers"), [(0, 4, 1), (15, 4, 1), (16, 4, 2), (3000, 4, 4)])
def test_other_processes_are_started_where_they_are_worth_it(vendors: int, most: int, workers: int) -> None:
    assert workers_for(vendors, most) == workers


@pytest.mark.usefixtures("own_samples")
def test_what_a_pass_read_is_kept_for_the_next() -> None:
    store = sources.store()
    vendor = store.vendors.get("tallywren")
    steps: list[int] = []
    summary = _pass((vendor,), offline=True, tell=lambda progress: steps.append(progress.done))
    assert steps == [1]
    assert [outcome.vendor_id for outcome in summary.outcomes] == ["tallywren"]
    readers = Readers.of(sources.kit())
    snapshots = [store.snapshots.latest("tallywren", source.location) for source in vendor.sources]
    keys = [readers.key(document_key(one, ocr=False)) for one in snapshots if one is not None]
    assert len(keys) == len(vendor.sources)
    assert all(isinstance(key, ResultKey) for key in keys)
    assert set(store.results.cached_results(keys)) == set(keys)
