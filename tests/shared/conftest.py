"""Real documents live beside the repository, not in it; these tests skip where they are absent."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the real documents (../shared) are not on this machine")
    return SHARED
