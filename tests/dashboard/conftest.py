"""A store in which the sample vendors are scored, as `make run` leaves it."""

import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st

from analyzer.batch import Rescoring, read_vendor_list, rescore
from analyzer.batch.analyzing import BundleAnalysis
from analyzer.dashboard.access import Admission
from analyzer.fetch import read_file
from analyzer.pipeline import KitPaths
from analyzer.store import open_store

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def scored_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the URL of a database in which the eight samples were imported and scored."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'analyzer.sqlite3'}"
    paths = KitPaths(rules=ROOT / "rules", profile=ROOT / "data" / "profiles" / "massachusetts.yaml")
    with open_store(url) as store, ThreadPoolExecutor(1) as executor:
        vendors = read_vendor_list(ROOT / "data" / "samples" / "vendors.csv").vendors
        store.vendors.save_all(vendors, at=AT)
        how = Rescoring(
            made_by="test",
            now=lambda: AT,
            fetch=lambda source, _vendor: read_file(Path(source.location), source, fetched_at=AT),
        )
        analyze = BundleAnalysis(paths=paths, made_at=AT)
        rescore(vendors, store=store, executor=executor, analyze=analyze, how=how)
    return url


@pytest.fixture(autouse=True)
def own_main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give `__main__` back after each test: AppTest replaces it, and a new process would import it."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def at_samples(scored_store: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Point the dashboard at the scored samples, with nothing cached from another test."""
    monkeypatch.setenv("ANALYZER_DATABASE_URL", scored_store)
    monkeypatch.setattr("analyzer.dashboard.access.admission", lambda *_, **__: Admission.OPEN)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def own_samples(scored_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Point the dashboard at a copy of the scored samples that the test may write to; return its URL."""
    copy = tmp_path / "own.sqlite3"
    for path in Path(scored_store.removeprefix("sqlite:///")).parent.glob("analyzer.sqlite3*"):
        shutil.copy(path, tmp_path / path.name.replace("analyzer", "own"))
    url = f"sqlite:///{copy}"
    monkeypatch.setenv("ANALYZER_DATABASE_URL", url)
    monkeypatch.setattr("analyzer.dashboard.access.admission", lambda *_, **__: Admission.OPEN)
    st.cache_resource.clear()
    yield url
    st.cache_resource.clear()
