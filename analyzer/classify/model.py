"""A trained model in memory and in its folder: numbers in npz, n-grams in JSON, never a pickle."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.classify.blending import blended
from analyzer.classify.calibrating import Array, sigmoid
from analyzer.classify.context import View
from analyzer.classify.encoder import Encoder
from analyzer.classify.labels import Label
from analyzer.classify.manifest import FORMAT, Manifest, read_manifest
from analyzer.classify.spaces import Floats, Space, SpaceSpec, transform
from analyzer.classify.weighing import Voice
from analyzer.core.errors import ModelError

MANIFEST = "manifest.yaml"
WEIGHTS = "weights.npz"
VOCABULARY = "vocabulary.json"
NETWORK = "encoder.onnx"
TOKENIZER = "tokenizer.json"
_STAMP = (1980, 1, 1, 0, 0, 0)  # a zip file writes a time: ours is always the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What was learned.

    `coefficients` has one row an n-gram and one column a label, kept in half precision; `intercepts`
    one number a label; `curves` bias and slope of each label's calibration.
    """

    labels: tuple[Label, ...]
    spaces: tuple[Space, ...]
    coefficients: NDArray[np.float16]
    intercepts: Floats
    curves: Floats


@dataclass(frozen=True, kw_only=True)
class Model:
    """A trained model with its manifest; one with an `encoder` reads each clause by both."""

    manifest: Manifest
    weights: Weights = field(repr=False)
    encoder: Encoder | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """Return the name that findings carry: the model's name and the digest of what it learned."""
        return self.manifest.id

    @cached_property
    def voice(self) -> Voice:
        """Return how this model may speak."""
        return Voice(
            model_id=self.id,
            labels=self.weights.labels,
            alone_from=tuple(card.alone_from for card in self.manifest.labels),
            floor=self.manifest.floor,
            weighing=self.manifest.weighing,
        )

    @cached_property
    def coefficients(self) -> Floats:
        """Return the coefficients in single precision, as they are multiplied."""
        return self.weights.coefficients.astype(np.float32)

    def ngrams(self, seen: Sequence[View]) -> Any:
        """Return the sparse matrix of the views' n-grams: one row a view."""
        return transform(self.weights.spaces, seen)

    def probabilities(self, seen: Sequence[View], matrix: Any) -> Array:
        """Return calibrated probabilities: one row a view, one column a label.

        `matrix` holds the views' n-grams, as `ngrams` returns them.
        """
        scores = (matrix @ self.coefficients + self.weights.intercepts).astype(np.float64)
        if self.encoder is not None and self.manifest.encoder is not None:
            said = self.encoder.scores(seen)
            scores = blended(scores, said, self.weights.labels, self.manifest.encoder)
        return calibrated(scores, self.weights.curves.astype(np.float64))


def calibrated(scores: Array, curves: Array) -> Array:
    """Return the probabilities that the curves (bias and slope of each label) make of scores."""
    return sigmoid(scores * curves[:, 1] + curves[:, 0])


def save_weights(weights: Weights, folder: Path) -> dict[str, str]:
    """Write weights and vocabulary into `folder`; return the digests of the files by name."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[Any]] = {
        "coefficients": weights.coefficients,
        "intercepts": weights.intercepts,
        "curves": weights.curves,
        **{f"idf_{space.spec.name}": space.idf for space in weights.spaces},
    }
    (folder / WEIGHTS).write_bytes(_npz(arrays))
    words = {
        "labels": [str(label) for label in weights.labels],
        "ngrams": {space.spec.name: list(space.ngrams) for space in weights.spaces},
    }
    (folder / VOCABULARY).write_text(json.dumps(words, ensure_ascii=False, indent=0), encoding="utf-8")
    return {name: sha256((folder / name).read_bytes()).hexdigest() for name in (VOCABULARY, WEIGHTS)}


def load_model(folder: Path) -> Model:
    """Return the model in `folder`.

    Raises:
        ModelError: a file is absent, is not the one the manifest names, or has another shape.
    """
    manifest = read_manifest(folder / MANIFEST)
    if manifest.format != FORMAT:
        raise ModelError(f"{folder}: format {manifest.format}, this version reads {FORMAT}. Train it again.")
    content = {name: _verified(folder / name, digest) for name, digest in manifest.files.items()}
    try:
        weights = _weights(manifest, content[WEIGHTS], content[VOCABULARY])
        encoder = _encoder(manifest, content)
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(f"{folder}: its files do not fit together ({error}). Train it again.") from error
    return Model(manifest=manifest, weights=weights, encoder=encoder)


def _encoder(manifest: Manifest, content: dict[str, bytes]) -> Encoder | None:
    if manifest.encoder is None:
        return None
    encoder = Encoder(content[NETWORK], content[TOKENIZER])
    if encoder.width != len(manifest.encoder.labels):
        raise ValueError("the encoder scores another number of labels than the manifest names")
    return encoder


def _verified(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}). Restore the model's folder.") from error
    if sha256(content).hexdigest() != digest:
        raise ModelError(f"{path}: not the file its manifest names. Restore it or train again.")
    return content


def _weights(manifest: Manifest, numbers: bytes, words: bytes) -> Weights:
    vocabulary = json.loads(words)
    with np.load(BytesIO(numbers), allow_pickle=False) as arrays:
        spaces = tuple(
            Space(
                spec=SpaceSpec(**card.model_dump()),
                ngrams=tuple(vocabulary["ngrams"][card.name]),
                idf=arrays[f"idf_{card.name}"],
            )
            for card in manifest.spaces
        )
        weights = Weights(
            labels=tuple(Label.of(written) for written in vocabulary["labels"]),
            spaces=spaces,
            coefficients=arrays["coefficients"],
            intercepts=arrays["intercepts"],
            curves=arrays["curves"],
        )
    _check_shape(manifest, weights)
    return weights


def _check_shape(manifest: Manifest, weights: Weights) -> None:
    count = len(weights.labels)
    if [str(label) for label in weights.labels] != [card.label for card in manifest.labels]:
        raise ValueError("the labels are not those of the manifest")
    if any(len(space.ngrams) != len(space.idf) for space in weights.spaces):
        raise ValueError("vocabulary and idf differ in length")
    if weights.coefficients.shape != (sum(len(s.ngrams) for s in weights.spaces), count):
        raise ValueError("the coefficients have another shape")
    if weights.intercepts.shape != (count,) or weights.curves.shape != (count, 2):
        raise ValueError("intercepts or calibration have another shape")


def _npz(arrays: dict[str, NDArray[Any]]) -> bytes:
    """Return the arrays as npz, the same bytes for the same numbers (numpy's own writes the time)."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            one = BytesIO()
            np.lib.format.write_array(one, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _STAMP), one.getvalue(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
