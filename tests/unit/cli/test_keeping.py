"""Backup, restore, vacuum and doctor from the command line."""

import json
import sqlite3
from pathlib import Path

from typer.testing import CliRunner

from analyzer.cli.app import app

RUN = CliRunner()


def test_what_is_lost_after_a_backup_comes_back(scored: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.sqlite3"
    assert RUN.invoke(app, ["backup", str(saved)]).stdout.strip() == str(saved)
    RUN.invoke(app, ["vendors", "archive", "lexiloop", "--person", "Ann"])
    assert len(json.loads(RUN.invoke(app, ["list", "--json"]).stdout)) == 1
    restored = RUN.invoke(app, ["restore", str(saved)])
    assert restored.exit_code == 0, restored.output
    assert "before-restore-1" in restored.stderr
    assert len(json.loads(RUN.invoke(app, ["list", "--json"]).stdout)) == 2
    assert "exists already" in str(RUN.invoke(app, ["backup", str(saved)]).exception)


def test_vacuum_tells_the_size_before_and_after(scored: Path) -> None:
    told = RUN.invoke(app, ["vacuum"]).stdout
    assert told.count("bytes") == 1
    assert told.endswith(" after\n")
    assert RUN.invoke(app, ["search", "data"]).stdout


def test_doctor_finds_a_damaged_snapshot_and_ends_with_code_1(scored: Path) -> None:
    assert RUN.invoke(app, ["doctor"]).exit_code == 0
    assert json.loads(RUN.invoke(app, ["doctor", "--json"]).stdout) == []
    with sqlite3.connect(scored) as connection:
        # The guard against changing what is kept stands in the way of the damage, too.
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE snapshots SET content = x'00' WHERE rowid = 1")
    result = RUN.invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert "is damaged" in result.stdout
    assert "backup" in json.loads(RUN.invoke(app, ["doctor", "--json"]).stdout)[0]["remedy"]


def test_doctor_without_a_database_says_so() -> None:
    assert "There is no database" in str(RUN.invoke(app, ["doctor"]).exception)
