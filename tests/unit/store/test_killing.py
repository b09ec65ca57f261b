"""The process is killed at any moment: the store opens, is sound, and holds all that it said it holds."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analyzer.store import Store, doctor, open_store
from analyzer.store.connecting import connect, database_url, writing
from analyzer.store.migrating import current, migrate, newest
from tests.unit.store.invented import NOON, make_report, make_snapshot, make_vendor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL and no file size limit"),
]
VICTIM = Path(__file__).parent / "victim.py"
KILLS = int(os.environ.get("KILL_TESTS", "8"))
"""Kills per task (three) and database; the full measure is 67."""
TOGETHER_SECONDS = float(os.environ.get("TOGETHER_SECONDS", "8"))
"""How long two writers and a reader work together; the full measure is 60."""


def program(task: str, database: str | Path, seed: str = "") -> list[str]:
    return [sys.executable, str(VICTIM), task, str(database), seed]


def kill_at_random(task: str, database: str, seed: str, dice: random.Random) -> list[list[str]]:
    """Start the victim, kill it after a random while, and return all that it said to be kept."""
    with subprocess.Popen(program(task, database, seed), stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline().strip() == "ready"
        time.sleep(dice.random() * (0.03 if task == "migration" else 0.25))
        victim.send_signal(signal.SIGKILL)
        said = [line.split() for line in victim.stdout.read().splitlines()]
    assert [words for words in said if words[0] == "error"] == []
    return said


def missing(store: Store, said: list[list[str]]) -> list[list[str]]:
    """Return what was said to be kept and is not there."""
    reports = {head.number for head in store.reports.history("quillmoss")}
    kept = {
        "snapshot": {fetch.snapshot_id for fetch in store.snapshots.history("quillmoss")},
        "report": {str(number) for number in reports},
        "review": {review.finding_key for review in store.reviews.history("quillmoss")},
        "decision": {str(decision.revision) for decision in store.decisions.history("quillmoss")},
    }
    return [words for words in said if words[1] not in kept[words[0]]]


@pytest.mark.parametrize("task", ["rescoring", "reviewing"])
def test_no_acknowledged_write_is_lost_to_a_kill(database: str, task: str) -> None:
    dice = random.Random(task)  # noqa: S311 - a moment to kill, no secret
    said: list[list[str]] = []
    for kill in range(KILLS):
        said += kill_at_random(task, database, f"{task}{kill}", dice)
        with open_store(database) as store:
            assert missing(store, said) == []
    assert doctor(database) == ()
    assert len(said) > KILLS


def begin_anew(database: str) -> None:
    """Empty the database and bring it to the first schema, with one vendor in it."""
    engine = connect(database_url(database))
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    if database.startswith("sqlite:///"):
        path = Path(database.removeprefix("sqlite:///"))
        for part in path.parent.glob(path.name + "*"):
            part.unlink()
    migrate(engine, "0001")
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO vendors (id, name, added_at) VALUES ('old', 'Old Oak', '2026-01-01 00:00:00+00:00')"
        )
    engine.dispose()


def test_a_migration_that_is_killed_happened_wholly_or_not_at_all(database: str) -> None:
    dice = random.Random("migration")  # noqa: S311 - a moment to kill, no secret
    for kill in range(KILLS):
        begin_anew(database)
        kill_at_random("migration", database, str(kill), dice)
        engine = connect(database_url(database))
        assert current(engine) in ("0001", newest())
        engine.dispose()
        with open_store(database) as store:
            assert store.vendors.get("old").name == "Old Oak"
        assert doctor(database) == ()


def write(database: str, name: str, end: float) -> list[int]:
    numbers: list[int] = []
    with open_store(database) as own:
        while time.monotonic() < end:
            own.snapshots.add("quillmoss", make_snapshot(f"{name} {len(numbers)}"))
            numbers.append(own.reports.add(make_report(), inputs_digest=f"{name} {len(numbers)}"))
    return numbers


def read(database: str, end: float) -> list[int]:
    counts: list[int] = []
    with open_store(database) as own:
        while time.monotonic() < end:
            counts.append(len(own.reports.history("quillmoss")))
    return counts


def test_two_writers_and_a_reader_get_along(database: str) -> None:
    with open_store(database) as store:
        store.vendors.save(make_vendor(), at=NOON)
    end = time.monotonic() + TOGETHER_SECONDS
    with ThreadPoolExecutor(3) as pool:
        one, two = (pool.submit(write, database, name, end) for name in ("one", "two"))
        counts = pool.submit(read, database, end).result()
        numbers = [*one.result(), *two.result()]
    assert counts == sorted(counts)
    assert len(numbers) == len(set(numbers)) > 4
    with open_store(database) as store:
        digests = [head.inputs_digest for head in store.reports.history("quillmoss")]
    assert sorted(digests) == sorted(
        f"{name} {at}" for name, done in (("one", one), ("two", two)) for at in range(len(done.result()))
    )
    assert doctor(database) == ()


def said_by(task: str, path: Path) -> list[str]:
    done = subprocess.run(program(task, path), capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_a_full_disk_is_explained_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    with open_store(path) as store:
        store.vendors.save(make_vendor(), at=NOON)
    lines = said_by("full-disk", path)
    assert lines[-1].startswith("error The database")
    assert "Check that it is not full" in lines[-1] or "The disk is full" in lines[-1]
    kept = lines.count("kept")
    assert kept > 3
    with open_store(path) as store:
        assert len(store.snapshots.history("quillmoss")) == kept
        store.snapshots.add("quillmoss", make_snapshot("there is room again"))
    assert doctor(path) == ()


def test_a_file_that_may_not_be_written_is_explained(tmp_path: Path) -> None:
    folder = Path("/tmp") / f"analyzer-read-only-{os.getpid()}"  # noqa: S108 - another user must reach it
    folder.mkdir()
    try:
        path = folder / "a.sqlite3"
        with open_store(path) as store:
            store.vendors.save(make_vendor(), at=NOON)
        path.chmod(0o444)
        folder.chmod(0o555)
        (line,) = said_by("read-only", path)
        assert line.startswith("error The database")
        assert "write" in line
        folder.chmod(0o755)
        path.chmod(0o644)
        with open_store(path) as store:
            assert store.vendors.all() == (make_vendor(),)
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)
