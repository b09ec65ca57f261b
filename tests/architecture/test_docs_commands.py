"""Every command line that our documents print can be given as it stands; `console` blocks are run, too."""

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from analyzer.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(console|sh|powershell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\S*[/\\])?analyzer(?: (?P<rest>.*))?$")
REDIRECT = re.compile(r"\s>{1,2}\s.*$")
FINE = (0, 1, 3)  # 1: a tier was reached; 3: a sample vendor publishes no policy, on purpose


def _lines(page: Path, *languages: str) -> list[list[str]]:
    """Return the arguments of each `analyzer …` line in the page's blocks of those languages."""
    found = []
    for language, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            match = LINE.match(line.strip())
            if match and language in languages:
                plain = REDIRECT.sub("", match["rest"] or "")
                found.append(shlex.split(plain, comments=True, posix=language != "powershell"))
    return found


ALL = [(page, line) for page in PAGES for line in _lines(page, "console", "sh", "powershell")]


def _parse(arguments: list[str]) -> str:
    """Return what is wrong with a command line, without running it; empty where nothing is."""
    command, context = typer.main.get_command(app), None
    while hasattr(command, "commands"):
        if not arguments:
            return "no command"
        if arguments[0].startswith("--"):
            return "" if arguments[0] in {o for p in command.params for o in p.opts} else arguments[0]
        command, context = command.commands.get(arguments[0]), arguments[0]
        if command is None:
            return f"there is no command {context}"
        arguments = arguments[1:]
    try:
        command.make_context(str(context), list(arguments))
    except Exception as error:  # noqa: BLE001  whatever the parser raises is the fault looked for
        return getattr(error, "message", "") or repr(error)
    return ""


@pytest.mark.parametrize(
    ("page", "line"), ALL, ids=[f"{page.name}: {' '.join(line)}"[:90] for page, line in ALL]
)
def test_command_and_options_exist(page: Path, line: list[str]) -> None:
    assert _parse(line) == "", f"{page.name}: analyzer {' '.join(line)}"


@pytest.mark.parametrize(
    "wrong",
    [
        ["chekc", "a.pdf"],
        ["check", "a.pdf", "--colour"],
        ["check"],
        ["decide", "x", "maybe", "--decider", "A"],
    ],
)
def test_a_wrong_line_would_be_found(wrong: list[str]) -> None:
    assert _parse(wrong)


def test_the_guides_print_commands() -> None:
    for name in ("guide-coordinators.md", "guide-administrators.md", "add-a-practice.md"):
        assert len([line for page, line in ALL if page.name == name]) >= 3, name


RUN_ON = [page for page in PAGES if _lines(page, "console")]


@pytest.mark.parametrize("page", RUN_ON, ids=lambda page: page.name)
def test_console_lines_run_one_after_the_other_on_the_samples(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "data" / "samples", tmp_path / "data" / "samples")
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    shutil.copytree(ROOT / "data" / "profiles", tmp_path / "data" / "profiles")
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("ANALYZER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ANALYZER_DATABASE_URL", f"sqlite:///{tmp_path / 'list.sqlite3'}")
    monkeypatch.setenv("ANALYZER_RULES", str(tmp_path / "rules"))
    monkeypatch.setenv("ANALYZER_WORKERS", "1")
    for line in _lines(page, "console"):
        assert not any("://" in word for word in line), f"a line that needs the network: {line}"
        result = CliRunner().invoke(app, line)
        assert result.exit_code in FINE, f"analyzer {' '.join(line)}\n{result.output}\n{result.exception!r}"
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
