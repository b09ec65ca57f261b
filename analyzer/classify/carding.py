"""The model card, written from the manifest alone."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from analyzer.classify.manifest import EncoderCard, LabelCard, Manifest, Score, read_manifest, write_manifest
from analyzer.classify.model import MANIFEST, Model, load_model

CARD = "card.md"
_BAR = 20


def card(model: Model) -> str:
    """Return the model card as Markdown; the same manifest gives the same card."""
    manifest = model.manifest
    parts = (
        _head(manifest),
        *((_encoder(manifest.encoder),) if manifest.encoder else ()),
        _material(manifest),
        _measured(manifest.scores),
        _calibration(manifest),
        _speech(manifest),
        _labels(manifest.labels),
        _limits(manifest),
    )
    return "\n\n".join(parts) + "\n"


def save_scores(folder: Path, scores: Iterable[Score]) -> Model:
    """Write measured scores into the manifest of the model in `folder`, and its card anew.

    Scores on the same documents replace the earlier ones. Returns the model as it now is; raises
    ModelError where the folder holds none.
    """
    new = tuple(scores)
    manifest = read_manifest(folder / MANIFEST)
    measured = {score.on for score in new}
    kept = tuple(score for score in manifest.scores if score.on not in measured)
    write_manifest(manifest.model_copy(update={"scores": (*kept, *new)}), folder / MANIFEST)
    model = load_model(folder)
    (folder / CARD).write_text(card(model), encoding="utf-8")
    return model


def _head(manifest: Manifest) -> str:
    libraries = ", ".join(f"{name} {version}" for name, version in manifest.libraries.items())
    return f"""# Model {manifest.id}

This page is written from `manifest.yaml` by `analyzer model card`; do not edit it.

It reads one clause (a sentence, list item or table cell) with its lead-in, headings, the clause before
it and the kind of its document, and says which practices of the rulebook it states. It is a logistic
regression for each of {len(manifest.labels)} labels over tf-idf of n-grams.
Rules decide polarity and quote; the model finds what rules have no words for, and makes the confidence
of what they saw more honest.

Learned by liblinear with C = {manifest.strength:g}, balanced classes and seed {manifest.seed}.
Libraries: {libraries}."""


def _encoder(read: EncoderCard) -> str:
    return f"""## The encoder beside the n-grams

{read.base} (Apache-2.0), fine-tuned on the first material below and the rulebook's examples, in eight bits,
reads each clause by itself, with {len(read.labels)} labels. One score of both:
{read.bias:g} + {read.linear:g} × the n-grams' + {read.encoder:g} × the encoder's.

These numbers, the calibration and what the model may state alone were fitted on
{read.apart_from or "clauses"}, which the encoder had not learned from."""


def _material(manifest: Manifest) -> str:
    rows = [
        (
            m.name,
            str(m.documents or "–"),
            str(m.vendors or "–"),
            f"{m.clauses:,}",
            f"{m.stated:,}",
            m.terms,
            f"`{m.digest[:12]}`",
        )
        for m in manifest.material
    ]
    heads = ("material", "documents", "vendors", "clauses", "stating a practice", "terms", "digest")
    away = ", ".join(manifest.left_out) or "none"
    return f"""## Learned from

{_table(heads, rows)}

Kept of any text are only n-grams (up to three words, or five letters within a word) that at least
{manifest.fewest_vendors} vendors use. Left out because documents of theirs measure the model: {away}."""


def _measured(scores: Sequence[Score]) -> str:
    rows = [
        (
            s.on,
            s.reader,
            str(s.documents),
            f"{s.document_f1:.3f}",
            f"{s.document_decisive_f1:.3f}",
            f"{s.clause_precision:.3f}",
            f"{s.clause_recall:.3f}",
            f"{s.clause_f1:.3f}",
            f"{s.clause_decisive_f1:.3f}",
            f"{s.findings:,} / {s.labelled:,}",
            str(s.wrong_sale_claims),
        )
        for s in scores
    ]
    heads = (
        "on",
        "reader",
        "documents",
        "document F1",
        "decisive",
        "clause precision",
        "recall",
        "clause F1",
        "decisive",
        "findings / labelled",
        "wrong sale claims",
    )
    return f"""## Measured

{_table(heads, rows) if rows else "Not measured yet."}

No part of the model learned from documents in this table, nor from other documents of their vendors. The
rules were not tuned on the wordings of `gold/dev` nor on the held part of `data/labels`. Settings were
compared by cross-validation over the vendors that were learned from, never on these."""


def _calibration(manifest: Manifest) -> str:
    measured = manifest.calibration
    rows = [
        (f"{b.said:.3f}", f"{b.held:.3f}", f"{b.count:,}", "█" * round(b.held * _BAR)) for b in measured.bins
    ]
    return f"""## Does a probability mean what it says?

Out of fold, over clauses and labels. Expected calibration error {measured.error:.4f} over all cells,
{measured.error_seen:.4f} over those of probability 0.2 and more. For rules and model together,
from 0.2: {measured.error_combined:.4f}.

{_table(("said", "held", "cells", "held, drawn"), rows)}"""


def _speech(manifest: Manifest) -> str:
    w = manifest.weighing
    beside = f"{w.bias:+.2f} {w.rule:+.2f} · logit(rule) {w.model:+.2f} · logit(model)"
    alone = f"{w.alone_bias:+.2f} {w.alone_model:+.2f} · logit(model)"
    return f"""## When it speaks

- Where a rule saw the practice: logit(confidence) = {beside}.
- Where the rules are silent: logit(confidence) = {alone}.
- Alone, under {manifest.floor:g} it is silent; from there to the label's threshold it only doubts
  (under 0.5: shown, never counted); from the threshold its word counts. Labels marked "never" are told
  only beside a rule.
- All of this was fitted out of fold, by vendor, on the training documents. The rules were written with
  them in sight and miss less there than elsewhere: {manifest.overheard:.0%} of their matches count as silence
  in fitting lone predictions (an assumption, not a measurement)."""


def _labels(cards: Sequence[LabelCard]) -> str:
    rows = [
        (
            f"`{c.label}`",
            str(c.learned),
            str(c.vendors),
            _share(c.precision),
            _share(c.recall),
            "never" if c.alone_from is None else f"{c.alone_from:g}",
            f"{c.alone_right} / {c.alone_said}",
        )
        for c in cards
    ]
    heads = ("label", "clauses", "vendors", "precision", "recall", "alone from", "right / said alone")
    return f"""## Labels

Precision and recall of the model by itself at probability 0.5, out of fold, clause by clause.

{_table(heads, rows)}"""


def _limits(manifest: Manifest) -> str:
    known = "\n".join(f"- {note}" for note in manifest.notes)
    return f"""## Limits

- English only; a clause longer than a sentence, or split over cells, is read in parts.
- Labels with few vendors are weak: do not read their figures as more than a hint.
- It sees words, not logic: it must never decide alone whether data are sold.
{known}""".rstrip()


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
