"""The families' public site: plain words in two languages, yes, no, or "the company does not say"; no score.

Addresses stay: `en/<vendor id>.html` and `es/<vendor id>.html`, with an index for each language.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analyzer.core.errors import UsageError
from analyzer.core.reports import AnswerState, Report
from analyzer.core.rules import Rulebook
from analyzer.render.family_data import data_words, recipient_words
from analyzer.render.family_words import LANGUAGES, FamilyAnswer, FamilyWords
from analyzer.render.presentation import Answer, Presentation, Quoted
from analyzer.render.web import template
from analyzer.render.words import subject_words

_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# In these questions a protection means "no" ("does it sell?"), in the others "yes" ("does it delete?").
_NO_IS_GOOD = frozenset({"Q01", "Q02", "Q13"})
_GOOD = {
    AnswerState.PROTECTED: (FamilyAnswer.NO, FamilyAnswer.YES),
    AnswerState.PROTECTED_QUALIFIED: (FamilyAnswer.NO_LIMITED, FamilyAnswer.YES_LIMITED),
    AnswerState.PARTIAL: (FamilyAnswer.NO_LIMITED, FamilyAnswer.YES_LIMITED),
    AnswerState.RISK: (FamilyAnswer.YES, FamilyAnswer.NO),
    AnswerState.CONFLICT: (FamilyAnswer.TWO_THINGS, FamilyAnswer.TWO_THINGS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyEntry:
    """One approved product: its report, and what the district says of its use."""

    report: Report
    used_for: str = ""
    grades: str = ""
    approved_until: date | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLine:
    """One question of a family with its answer and the words behind it."""

    question: str
    answer: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A kind of data or of recipient, as it is called in a language."""

    text: str
    language: str


def family_site(
    entries: Sequence[FamilyEntry], rulebook: Rulebook, *, district: str, contact: str
) -> dict[str, bytes]:
    """Return the whole site as relative path → UTF-8 HTML; without a contact the district is named.

    Raises:
        UsageError: a vendor's id cannot be a file name, or two vendors share one.
    """
    ids = [_page_name(entry) for entry in entries]
    if len(set(ids)) != len(ids):
        twice = sorted({page for page in ids if ids.count(page) > 1})
        raise UsageError(f"Two vendors share the page {', '.join(twice)}. Give each vendor its own id.")
    pages: dict[str, bytes] = {}
    common = {"district": district, "contact": contact or district}
    listed = sorted(entries, key=lambda entry: (entry.report.vendor.name.casefold(), entry.report.vendor.id))
    for words in LANGUAGES:
        other = next(language for language in LANGUAGES if language is not words)
        shared = {**common, "words": words, "other": other}
        pages[f"{words.code}/index.html"] = (
            template("family_index.html.j2").render(**shared, entries=listed).encode()
        )
        for entry in listed:
            page = template("family_page.html.j2").render(**shared, **_page(entry, rulebook, words))
            pages[f"{words.code}/{_page_name(entry)}"] = page.encode()
    pages["index.html"] = template("family_start.html.j2").render(**common, languages=LANGUAGES).encode()
    return pages


def write_site(pages: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write the site in place and return the files that changed: equal pages are left alone.

    Pages of vendors that are no longer listed are removed; no other file in `folder` is touched.
    """
    changed = []
    for name, content in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
            changed.append(path)
    for words in LANGUAGES:
        for path in sorted((folder / words.code).glob("*.html")):
            if f"{words.code}/{path.name}" not in pages:
                path.unlink()
                changed.append(path)
    return tuple(changed)


def family_answer(question_id: str, state: AnswerState | None) -> FamilyAnswer:
    """Return what a family is told; whatever is not stated is "the company does not say"."""
    pair = _GOOD.get(state) if state else None
    if pair is None:
        return FamilyAnswer.NOT_SAID
    return pair[0] if question_id in _NO_IS_GOOD else pair[1]


def _page_name(entry: FamilyEntry) -> str:
    vendor_id = entry.report.vendor.id
    if not _SAFE_ID.fullmatch(vendor_id) or vendor_id == "index":
        raise UsageError(f"The vendor id '{vendor_id}' cannot name a page. Use letters, digits, '-' and '_'.")
    return f"{vendor_id}.html"


def _page(entry: FamilyEntry, rulebook: Rulebook, words: FamilyWords) -> dict[str, object]:
    shown = Presentation(entry.report, rulebook)
    answers = {answer.state.question_id: answer for answer in shown.answers}
    told = dict(words.answers)
    lines = []
    for question_id, text in words.questions:
        answer = answers.get(question_id)
        said = family_answer(question_id, answer.state.state if answer else None)
        lines.append(FamilyLine(question=text, answer=told[said], quotes=_counting(answer)))
    return {
        "entry": entry,
        "vendor": entry.report.vendor,
        "lines": lines,
        "elements": _elements(entry.report, rulebook, words),
        "recipients": _recipients(entry.report, words),
        "page": _page_name(entry),
    }


def _elements(report: Report, rulebook: Rulebook, words: FamilyWords) -> tuple[Named, ...]:
    # A comparison names an element by its label or its id.
    ids = {element.label: element.id for element in rulebook.elements}
    labels = {element.id: element.label for element in rulebook.elements}
    named = []
    for subject in _subjects(report, "element"):
        key = ids.get(subject, subject)
        plain = data_words(key, words.code)
        named.append(_named(plain, labels.get(key, subject_words(subject)), words))
    return tuple(sorted(set(named), key=lambda one: one.text.casefold()))


def _recipients(report: Report, words: FamilyWords) -> tuple[Named, ...]:
    named = {
        _named(recipient_words(subject, words.code), subject_words(subject), words)
        for subject in _subjects(report, "recipient")
    }
    return tuple(sorted(named, key=lambda one: one.text.casefold()))


def _subjects(report: Report, kind: str) -> tuple[str, ...]:
    return tuple(row.subject for row in report.assessment.comparisons if row.kind == kind)


def _named(plain: str | None, label: str, words: FamilyWords) -> Named:
    """Return the plain words of the page's language; where there are none, our own English label."""
    return Named(text=label, language="en") if plain is None else Named(text=plain, language=words.code)


def _counting(answer: Answer | None) -> tuple[Quoted, ...]:
    if answer is None:
        return ()
    counting = {*answer.state.finding_keys, *answer.state.decided_by}
    return tuple(quoted for quoted in answer.quotes if quoted.finding.key in counting)
