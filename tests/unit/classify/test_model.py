"""Models are kept without pickle, the same bytes for the same lessons, and damage is noticed."""

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from analyzer.classify import Background, Trained, load_model, train_on
from analyzer.core.errors import ModelError

from .conftest import TINY, lessons, silent

FILES = ("card.md", "manifest.yaml", "vocabulary.json", "weights.npz")


def test_same_lessons_give_the_same_bytes(tmp_path: Path, background: Background, trained: Trained) -> None:
    again = train_on(lessons(), background, tmp_path / "tiny", TINY, silent)
    assert again.model.manifest == trained.model.manifest
    other = train_on(lessons()[6:], background, tmp_path / "other", TINY, silent)
    assert other.model.id != trained.model.id


def test_no_array_needs_a_pickle_and_nothing_else_is_written(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} <= set(FILES)
    with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
        assert {arrays[name].dtype.kind for name in arrays.files} == {"f"}


def test_vocabulary_holds_only_what_three_vendors_say(folder: Path) -> None:
    words = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))["ngrams"]["words"]
    assert "targeted advertising based" in words
    assert not [word for word in words if any(c.isdigit() for c in word)]  # each vendor's own number
    assert max(len(word.split()) for word in words) == 3


@pytest.mark.parametrize("name", ["weights.npz", "vocabulary.json"])
def test_a_changed_file_is_refused(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ModelError, match=f"{name}: not the file"):
        load_model(folder)


@pytest.mark.parametrize("name", ["weights.npz", "vocabulary.json", "manifest.yaml"])
def test_a_missing_file_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name}: cannot be read"):
        load_model(folder)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("format: 1", "format: 2", "format 2"),
        ("seed: 0", "sead: 0", "seed"),
        ("seed: 0", "seed: [", "not valid YAML"),
        ("label: ads.targeted", "label: ads.contextual", "do not fit together"),
    ],
)
def test_a_manifest_of_another_kind_is_told(folder: Path, before: str, after: str, told: str) -> None:
    path = folder / "manifest.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(ModelError, match=told):
        load_model(folder)


def test_a_zip_that_is_none_is_a_model_error(folder: Path) -> None:
    (folder / "weights.npz").write_bytes(b"PK broken")
    path = folder / "manifest.yaml"
    manifest = load_text(path)
    path.write_text(manifest.replace(digest_of(manifest), sha256(b"PK broken").hexdigest()), encoding="utf-8")
    with pytest.raises(ModelError, match="do not fit together"):
        load_model(folder)
    assert not zipfile.is_zipfile(folder / "weights.npz")


def load_text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def digest_of(manifest: str) -> str:
    line = next(line for line in manifest.splitlines() if "weights.npz:" in line)
    return line.split(":")[1].strip()
