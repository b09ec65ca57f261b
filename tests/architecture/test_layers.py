"""The layers of ARCHITECTURE.md hold, by import-linter; a sideways import would be caught."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_contracts_are_kept() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "0 broken" in done.stdout


def test_every_package_has_a_place_in_the_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    placed = {name.strip() for row in contracts["contracts"][0]["layers"] for name in row.split("|")}
    packages = {p.parent.name for p in (ROOT / "analyzer").glob("*/__init__.py")}
    modules = {p.stem for p in (ROOT / "analyzer").glob("*.py")} - {"__init__", "__main__"}
    assert packages | modules == placed
