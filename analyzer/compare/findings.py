"""Pair the findings of two reports, and say whose change it is that one appeared, went or reads anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from analyzer.compare.amounts import compare_amounts
from analyzer.compare.clauses import fold_clause
from analyzer.core.changes import Cause, FindingChange, FindingChangeKind, ParameterChange
from analyzer.core.documents import Document
from analyzer.core.findings import Finding, FindingStatus
from analyzer.core.reports import Report

SAME_CLAUSE = 60.0  # rapidfuzz ratio, 0–100, for two quotes of one practice


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One report's findings, and its documents' words to look quotes up in.

    `aliases` name, by the address that the other report knows, the address of the same document here.
    """

    report: Report
    documents: dict[str, Document]
    words: dict[str, str]
    aliases: dict[str, str]

    @classmethod
    def of(cls, report: Report, aliases: dict[str, str]) -> "Side":
        """Return one report, ready to be looked into."""
        documents = {document.id: document for document in report.documents}
        words = {document.source.location: fold_clause(document.text) for document in report.documents}
        return cls(report=report, documents=documents, words=words, aliases=aliases)

    def location(self, finding: Finding) -> str:
        """Return where the finding's document is published."""
        return self.documents[finding.evidence.document_id].source.location

    def reads(self, location: str) -> bool:
        """Tell whether a document of that location was read."""
        here = self.aliases.get(location, location)
        return any(d.source.location == here and d.status.scored for d in self.report.documents)

    def lists(self, location: str) -> bool:
        """Tell whether the vendor's list had that location, read or not."""
        here = self.aliases.get(location, location)
        return here in self.words or any(u.location == here for u in self.report.unread)

    def bytes_at(self, location: str) -> set[str | None]:
        """Return the digests of what that location served."""
        here = self.aliases.get(location, location)
        return {d.snapshot_id for d in self.report.documents if d.source.location == here}

    def says(self, finding: Finding) -> bool:
        """Tell whether any document holds the words of a finding, whatever was made of them."""
        quote = fold_clause(finding.evidence.quote)
        return any(quote in words for words in self.words.values())


def compare_findings(old: Side, new: Side, machinery: tuple[Cause, ...]) -> tuple[FindingChange, ...]:
    """Return every finding that appeared, went, or is read differently.

    Args:
        old: the older report.
        new: the newer report.
        machinery: which of extractor, rules, model and profile differ between the two, most likely first.
    """
    pairs, gone, come = pair_findings(old.report.findings, new.report.findings)
    changes = [change for a, b in pairs if (change := _changed(a, b, old, new, machinery))]
    changes += [_gone(finding, old, new, machinery) for finding in gone]
    changes += [_come(finding, old, new, machinery) for finding in come]
    return tuple(changes)


def pair_findings(
    old: Sequence[Finding], new: Sequence[Finding]
) -> tuple[list[tuple[Finding, Finding]], list[Finding], list[Finding]]:
    """Return the findings that are the same on both sides, and those that only one side has.

    The same key is the same finding; else the most similar clauses of one practice are.
    """
    pairs: list[tuple[Finding, Finding]] = []
    by_key: dict[str, list[Finding]] = {}
    for finding in new:
        by_key.setdefault(finding.key, []).append(finding)
    gone: list[Finding] = []
    for finding in old:
        if by_key.get(finding.key):
            pairs.append((finding, by_key[finding.key].pop(0)))
        else:
            gone.append(finding)
    come = [finding for finding in new if finding in by_key[finding.key]]
    reworded = _most_similar(gone, come)
    pairs += [(gone[i], come[j]) for i, j in reworded]
    taken_old, taken_new = {i for i, _ in reworded}, {j for _, j in reworded}
    return (
        pairs,
        [finding for i, finding in enumerate(gone) if i not in taken_old],
        [finding for j, finding in enumerate(come) if j not in taken_new],
    )


def _most_similar(gone: Sequence[Finding], come: Sequence[Finding]) -> list[tuple[int, int]]:
    scored = sorted(
        (-fuzz.ratio(a.evidence.quote, b.evidence.quote, score_cutoff=SAME_CLAUSE), i, j)
        for i, a in enumerate(gone)
        for j, b in enumerate(come)
        if a.practice_id == b.practice_id
    )
    pairs: list[tuple[int, int]] = []
    for score, i, j in scored:
        if score < 0 and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def _changed(
    a: Finding, b: Finding, old: Side, new: Side, machinery: tuple[Cause, ...]
) -> FindingChange | None:
    if _reading(a) == _reading(b):
        return None
    reworded = a.key != b.key
    if not reworded and a.status is not b.status:
        cause = Cause.REVIEWS
    elif reworded and not (old.says(b) and new.says(a)):
        cause = Cause.VENDOR_TEXT
    else:
        cause = _likely(machinery, b)
    parameters = _parameters(a, b)
    same = (
        replace(b, key=a.key) == replace(a, evidence=b.evidence, confidence=b.confidence) and not parameters
    )
    return FindingChange(
        kind=FindingChangeKind.REWORDED if same else FindingChangeKind.CHANGED,
        practice_id=b.practice_id,
        cause=cause,
        old=a,
        new=b,
        parameters=parameters,
    )


def _gone(finding: Finding, old: Side, new: Side, machinery: tuple[Cause, ...]) -> FindingChange:
    location = old.location(finding)
    kind = FindingChangeKind.GONE
    if not new.lists(location):
        cause = Cause.LIST
    elif not new.reads(location):
        kind, cause = FindingChangeKind.NOT_READ, Cause.NOT_READ
    elif new.says(finding):
        cause = Cause.REVIEWS if finding.status is FindingStatus.EDITED else _likely(machinery, finding)
    else:
        cause = _text_cause(location, old, new)
    return FindingChange(kind=kind, practice_id=finding.practice_id, cause=cause, old=finding)


def _come(finding: Finding, old: Side, new: Side, machinery: tuple[Cause, ...]) -> FindingChange:
    location = new.location(finding)
    if not old.lists(location):
        cause = Cause.LIST
    elif not old.reads(location):
        cause = Cause.NOT_READ
    elif old.says(finding):
        cause = Cause.REVIEWS if finding.status is FindingStatus.EDITED else _likely(machinery, finding)
    else:
        cause = _text_cause(location, old, new)
    return FindingChange(
        kind=FindingChangeKind.APPEARED, practice_id=finding.practice_id, cause=cause, new=finding
    )


def _text_cause(location: str, old: Side, new: Side) -> Cause:
    """Return whose doing another text is: the vendor's, or our extractor's where the bytes are the same."""
    before, after = old.bytes_at(location), new.bytes_at(location)
    return Cause.EXTRACTOR if before == after and before != {None} else Cause.VENDOR_TEXT


def _likely(machinery: tuple[Cause, ...], finding: Finding) -> Cause:
    """Return what of ours differs; where nothing does, the same words read differently in new company.

    Where rules and model both differ, the one that saw the finding is meant.
    """
    seen_by = {detector.partition(":")[0] for detector in finding.evidence.detectors}
    if seen_by == {"model"} and Cause.MODEL in machinery:
        return Cause.MODEL
    return machinery[0] if machinery else Cause.VENDOR_TEXT


def _reading(finding: Finding) -> tuple[object, ...]:
    """Return all that a finding says, without where it stands and how sure we are."""
    return (
        finding.key,
        finding.asserted,
        finding.scope,
        finding.qualifier,
        finding.parameters,
        finding.status,
    )


def _parameters(a: Finding, b: Finding) -> tuple[ParameterChange, ...]:
    before, after = dict(a.parameters), dict(b.parameters)
    named = [
        ParameterChange(name=name, old=_shown(before.get(name)), new=_shown(after.get(name)))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]
    return tuple(named) or compare_amounts(a.evidence.quote, b.evidence.quote)


def _shown(value: object) -> str | None:
    if value is None:
        return None
    return ", ".join(value) if isinstance(value, tuple) else str(value)
