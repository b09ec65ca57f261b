"""The manifest of a trained model: what it is, what made it, how it may speak, how well it does."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from analyzer.core.errors import ModelError

FORMAT = 1


class _Part(BaseModel):
    """An unknown key is an error; nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Material(_Part):
    """A body of text the model learned from. `digest` is the sha256 over its files."""

    name: str
    terms: str
    clauses: int
    stated: int
    digest: str
    documents: int = 0
    vendors: int = 0


class LabelCard(_Part):
    """One label: how often it was learned, how well, and when the model may state it with no rule beside it.

    `precision` and `recall` are those of the model by itself from probability 0.5, out of fold (None
    where it says or is to say nothing). `alone_from` is the least confidence at which the model may
    state it where the rules are silent, None where it never may; there it spoke `alone_said` times,
    out of fold, and was right `alone_right` times.
    """

    label: str
    learned: int
    vendors: int
    precision: float | None
    recall: float | None
    alone_from: float | None
    alone_said: int
    alone_right: int


class Weighing(_Part):
    """How the words of rules and model become one confidence.

    Where a rule saw the clause: logit(confidence) = bias + rule * logit(rule's confidence) + model *
    logit(probability). Where the rules are silent: alone_bias + alone_model * logit(probability).
    `agrees` and `doubts` are the probabilities from which, and below which, the model is said to
    agree with a rule or to doubt it.
    """

    bias: float
    rule: float
    model: float
    alone_bias: float
    alone_model: float
    agrees: float = 0.5
    doubts: float = 0.05


class ReliabilityBin(_Part):
    """Of `count` cells said to hold with probability `said`, the share `held` did."""

    said: float
    held: float
    count: int


class Calibration(_Part):
    """How far the probabilities mean what they say, out of fold.

    A cell is a clause and a label. `error` is the expected calibration error over all cells,
    `error_seen` over those of probability 0.2 and more (easy refusals flatter the first),
    `error_combined` that of the confidences of rules and model together, from 0.2.
    """

    error: float
    error_seen: float
    error_combined: float
    bins: tuple[ReliabilityBin, ...]


class Score(_Part):
    """One row of the table of measured scores, by the scorer of the labelled documents."""

    on: str
    reader: str
    documents: int
    document_f1: float
    document_decisive_f1: float
    clause_precision: float
    clause_recall: float
    clause_f1: float
    clause_decisive_f1: float
    findings: int
    labelled: int
    wrong_sale_claims: int


class SpaceCard(_Part):
    """How one part of a clause's view becomes n-grams."""

    name: str
    view: str
    analyzer: str
    shortest: int
    longest: int
    most: int
    weight: float


class EncoderCard(_Part):
    """A sentence encoder that reads beside the n-grams, and how the two scores become one.

    `labels` are those of its columns. A label it knows has the score bias + linear * the n-grams' score
    + encoder * the encoder's; any other keeps the n-grams' alone. `apart_from` names the material that
    the encoder with which these numbers and the calibration were fitted had not learned from.
    """

    base: str
    labels: tuple[str, ...]
    bias: float
    linear: float
    encoder: float
    apart_from: str = ""


class Manifest(_Part):
    """Everything that is known of one model. `files` maps file names to sha256 digests, in hex.

    Below `floor` the model is silent; from there to a label's `alone_from` it doubts (confidence under
    0.5: shown, never counted).
    """

    format: int = FORMAT
    name: str
    id: str
    files: dict[str, str]
    seed: int
    strength: float
    folds: int
    fewest_vendors: int
    overheard: float
    rulebook: str
    libraries: dict[str, str]
    material: tuple[Material, ...]
    spaces: tuple[SpaceCard, ...]
    floor: float
    weighing: Weighing
    calibration: Calibration
    labels: tuple[LabelCard, ...]
    encoder: EncoderCard | None = None
    left_out: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()
    notes: tuple[str, ...] = ()


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in `path`; raises ModelError where it is absent or not a manifest."""
    try:
        return Manifest.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}). Train a model, or name its folder."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: not valid YAML ({error}). Train the model again.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ModelError(
            f"{path}: {where}: {first['msg']}. It was made by another version: train the model again."
        ) from error


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Write the manifest as YAML, the same bytes for the same manifest."""
    data = manifest.model_dump(mode="json")
    path.write_text(yaml.safe_dump(data, sort_keys=False, width=110, allow_unicode=True), encoding="utf-8")
