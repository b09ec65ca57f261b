"""Damaged files are read or refused with a reason, within twenty seconds and a bounded memory."""

import os

import pytest

from tests.fuzz.reading import HUNG, Reader
from tests.fuzz.run import damaged, run

CASES = int(os.environ.get("FUZZ_CASES", "60"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
REAL = os.environ.get("FUZZ_REAL", "") == "1"


@pytest.mark.slow
@pytest.mark.timeout(60 + CASES * 25)
def test_damaged_files_are_read_or_refused_with_a_reason() -> None:
    result = run(CASES, SEED, real=REAL)
    assert not result.bad, result.render()
    outcomes = {case.answer.outcome for case in result.cases}
    assert "read" in outcomes
    assert outcomes - {"read"}


def test_a_seed_gives_the_same_files() -> None:
    assert damaged(5, 7, real=False) == damaged(5, 7, real=False)
    assert damaged(5, 7, real=False) != damaged(5, 8, real=False)


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_called_hung() -> None:
    reader = Reader(seconds=0.001)
    answer = reader.read(b"<p>We keep names.</p>" * 20_000, "text/html")
    reader.close()
    assert answer.outcome == HUNG
