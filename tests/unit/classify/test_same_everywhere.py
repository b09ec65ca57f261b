"""Training gives the same files in every process, whatever its threads and its order of sets."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CODE = """
import sys
from pathlib import Path
from analyzer.classify import Background, Material, train_on
from tests.unit.classify.conftest import TINY, lessons, silent
material = Material(name="invented", terms="ours", clauses=36, stated=12, digest="0" * 64, documents=6)
background = Background(name="tiny", rulebook="1" * 64, material=(material,))
train_on(lessons(), background, Path(sys.argv[1]), TINY, silent)
"""
TOPICS = """
import numpy as np
from analyzer.classify.topics import Taught, learn_helper, learn_topics
texts = [(f"we keep item {n} for long", {"keep"}) for n in range(120)]
texts += [(f"we give item {n} away", {"give"}) for n in range(120)]
taught = [Taught(text=t, labels=frozenset(l), group=t) for t, l in texts]
help_of = learn_helper("h", taught).features([t.text for t in taught])
learned = learn_topics(taught, ["give", "keep"], help_of)
print(learned.scores(["we keep it", "given away"], help_of[:2]).tobytes().hex())
"""


def _run(code: str, threads: str, *arguments: str) -> str:
    environment = {
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": threads,
        **{f"{library}_NUM_THREADS": threads for library in ("OMP", "OPENBLAS", "MKL")},
    }
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    return done.stdout


def _digests(folder: Path) -> dict[str, str]:
    return {p.name: sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_training_writes_the_same_bytes(tmp_path: Path) -> None:
    for threads in ("1", "4"):
        _run(CODE, threads, str(tmp_path / threads / "tiny"))
    one, four = _digests(tmp_path / "1" / "tiny"), _digests(tmp_path / "4" / "tiny")
    assert "manifest.yaml" in one
    assert one == four


def test_topics_are_learned_alike() -> None:
    assert _run(TOPICS, "4") == _run(TOPICS, "1") != ""
