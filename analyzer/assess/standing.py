"""Where each document stands: its rank, whether it controls, whether it covers the product."""

import re
from collections.abc import Iterable, Sequence

from analyzer.core.documents import Document, DocumentKind
from analyzer.core.findings import Asserted, Finding, FindingStatus, parameter
from analyzer.core.reports import DocumentStanding

SIGNED, SCHOOL = 1, 2  # ranks
RANKS = {
    DocumentKind.DATA_AGREEMENT: SIGNED,
    DocumentKind.STUDENT_POLICY: SCHOOL,
    DocumentKind.PRIVACY_POLICY: 3,
    DocumentKind.SUBPROCESSOR_LIST: 3,
    DocumentKind.AI_NOTICE: 3,
    DocumentKind.TERMS: 4,
    DocumentKind.ACCEPTABLE_USE: 4,
    DocumentKind.COOKIE_NOTICE: 5,
    DocumentKind.WEBSITE_POLICY: 5,
    DocumentKind.OTHER: 5,
    DocumentKind.SECURITY_PAGE: 6,
    DocumentKind.MARKETING: 6,
}
POLICIES = frozenset(
    {
        DocumentKind.DATA_AGREEMENT,
        DocumentKind.STUDENT_POLICY,
        DocumentKind.PRIVACY_POLICY,
        DocumentKind.OTHER,
    }
)
_SELF = r"this\s+(?:\w+\s+){0,3}?(?:addendum|agreement|dpa|exhibit|policy|notice|statement|pledge)"
_PREVAILS = r"(?:prevails?|governs?|controls?|takes?\s+precedence|supersedes?|override?s?)"
_CONTROLS = re.compile(
    rf"\b{_SELF}\b[^.;]{{0,120}}?\b(?:shall\s+|will\s+)?{_PREVAILS}\s+(?:over|in\b|wherever|where|to\s+the\s+extent)"
    rf"|\b(?:conflict\w*|inconsisten\w+|differ\w*|discrepanc\w+)\b[^.;]{{0,200}}?\b{_SELF}\b[^.;]{{0,80}}?"
    rf"\b(?:shall\s+|will\s+)?{_PREVAILS}",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\b(?:not|never|nothing)\b", re.IGNORECASE)
_MARK = re.compile(r"/s/\s*[^\W_]", re.IGNORECASE)
_DATED = re.compile(r"^\s*(?:Date|Date\s+signed|Signed\s+on)\s*:\s*[^\W_]", re.IGNORECASE | re.MULTILINE)
_BOTH_SIDES = 2
_FEW = 3  # statements that a policy is about the website only are outweighed by so many about pupils


def standings(documents: Iterable[Document], findings: Iterable[Finding]) -> tuple[DocumentStanding, ...]:
    """Return the standing of each document, in the order given.

    A declared `Source.rank` holds; otherwise the kind gives it. A data agreement that shows no
    signature stands as a school addendum, since an unsigned paper binds nobody.
    """
    seen = tuple(findings)
    return tuple(
        _standing(d, [f for f in seen if f.evidence.document_id == d.id and _alive(f)]) for d in documents
    )


def _standing(document: Document, findings: Sequence[Finding]) -> DocumentStanding:
    rank = document.source.rank or RANKS[document.kind]
    unsigned = document.kind is DocumentKind.DATA_AGREEMENT and not looks_signed(document.text)
    if document.source.rank is None and unsigned:
        rank = SCHOOL
    return DocumentStanding(
        document_id=document.id,
        rank=rank,
        controls=rank == SIGNED or (rank == SCHOOL and _says_it_controls(document, findings)),
        covers_product=_covers_product(document, findings),
    )


def looks_signed(text: str) -> bool:
    """Tell whether both sides have signed: two signature marks or filled-in dates of signature.

    A signature that is a picture leaves no text; a person then declares the document's rank.
    """
    return max(len(_MARK.findall(text)), len(_DATED.findall(text))) >= _BOTH_SIDES


def controlling_words(text: str) -> tuple[int, int] | None:
    """Return the range of the words by which a text says that it prevails over others, if it does."""
    for found in _CONTROLS.finditer(text):
        if not _TURNED.search(found.group()):
            return found.span()
    return None


def _says_it_controls(document: Document, findings: Sequence[Finding]) -> bool:
    declared = any(
        f.practice_id == "scope.student_terms_control" and parameter(f.parameters, "controls") is True
        for f in findings
    )
    return declared or controlling_words(document.text) is not None


def _covers_product(document: Document, findings: Sequence[Finding]) -> bool:
    if document.kind is DocumentKind.WEBSITE_POLICY:
        return False
    if document.kind in (DocumentKind.DATA_AGREEMENT, DocumentKind.STUDENT_POLICY):
        return True
    website_only = any(f.practice_id == "scope.website_only" for f in findings)
    about_pupils = sum(1 for f in findings if f.scope.value in ("student", "school"))
    return not website_only or about_pupils >= _FEW


def _alive(finding: Finding) -> bool:
    wanted = finding.asserted is Asserted.AFFIRMS
    return wanted and finding.status is not FindingStatus.REJECTED and finding.confidence >= _COUNTS


_COUNTS = 0.5
