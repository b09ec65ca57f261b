"""Which data elements a product uses, and how sensitive they are together (exposure E0 to E3)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from analyzer.assess.stating import by_person
from analyzer.core.documents import Document, DocumentKind, Segment, SegmentKind, Span
from analyzer.core.findings import Asserted, Finding, FindingStatus, parameter
from analyzer.core.profile import Request, SignIn
from analyzer.core.reports import ElementMention, ElementUse
from analyzer.core.rules import DataElement

_COLLECTS = re.compile(
    r"\b(?:we|us|our\s+\w+|the\s+(?:service|app|platform|provider|company))\b[^.;]{0,60}?"
    r"\b(?:collects?|receives?|stores?|gathers?|obtains?|records?|requests?|asks?\s+for)\b"
    r"|\b(?:information|data|categories|elements)\b[^.;]{0,30}\b(?:we|is|are|that\s+we|being)\s+"
    r"(?:may\s+)?collect(?:ed)?\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|never|no|nor|without|except)\b|n['’]t\b", re.IGNORECASE)
_VOUCHED = frozenset({"request", "agreement", "confirmed"})
_IDENTIFIED = (SignIn.SSO, SignIn.ROSTERING)


def read_elements(
    document: Document, segments: Iterable[Segment], elements: Sequence[DataElement]
) -> tuple[ElementMention, ...]:
    """Return the data elements that a text says are collected, each once, at its first mention.

    A term counts where the sentence, its lead-in or its heading speaks of the vendor collecting,
    and none of them denies it. A signed agreement's schedule is read by `read_agreement` instead.
    """
    if document.kind is DocumentKind.DATA_AGREEMENT:
        return ()
    found: dict[str, ElementMention] = {}
    terms, pattern = _terms(tuple(elements))
    for segment in segments:
        if segment.kind is SegmentKind.HEADING or segment.repeats is not None:
            continue
        if not _is_collecting(document, segment):
            continue
        for hit in pattern.finditer(document.text, segment.span.start, segment.span.end):
            element = terms[_folded(hit["term"])]
            mention = ElementMention(
                element_id=element, document_id=document.id, span=Span(*hit.span("term")), quote=hit["term"]
            )
            found.setdefault(element, mention)
    return tuple(sorted(found.values(), key=lambda m: m.span))


def terms_in(words: str, elements: Sequence[DataElement]) -> tuple[tuple[str, str], ...]:
    """Return the elements that `words` name, each with the term that names it."""
    terms, pattern = _terms(tuple(elements))
    return tuple((terms[_folded(hit["term"])], hit["term"]) for hit in pattern.finditer(words))


def elements_used(
    known: Sequence[DataElement],
    findings: Iterable[Finding],
    mentions: Iterable[ElementMention],
    scheduled: Iterable[ElementMention] = (),
    request: Request | None = None,
) -> tuple[ElementUse, ...]:
    """Bring together what request, agreement, findings and texts say of each data element."""
    stated = [f for f in findings if _states_collection(f)]
    named = tuple(mentions)
    listed = tuple(scheduled)
    uses = []
    for element in known:
        saying = [f for f in stated if element.id in _elements_of(f)]
        told = {
            "request": bool(request and element.id in request.elements),
            "agreement": any(m.element_id == element.id for m in listed),
            "confirmed": any(map(by_person, saying)),
            "finding": bool(saying),
            "text": any(m.element_id == element.id for m in named),
        }
        if not any(told.values()):
            continue
        uses.append(
            ElementUse(
                element_id=element.id,
                label=element.label,
                exposure=element.exposure,
                told_by=tuple(word for word, says in told.items() if says),
                mentions=tuple(m for m in (*listed, *named) if m.element_id == element.id),
                finding_keys=tuple(sorted({f.key for f in saying})),
                stored=_said(saying, "stored"),
                optional=_said(saying, "optional"),
            )
        )
    return tuple(uses)


def exposure_of(uses: Sequence[ElementUse], request: Request | None) -> int | None:
    """Return the exposure, 0 (no pupil data) to 3 (sensitive), or None where nothing is known.

    It is the highest among the elements that a person vouches for (by the request, the agreement
    or a confirmed finding), else among all that were read; at least 2 where sign-on or rostering
    passes student ids; 0 only where pupils have no accounts and nothing is collected of them.
    """
    vouched = [use.exposure for use in uses if _VOUCHED & set(use.told_by)]
    levels = vouched or [use.exposure for use in uses]
    sign_in = request.sign_in if request else None
    if sign_in in _IDENTIFIED:
        levels.append(2)
    elif sign_in in (SignIn.PASSWORD, SignIn.NICKNAME):
        levels.append(1)
    elif sign_in is SignIn.NONE:
        levels.append(0)
    return max(levels, default=None)


def _states_collection(finding: Finding) -> bool:
    wanted = finding.asserted is Asserted.AFFIRMS and finding.status is not FindingStatus.REJECTED
    return wanted and finding.scope.reaches_students


def _elements_of(finding: Finding) -> tuple[str, ...]:
    value = parameter(finding.parameters, "data_elements")
    return value if isinstance(value, tuple) else ()


def _said(findings: Iterable[Finding], name: str) -> bool | None:
    values = [v for f in findings if isinstance(v := parameter(f.parameters, name), bool)]
    return any(values) if values else None


def _is_collecting(document: Document, segment: Segment) -> bool:
    around = [span.of(document.text) for span in segment.lead_in]
    index = segment.section
    if index is not None:
        around.append(document.sections[index].heading.of(document.text))
    told = [segment.span.of(document.text), *around]
    return any(map(_COLLECTS.search, told)) and not any(map(_DENIES.search, told))


@lru_cache(maxsize=4)
def _terms(elements: tuple[DataElement, ...]) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return which element each term names, and one pattern over all, the longest term first."""
    terms = {_folded(term): element.id for element in elements for term in element.names}
    longest = sorted(terms, key=lambda t: (-len(t), t))
    either = "|".join(re.escape(t).replace(r"\ ", r"\s+") for t in longest)
    return _Plurals(terms), re.compile(rf"\b(?P<term>(?:{either})(?:e?s)?)\b", re.IGNORECASE)


class _Plurals(dict[str, str]):
    """Terms by their singular: what is not listed is looked up without its plural ending."""

    def __missing__(self, key: str) -> str:
        shorter = key.removesuffix("s")
        return self[shorter] if shorter in self else self[key[:-2]]


def _folded(term: str) -> str:
    return " ".join(term.casefold().split())
