"""A list of sample vendors that was scored once, and a copy of it for each test."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analyzer.cli.app import app

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "data" / "samples"
LISTED = ("id,name,documents,groups\n"
          "lexiloop,LexiLoop Reader,{samples}/lexiloop/privacy.html;{samples}/lexiloop/terms.html,reading\n"
          "glimmerpost,Glimmerpost,{samples}/glimmerpost/terms.html,newsletters\n")  # fmt: skip


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a database of its own, which is not made yet."""
    path = tmp_path / "deep" / "analyzer.sqlite3"
    monkeypatch.setenv("ANALYZER_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("ANALYZER_WORKERS", "1")
    return path


@pytest.fixture(scope="session")
def scored_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database in which two sample vendors were imported and scored."""
    folder = tmp_path_factory.mktemp("scored")
    listed, database = folder / "list.csv", folder / "analyzer.sqlite3"
    listed.write_text(LISTED.format(samples=SAMPLES), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANALYZER_DATABASE_URL", f"sqlite:///{database}")
        patch.setenv("ANALYZER_WORKERS", "1")
        imported = CliRunner().invoke(app, ["vendors", "import", str(listed)])
        assert imported.exit_code == 0, imported.output
        assert CliRunner().invoke(app, ["rescore"]).exit_code in (0, 3)
    return database


@pytest.fixture
def scored(own_store: Path, scored_once: Path) -> Path:
    """Fill the test's own database with the scored list; return its path."""
    own_store.parent.mkdir()
    for ending in ("", "-wal", "-shm"):
        part = scored_once.with_name(scored_once.name + ending)
        if part.exists():
            shutil.copy(part, own_store.with_name(own_store.name + ending))
    return own_store
