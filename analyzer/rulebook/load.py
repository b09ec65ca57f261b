"""Read `rules/` whole: every file checked, every reference followed, every mistake named at once."""

from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from analyzer.core.errors import RuleError
from analyzer.core.rules import (
    Citation,
    DataElement,
    Dimension,
    EdgeCase,
    HardFail,
    Practice,
    Question,
    Rulebook,
    Scoring,
    TierRule,
)
from analyzer.rulebook import schema
from analyzer.rulebook.braces import MOST_PHRASES, phrases_of
from analyzer.rulebook.files import Strict, gather, read_checked

FORMAT_VERSION = "1"
_LONGEST_CHAIN = 20
"""Concepts that refer to concepts: more than this is a mistake, not a lexicon."""
_File = TypeVar("_File", bound=Strict)


def load_rulebook(folder: Path) -> Rulebook:
    """Return the rulebook in `folder`; raises RuleError listing every mistake with file and line."""
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such folder. Point the rules setting at a folder of practice files.")
    paths = sorted(p for p in folder.glob("[!_]*/*.yaml"))
    files = gather([partial(_practice_file, folder, path) for path in paths])
    questions = _read(folder, "_questions.yaml", schema.QuestionsFile)
    words = sorted((folder / "_lexicon").glob("*.yaml"))
    lexicon = _lexicon([read_checked(w, schema.LexiconFile, shown=f"rules/_lexicon/{w.name}") for w in words])
    book = Rulebook(
        practices=tuple(f.to_core() for f in files),
        questions=_questions(questions),
        dimensions=tuple(Dimension(**d.model_dump()) for d in questions.dimensions),
        hard_fails=tuple(HardFail(**h.model_dump()) for h in questions.hard_fails),
        scoring=_scoring(questions.scoring),
        citations=_citations(_read(folder, "_citations.yaml", schema.CitationsFile)),
        elements=tuple(
            DataElement(**e.model_dump())
            for e in _read(folder, "_elements.yaml", schema.ElementsFile).elements
        ),
        lexicon=lexicon,
        edge_cases=tuple(
            EdgeCase(**c.model_dump())
            for c in _read(folder, "_edge_cases.yaml", schema.EdgeCasesFile).edge_cases
        ),
        version=FORMAT_VERSION,
        digest=folder_digest(folder),
    )
    mistakes = list(_dangling(book))
    if mistakes:
        raise RuleError("\n".join(mistakes))
    return book


def folder_digest(folder: Path) -> str:
    """Return the sha256, in hex, over names and bytes of all rule files; line ends do not count."""
    digest = sha256()
    for path in sorted(folder.rglob("*.yaml"), key=lambda p: p.relative_to(folder).as_posix()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _read(folder: Path, name: str, model: type[_File]) -> _File:
    return read_checked(folder / name, model, shown=f"rules/{name}")


def _practice_file(folder: Path, path: Path) -> schema.PracticeFile:
    relative = path.relative_to(folder)
    shown = f"rules/{relative.as_posix()}"
    practice = read_checked(path, schema.PracticeFile, shown=shown)
    expected = ".".join(relative.with_suffix("").parts)
    if practice.id != expected:
        raise RuleError(f"{shown}:1: id: must equal its path, {expected!r}, got {practice.id!r}")
    return practice


def _questions(file: schema.QuestionsFile) -> tuple[Question, ...]:
    return tuple(
        Question(
            **q.model_dump(),
            weight=2 ** (q.severity - 1),
            silent_credit=file.scoring.silent_credit[q.silence],
        )
        for q in file.questions
    )


def _scoring(file: schema.ScoringFile) -> Scoring:
    plain = file.model_dump(exclude={"silent_credit", "qualifier_factor", "tiers"})
    return Scoring(
        **plain,
        qualifier_factor=tuple(sorted(file.qualifier_factor.items())),
        tiers=tuple(TierRule(**t.model_dump()) for t in file.tiers),
    )


def _citations(file: schema.CitationsFile) -> tuple[Citation, ...]:
    return tuple(Citation(id=key, **c.model_dump()) for key, c in file.citations.items())


def _lexicon(files: Iterable[schema.LexiconFile]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Expand braces and `@concept` references into plain phrases."""
    entries: dict[str, tuple[str, ...]] = {}
    for file in files:
        for concept, phrases in file.concepts.items():
            if concept in entries:
                raise RuleError(f"rules/: concept {concept!r} is defined twice. Keep one.")
            entries[concept] = phrases
    done: dict[str, tuple[str, ...]] = {}
    return tuple((concept, expand(concept, entries, done=done)) for concept in sorted(entries))


def expand(
    concept: str,
    entries: Mapping[str, Iterable[str]],
    seen: tuple[str, ...] = (),
    done: dict[str, tuple[str, ...]] | None = None,
) -> tuple[str, ...]:
    """Return all phrases of a concept, sorted and without repeats.

    `sell{,s,ing}` stands for three words; `@other` takes over another concept's phrases, which are
    remembered in `done`. Raises RuleError for an unknown or circular reference, for braces that do
    not match, and for more phrases than can be meant.
    """
    done = {} if done is None else done
    if concept in done:
        return done[concept]
    if concept in seen or concept not in entries or len(seen) > _LONGEST_CHAIN:
        fault = "refers to itself" if concept in seen else "does not exist"
        fault = fault if len(seen) <= _LONGEST_CHAIN else f"lies behind more than {_LONGEST_CHAIN} references"
        raise RuleError(f"rules/_lexicon: concept {concept!r} {fault} (via {' > '.join(seen) or 'top'})")
    phrases: set[str] = set()
    for entry in entries[concept]:
        if entry.startswith("@"):
            phrases.update(expand(entry[1:], entries, (*seen, concept), done))
        else:
            phrases.update(_phrases(f"rules/_lexicon: concept {concept!r}", entry))
    if len(phrases) > MOST_PHRASES:
        raise RuleError(
            f"rules/_lexicon: concept {concept!r} stands for {len(phrases):,} phrases, at most "
            f"{MOST_PHRASES:,} are allowed. Split it into short concepts that a pattern needs `near N`."
        )
    done[concept] = tuple(sorted(phrases))
    return done[concept]


def _phrases(place: str, entry: str) -> tuple[str, ...]:
    try:
        return phrases_of(entry)
    except RuleError as error:
        raise RuleError(f"{place}: {error}") from error


def _dangling(book: Rulebook) -> Iterable[str]:
    """Name every reference that leads nowhere."""
    practices = {p.id for p in book.practices}
    concepts = {c for c, _ in book.lexicon}
    known = {
        "question": {q.id for q in book.questions},
        "citations": {c.id for c in book.citations},
        "hard_fail": {h.id for h in book.hard_fails},
        "cancels": practices,
    }
    for practice in book.practices:
        file = f"rules/{practice.id.replace('.', '/')}.yaml"
        for field, name in _references(practice):
            if field == "concept" and name.startswith("="):
                yield from _bad_braces(file, name[1:])
            elif field == "concept":
                if name not in concepts:
                    yield f"{file}:1: patterns: no concept {name!r} under rules/_lexicon"
            elif name not in known[field]:
                yield f"{file}:1: {field}: {name!r} does not exist"


def _bad_braces(file: str, phrase: str) -> Iterable[str]:
    try:
        phrases_of(phrase)
    except RuleError as error:
        yield f"{file}:1: patterns: {error}"


def _references(practice: Practice) -> Iterable[tuple[str, str]]:
    yield "question", practice.question
    yield from (("question", q) for q in practice.also_answers)
    yield from (("citations", c) for c in practice.citations)
    yield from (("cancels", c) for c in practice.cancels)
    if practice.hard_fail:
        yield "hard_fail", practice.hard_fail
    for pattern in practice.patterns:
        yield from (("concept", c) for c in pattern.anchor)
        for need in (*pattern.needs, *pattern.without):
            yield from (("concept", c) for c in need.concepts)
