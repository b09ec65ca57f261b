"""From lessons to a model in its folder: learn, calibrate out of fold, choose when it may speak, save."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzer.classify.apprentice import Apprentice
from analyzer.classify.blending import blended, fit_blend, shared_columns
from analyzer.classify.calibrating import Array, calibration_error, fit_calibration, reliability
from analyzer.classify.labels import Lesson
from analyzer.classify.learning import Plan, Progress, Truth, folds_of, learn, out_of_fold, truth_of
from analyzer.classify.manifest import (
    Calibration,
    EncoderCard,
    LabelCard,
    Manifest,
    Material,
    ReliabilityBin,
    SpaceCard,
    Weighing,
    write_manifest,
)
from analyzer.classify.model import MANIFEST, Model, Weights, calibrated, load_model, save_weights
from analyzer.classify.weighing import Voice, confidences, fit_weighing

FLOOR = 0.35
_LIBRARIES = ("numpy", "scipy", "scikit-learn")
_STEPS = (0.5, 0.6, 0.7, 0.8, 0.9)
_RIGHT, _RIGHT_IF_CAREFUL = 0.5, 0.9
_PROVED_BY, _PROVED_BY_IF_CAREFUL = 3, 10
_SEEN = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What a model is made from, besides the lessons.

    `careful` are the practices that the model may state alone only where nine of ten such statements
    were right; `rulebook` is the digest of the rules whose matches the lessons hold.
    """

    name: str
    rulebook: str
    material: tuple[Material, ...]
    careful: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How a model may speak, fitted on out-of-fold scores: calibration, weighing, labels' thresholds."""

    curves: Array
    weighing: Weighing
    cards: tuple[LabelCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A model, and what it said of each lesson while it did not know the lesson's vendor.

    `folds` numbers the lessons' folds, -1 for words of our own. `voices` and `chances` are, for each
    fold, fitted on the other folds alone: together they measure what a new vendor would see.
    """

    model: Model
    truth: Truth
    folds: NDArray[np.int_]
    chances: Array
    voices: tuple[Voice, ...]


def train_on(
    lessons: Sequence[Lesson],
    background: Background,
    out: Path,
    plan: Plan,
    progress: Progress,
    apprentice: Apprentice | None = None,
) -> Trained:
    """Learn from `lessons`, write the model into the folder `out`, and return it.

    With an `apprentice` its encoder reads beside the n-grams; blend, calibration and weighing are then
    fitted on the clauses of vendors that its judge does not know, and only these are measured.

    The same lessons, plan and library versions give the same files.
    """
    truth = truth_of(lessons, plan)
    folds = folds_of(truth.groups, plan)
    scores = out_of_fold(lessons, truth, plan, progress)
    card = None
    if apprentice is not None:
        progress("asking the encoder")
        folds[[group in apprentice.knows for group in truth.groups]] = -1
        scores, card = _with_encoder(lessons, truth, folds >= 0, scores, apprentice)
    chances, voices = _held_out(scores, truth, folds, background)
    progress("learning from all clauses")
    learned = learn(lessons, truth, np.ones(len(lessons), bool), plan)
    speech = _speech(scores, truth, folds >= 0, background)
    weights = Weights(
        labels=truth.labels,
        spaces=learned.spaces,
        coefficients=learned.coefficients.astype(np.float16),
        intercepts=learned.intercepts,
        curves=speech.curves.astype(np.float32),
    )
    files = {**save_weights(weights, out), **(apprentice.save(out) if apprentice else {})}
    calibration = _calibration(chances, truth, folds, voices)
    manifest = _manifest(background, plan, files, speech, calibration)
    write_manifest(manifest.model_copy(update={"encoder": card}), out / MANIFEST)
    model = load_model(out)
    return Trained(model=model, truth=truth, folds=folds, chances=chances, voices=voices)


def _with_encoder(
    lessons: Sequence[Lesson],
    truth: Truth,
    rows: NDArray[np.bool_],
    scores: Array,
    apprentice: Apprentice,
) -> tuple[Array, EncoderCard]:
    """Return the scores with those of `rows` blended with the judge's, and how they were blended."""
    said = apprentice.judge.scores([lessons[i].view for i in np.flatnonzero(rows).tolist()])
    ours, theirs = shared_columns(truth.labels, apprentice.labels)
    bias, linear, encoder = fit_blend(
        scores[rows][:, ours], said[:, theirs], truth.stated[rows][:, ours], truth.known[rows][:, ours]
    )
    card = EncoderCard(
        base=apprentice.base,
        labels=apprentice.labels,
        bias=bias,
        linear=linear,
        encoder=encoder,
        apart_from=apprentice.apart_from,
    )
    together = scores.copy()
    together[rows] = blended(scores[rows], said, truth.labels, card)
    return together, card


def _held_out(
    scores: Array, truth: Truth, folds: NDArray[np.int_], background: Background
) -> tuple[Array, tuple[Voice, ...]]:
    """Return probabilities, and for each fold the voice, that owe nothing to the fold's own labels."""
    chances = np.zeros_like(scores)
    voices: list[Voice] = []
    for fold in range(int(folds.max()) + 1):
        speech = _speech(scores, truth, (folds >= 0) & (folds != fold), background)
        chances[folds == fold] = calibrated(scores[folds == fold], speech.curves)
        voices.append(
            Voice(
                model_id=background.name,
                labels=truth.labels,
                alone_from=tuple(card.alone_from for card in speech.cards),
                floor=FLOOR,
                weighing=speech.weighing,
            )
        )
    return chances, tuple(voices)


def _speech(scores: Array, truth: Truth, rows: NDArray[np.bool_], background: Background) -> Speech:
    """Fit calibration, weighing and thresholds on the out-of-fold scores of `rows`."""
    stated, known = truth.stated[rows], truth.known[rows]
    rule = truth.rule[rows].astype(np.float64)
    curves = fit_calibration(scores[rows], stated, known)
    chances = calibrated(scores[rows], curves)
    quiet = (rule == 0) | truth.overheard[rows]
    weighing = fit_weighing(chances, rule, quiet, stated, known)
    alone = confidences(chances, np.zeros_like(rule), weighing)
    owners = np.array([group or "" for group in truth.groups])[rows]
    cards = []
    for column, label in enumerate(truth.labels):
        cells = known[:, column]
        careful = label.practice_id in background.careful
        # proof for a label that decides alone comes from clauses on which the rules really were silent
        silent = cells & ((rule[:, column] == 0) if careful else quiet[:, column])
        least = _alone_from(alone[silent, column], stated[silent, column], careful=careful)
        spoke = silent & (alone[:, column] >= (2 if least is None else least))
        said = cells & (chances[:, column] >= _RIGHT)
        holds = cells & stated[:, column]
        cards.append(
            LabelCard(
                label=str(label),
                learned=int(truth.stated[:, column].sum()),
                vendors=len(set(owners[holds])),
                precision=_share(said & holds, said),
                recall=_share(said & holds, holds),
                alone_from=least,
                alone_said=int(spoke.sum()),
                alone_right=int((spoke & holds).sum()),
            )
        )
    return Speech(curves=curves, weighing=weighing, cards=tuple(cards))


def _alone_from(alone: Array, stated: NDArray[np.bool_], *, careful: bool) -> float | None:
    """Return the least confidence from which a label may be stated alone, None where it never may.

    A label that was hardly ever stated alone keeps 0.5, unless it asks for care: then it must have
    proved itself.
    """
    right, proved_by = (_RIGHT_IF_CAREFUL, _PROVED_BY_IF_CAREFUL) if careful else (_RIGHT, _PROVED_BY)
    for least in _STEPS:
        said = alone >= least
        if said.sum() < proved_by:
            return None if careful else least
        if stated[said].mean() >= right:
            return least
    return None


def _share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float | None:
    return round(float(part.sum() / whole.sum()), 3) if whole.any() else None


def _calibration(
    chances: Array, truth: Truth, folds: NDArray[np.int_], voices: Sequence[Voice]
) -> Calibration:
    rows = folds >= 0
    known, stated = truth.known[rows], truth.stated[rows]
    said, held = chances[rows][known], stated[known]
    rule = truth.rule.astype(np.float64)
    together = np.zeros_like(chances)
    for fold, voice in enumerate(voices):
        at = folds == fold
        together[at] = confidences(chances[at], rule[at], voice.weighing)
    combined = together[rows][known]
    bins = reliability(said, held)
    return Calibration(
        error=round(calibration_error(bins), 4),
        error_seen=_error_from(said, held),
        error_combined=_error_from(combined, held),
        bins=tuple(ReliabilityBin(said=round(b.said, 4), held=round(b.held, 4), count=b.count) for b in bins),
    )


def _error_from(said: Array, held: NDArray[np.bool_]) -> float:
    seen = said >= _SEEN
    return round(calibration_error(reliability(said[seen], held[seen])), 4)


def _manifest(
    background: Background, plan: Plan, files: dict[str, str], speech: Speech, calibration: Calibration
) -> Manifest:
    content = sha256("".join(f"{name} {digest}\n" for name, digest in sorted(files.items())).encode())
    return Manifest(
        name=background.name,
        id=f"{background.name}-{content.hexdigest()[:8]}",
        files=files,
        seed=plan.seed,
        strength=plan.strength,
        folds=plan.folds,
        fewest_vendors=plan.fewest_vendors,
        overheard=plan.overheard,
        rulebook=background.rulebook,
        libraries={name: version(name) for name in _LIBRARIES},
        material=background.material,
        spaces=tuple(SpaceCard(**asdict(spec)) for spec in plan.specs),
        floor=FLOOR,
        weighing=speech.weighing,
        calibration=calibration,
        labels=speech.cards,
        left_out=background.left_out,
        notes=background.notes,
    )
