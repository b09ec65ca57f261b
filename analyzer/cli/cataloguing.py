"""The catalogue of practices as Markdown, and the file that a new practice begins as."""

import re
from collections.abc import Iterator
from pathlib import Path

from analyzer.core.errors import UsageError
from analyzer.core.rules import Example, Practice, Rulebook

_ID = re.compile(r"([a-z]+)\.([a-z_]+)")
_MARKS = {"C": "text seen", "S": "secondary account", "K": "own knowledge, to be checked"}
_HEAD = """# The practices

Written by `analyzer rules docs` from the files in this folder; do not edit it by hand. Severity says how bad
a practice is (0–4); the mark behind a law says how its citation was checked:
"""
_TEMPLATE = """# Replace every sentence in capitals, then run: analyzer rules check {path}
id: {id}
version: 1
title: {title}
definition: WHAT A CLAUSE MUST SAY TO STATE THIS PRACTICE, AND WHAT IS NEAR TO IT AND IS NOT IT.
polarity: risk          # risk, protective or neutral
severity: 2             # 0 to 4: how bad, or how good, for a pupil
severity_reason: WHY NOT ONE MORE AND NOT ONE LESS.
credit: 0.0             # what the answer earns: 0 the worst, 1 the best
question: {question}           # one of rules/_questions.yaml
citations: []           # ids of rules/_citations.yaml
ask_vendor: WHAT TO ASK THE VENDOR WHERE THIS IS FOUND.
agreement_clause: WHAT THE AGREEMENT SHOULD SAY INSTEAD.
patterns:
  - id: first
    # A phrase written out begins with "="; a word without it is a concept of rules/_lexicon.
    anchor: ["=phrase to be replaced"]
    reading: any        # affirmed, denied, either or any
examples:
  match:
    - This sentence holds the phrase to be replaced.
  no_match:
    - text: This sentence is near to it and must be silent.
      because: no-pattern
"""


def catalogue(rulebook: Rulebook) -> str:
    """Return the catalogue: practices by category, each with its question, its laws and its examples."""
    lines = [_HEAD, *(f"- **{mark}**: {words}" for mark, words in _MARKS.items()), ""]
    categories = sorted({practice.category for practice in rulebook.practices})
    for category in categories:
        lines += [f"## {category}", ""]
        for practice in rulebook.practices:
            if practice.category == category:
                lines += _practice_lines(practice, rulebook)
    return "\n".join(lines).rstrip() + "\n"


def begin_practice(folder: Path, practice_id: str, question: str) -> Path:
    """Write a practice file that loads and passes its own examples; return where it stands.

    Raises UsageError where the id is none, or its file exists.
    """
    named = _ID.fullmatch(practice_id)
    if named is None:
        raise UsageError(
            f"{practice_id!r} is no practice id. Write category.name, such as ads.in_game_offers."
        )
    path = folder / named[1] / f"{named[2]}.yaml"
    title = named[2].replace("_", " ").capitalize()
    text = _TEMPLATE.format(
        path=practice_id.replace(".", "/"), id=practice_id, title=title, question=question
    )
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path} exists already. Edit it, or choose another id.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}. Check the rules setting.") from error
    return path


def _practice_lines(practice: Practice, rulebook: Rulebook) -> Iterator[str]:
    question = next(q for q in rulebook.questions if q.id == practice.question)
    yield f"### {practice.title}"
    yield ""
    gate = f" · gate {practice.hard_fail}" if practice.hard_fail else ""
    yield f"`{practice.id}` · {practice.polarity} · severity {practice.severity}{gate}"
    yield ""
    yield _one_line(practice.definition)
    yield ""
    also = f" (also {', '.join(practice.also_answers)})" if practice.also_answers else ""
    yield f"- Answers {question.id}{also}: {_one_line(question.text)}"
    yield from _law_lines(practice, rulebook)
    yield from (f"- Seen: {_example(example)}" for example in practice.match_examples)
    yield from (
        f"- Not seen ({example.because}): {_example(example)}" for example in practice.no_match_examples
    )
    yield ""


def _law_lines(practice: Practice, rulebook: Rulebook) -> Iterator[str]:
    cited = {citation.id: citation for citation in rulebook.citations}
    for citation_id in practice.citations:
        citation = cited[citation_id]
        yield f"- Law: {_one_line(citation.cite)} [{citation.mark}]"


def _example(example: Example) -> str:
    before = " ".join(f"“{_one_line(part)}” →" for part in (example.heading, example.lead_in) if part)
    return f"{before} “{_one_line(example.text)}”".strip()


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
