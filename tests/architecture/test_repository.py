"""Nothing in the repository names a machine's paths or a package index; the lock is hashed."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INDEX_HOSTS = ("pypi" + ".org", "python" + "hosted.org", "registry.npmjs" + ".org", "deb.debian" + ".org")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:root|home|work|opt)/\w")


def _tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / line for line in done.stdout.splitlines()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return ""


def test_no_index_address_and_no_machine_path() -> None:
    faults = [
        f"{path.relative_to(ROOT)}: {found}"
        for path in _tracked()
        for text in [_text(path)]
        for found in [*(h for h in INDEX_HOSTS if h in text), *MACHINE_PATH.findall(text)]
    ]
    assert not faults


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_requirement_is_pinned_and_hashed(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    starts = [i for i, line in enumerate(lines) if line and not line.startswith((" ", "#", "-"))]
    assert starts
    for start in starts:
        assert "==" in lines[start], lines[start]
        assert "--hash=sha256:" in lines[start + 1], lines[start]


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = set(
        re.findall(
            r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==",
            (ROOT / "requirements.lock").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    names = {re.split(r"[\[>=<]", d)[0].lower() for d in project["dependencies"]}
    assert names <= locked
