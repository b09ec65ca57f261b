"""Run the rulebook's own examples: what must be seen is seen, what is silent is silent for its reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.core.documents import BlockKind, Document, DocumentKind, ReadingStatus, Source
from analyzer.core.findings import DropReason
from analyzer.core.rules import EdgeCase, Example, Practice, Rulebook
from analyzer.extract.layout import RawBlock, lay_out
from analyzer.match import CompiledRules, Matched, match
from analyzer.segment import segment

NO_PATTERN = "no-pattern"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whether one example holds; `fault` says what came out instead, empty where it holds.

    `id` reads `sale/no_sale_commitment::match[0]`.
    """

    id: str
    text: str
    fault: str = ""


def run_examples(rulebook: Rulebook, rules: CompiledRules) -> tuple[Outcome, ...]:
    """Return the outcome of every example of every practice and of every edge case."""
    of_practices = (o for practice in rulebook.practices for o in _practice_outcomes(practice, rules))
    return (*of_practices, *(_edge_outcome(case, rules) for case in rulebook.edge_cases))


def example_document(
    text: str, *, heading: str | None = None, lead_in: str | None = None, items: Iterable[str] = ()
) -> Document:
    """Return a small document in which `text` stands under a heading and behind a lead-in.

    With a lead-in the text is a list item; `items` become further items of the same list.
    """
    raw: list[RawBlock] = []
    if heading:
        raw.append(RawBlock(kind=BlockKind.HEADING, text=heading, level=1))
    introduced: tuple[int, ...] = ()
    if lead_in:
        introduced = (len(raw),)
        raw.append(RawBlock(kind=BlockKind.PARAGRAPH, text=lead_in))
    if text:
        kind = BlockKind.LIST_ITEM if lead_in else BlockKind.PARAGRAPH
        raw.append(RawBlock(kind=kind, text=text, level=int(bool(lead_in)), introduced_by=introduced))
    raw += [RawBlock(kind=BlockKind.LIST_ITEM, text=i, level=1, introduced_by=introduced) for i in items]
    layout = lay_out(raw)
    return Document(
        id="d1",
        source=Source(location="example"),
        snapshot_id=None,
        kind=DocumentKind.PRIVACY_POLICY,
        status=ReadingStatus.READ,
        text=layout.text,
        blocks=layout.blocks,
        sections=layout.sections,
    )


def _matched(document: Document, rules: CompiledRules) -> Matched:
    return match(document, segment(document), rules)


def _practice_outcomes(practice: Practice, rules: CompiledRules) -> Iterable[Outcome]:
    name = practice.id.replace(".", "/", 1)
    for kind, examples in (("match", practice.match_examples), ("no_match", practice.no_match_examples)):
        for number, example in enumerate(examples):
            document = example_document(example.text, heading=example.heading, lead_in=example.lead_in)
            seen = _matched(document, rules)
            fault = _missed(practice, example, seen) if kind == "match" else _seen(practice, example, seen)
            yield Outcome(id=f"{name}::{kind}[{number}]", text=example.text, fault=fault)


def _missed(practice: Practice, example: Example, seen: Matched) -> str:
    found = [m for m in seen.matches if m.practice_id == practice.id]
    if not found:
        return f"not found; {_reasons(practice.id, seen)}"
    if all(m.asserted is not example.asserted for m in found):
        return f"found as {found[0].asserted}, must be {example.asserted}"
    if example.qualifier and all(m.qualifier is not example.qualifier for m in found):
        return f"qualifier is {found[0].qualifier}, must be {example.qualifier}"
    return ""


def _seen(practice: Practice, example: Example, seen: Matched) -> str:
    found = [m for m in seen.matches if m.practice_id == practice.id]
    if found:
        return f"found by pattern {found[0].pattern}"
    dropped = {d.reason for d in seen.dropped if d.match.practice_id == practice.id}
    because = example.because
    if because == NO_PATTERN:
        return f"not silent for lack of a pattern; {_reasons(practice.id, seen)}" if dropped else ""
    if because in set(DropReason):
        return (
            "" if because in dropped else f"silent, but not because {because}; {_reasons(practice.id, seen)}"
        )
    instead = any(m.practice_id == because for m in seen.matches)
    return "" if instead else f"silent, but {because} is not found instead"


def _reasons(practice_id: str, seen: Matched) -> str:
    reasons = [
        f"{d.match.pattern}: {d.reason} ({d.detail})"
        for d in seen.dropped
        if d.match.practice_id == practice_id
    ]
    return "dropped " + ", ".join(reasons) if reasons else "no pattern considered it"


def _edge_outcome(case: EdgeCase, rules: CompiledRules) -> Outcome:
    document = example_document(case.text, heading=case.heading, items=case.blocks)
    matches = _matched(document, rules).matches
    found = {m.practice_id for m in matches if m.asserted is case.asserted}
    missing = [p for p in case.expect if p not in found]
    forbidden = [m.practice_id for m in matches if m.practice_id in case.must_not and m.asserted == "affirms"]
    faults = [f"{p} not found" for p in missing] + [f"{p} found" for p in forbidden]
    return Outcome(id=f"edge/{case.id}", text=case.text or " / ".join(case.blocks), fault="; ".join(faults))
