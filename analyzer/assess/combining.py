"""From what patterns and model saw in one document to its findings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analyzer.core.documents import Document, Segment, Span
from analyzer.core.findings import (
    Asserted,
    Evidence,
    Finding,
    Match,
    Prediction,
    Qualifier,
    Scope,
    as_parameters,
    finding_key,
)

_CERTAIN_AT_MOST = 0.99  # two readers who agree may still both be wrong
_DISPUTED = 0.5  # how far a sure contradiction by the model lowers a rule's confidence
_WORTH_TELLING = 0.2  # below this the rubric's range does not look at a finding


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A finding in the making: who saw it, and in which segments."""

    finding: Finding
    segments: frozenset[int]


def combine(
    document: Document,
    segments: Sequence[Segment],
    matches: Iterable[Match],
    predictions: Iterable[Prediction] = (),
) -> tuple[Finding, ...]:
    """Return the findings of one document, in reading order.

    Matches of the same practice and reading on overlapping words become one finding, which
    keeps the words, scope and qualifier of its surest match and the parameters of all. The same
    clause said again in the same words is one finding. `document.text[span] == quote` holds for
    every finding.
    """
    by_id = {s.id: s for s in segments}
    claims = [_claim(document, by_id, group) for group in _groups(matches)]
    seen = tuple(p for p in predictions if p.probability > _WORTH_TELLING)
    told = [replace(c, finding=_with_model(c, seen)) for c in claims]
    alone = [
        _alone(document, by_id[p.segment_id], p)
        for p in seen
        if p.segment_id in by_id and by_id[p.segment_id].repeats is None and not _spoken_of(p, claims)
    ]
    return _once_each(sorted([*(c.finding for c in told), *alone], key=_place))


def _groups(matches: Iterable[Match]) -> list[list[Match]]:
    """Gather matches of one practice and reading whose spans overlap, directly or in a chain."""
    groups: list[list[Match]] = []
    for match in sorted(matches, key=lambda m: (m.practice_id, m.asserted, m.span, m.pattern)):
        last = groups[-1] if groups else []
        same = last and (last[0].practice_id, last[0].asserted) == (match.practice_id, match.asserted)
        if same and match.span.start < max(m.span.end for m in last):
            last.append(match)
        else:
            groups.append([match])
    return groups


def _claim(document: Document, segments: Mapping[int, Segment], group: Sequence[Match]) -> _Claim:
    ranked = sorted(group, key=lambda m: (-m.confidence, m.span.start - m.span.end, m.span, m.pattern))
    best = ranked[0]
    quote = best.span.of(document.text)
    evidence = Evidence(
        document_id=document.id,
        span=best.span,
        quote=quote,
        detectors=tuple(sorted({f"rule:{m.pattern}" for m in group})),
        reasons=tuple(dict.fromkeys(r for m in ranked for r in m.reasons)),
    )
    finding = Finding(
        key=finding_key(best.practice_id, quote),
        practice_id=best.practice_id,
        asserted=best.asserted,
        scope=best.scope,
        qualifier=best.qualifier,
        evidence=_located(document, segments.get(best.segment_id), evidence),
        parameters=as_parameters(p for m in reversed(ranked) for p in m.parameters),
        confidence=best.confidence,
    )
    return _Claim(finding=finding, segments=frozenset(m.segment_id for m in group))


def _located(document: Document, segment: Segment | None, evidence: Evidence) -> Evidence:
    """Add page, heading path and context to evidence whose span is known."""
    page = next((p.number for p in document.pages if p.span.start <= evidence.span.start < p.span.end), None)
    return replace(
        evidence,
        page=page,
        section=_heading_path(document, segment.section if segment else None),
        context=segment.lead_in if segment else (),
    )


def _heading_path(document: Document, index: int | None) -> tuple[str, ...]:
    path: list[str] = []
    while index is not None:
        section = document.sections[index]
        path.append(section.heading.of(document.text))
        index = section.parent
    return tuple(reversed(path))


def _spoken_of(prediction: Prediction, claims: Iterable[_Claim]) -> bool:
    return any(
        prediction.segment_id in c.segments and prediction.label == c.finding.practice_id for c in claims
    )


def _with_model(claim: _Claim, predictions: Iterable[Prediction]) -> Finding:
    """Return the finding with the model's word on it: agreement raises, contradiction lowers."""
    finding = claim.finding
    for said in predictions:
        if said.label != finding.practice_id or said.segment_id not in claim.segments:
            continue
        if said.asserted is finding.asserted:
            sure = 1 - (1 - finding.confidence) * (1 - said.probability)
            sure, word = max(finding.confidence, min(sure, _CERTAIN_AT_MOST)), "agrees"
        else:
            sure, word = finding.confidence * (1 - _DISPUTED * said.probability), "reads it the other way"
        finding = replace(
            finding,
            confidence=round(sure, 4),
            evidence=replace(
                finding.evidence,
                detectors=tuple(sorted({*finding.evidence.detectors, f"model:{said.model_id}"})),
                reasons=(*finding.evidence.reasons, f"the model {word} ({said.probability:.2f})"),
            ),
        )
    return finding


def _alone(document: Document, segment: Segment, prediction: Prediction) -> Finding:
    """Return the finding that only the model saw; it quotes the whole segment."""
    quote = segment.span.of(document.text)
    evidence = Evidence(
        document_id=document.id,
        span=segment.span,
        quote=quote,
        detectors=(f"model:{prediction.model_id}",),
        reasons=(f"seen by the model alone ({prediction.probability:.2f}){_carried(document, prediction)}",),
    )
    return Finding(
        key=finding_key(prediction.label, quote),
        practice_id=prediction.label,
        asserted=prediction.asserted,
        scope=Scope.ANY,
        qualifier=Qualifier.NONE,
        evidence=_located(document, segment, evidence),
        confidence=prediction.probability,
    )


def _carried(document: Document, prediction: Prediction) -> str:
    """Return the words that carry a prediction, strongest first, as a clause of its reason."""
    words = ", ".join(f"“{' '.join(span.of(document.text).split())}”" for span in prediction.words)
    return f", most by the words {words}" if words else ""


def _once_each(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep the first of each clause; what is said again in the same words is told in its reasons."""
    kept: dict[tuple[str, Asserted, bool], Finding] = {}
    for finding in findings:
        clause = finding.key, finding.asserted, finding.scope.reaches_students
        first = kept.setdefault(clause, finding)
        if first is not finding:
            again = f"said again at character {finding.evidence.span.start}"
            evidence = replace(first.evidence, reasons=(*first.evidence.reasons, again))
            kept[clause] = replace(
                first, evidence=evidence, confidence=max(first.confidence, finding.confidence)
            )
    return tuple(kept.values())


def _place(finding: Finding) -> tuple[Span, str, Asserted]:
    return finding.evidence.span, finding.practice_id, finding.asserted
