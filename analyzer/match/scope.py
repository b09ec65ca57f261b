"""Whom a clause is about: from its words, then its headings, then the document."""

from analyzer.core.documents import DocumentKind
from analyzer.core.findings import Scope
from analyzer.match.reading import Reading

_OF_KIND = {
    DocumentKind.STUDENT_POLICY: Scope.STUDENT,
    DocumentKind.DATA_AGREEMENT: Scope.SCHOOL,
    DocumentKind.COOKIE_NOTICE: Scope.WEBSITE,
}


_NAMED = (
    (("about_student",), Scope.STUDENT),
    (("about_consumer",), Scope.CONSUMER),
    (("about_website",), Scope.WEBSITE),
    (("about_reader",), None),
    (("about_school", "about_customer"), Scope.SCHOOL),
    (("about_other_users",), Scope.OTHER_USERS),
)
"""In order of weight; None: the clause speaks to everybody, its section decides."""


def scope_of(reading: Reading, kind: DocumentKind) -> Scope:
    """Return whom the clause is about as it is written in its section.

    Pupils named in the clause decide. Who else is named counts only where the clause does not
    speak to the reader or to users at large; a clause that names nobody takes the scope of its
    headings, then of its document.
    """
    in_student_section = "about_student" in reading.headings or kind is DocumentKind.STUDENT_POLICY
    for concepts, scope in _NAMED:
        if reading.any_of(*concepts):
            return scope or (Scope.STUDENT if in_student_section else Scope.ANY)
    return Scope.STUDENT if in_student_section else _OF_KIND.get(kind, Scope.ANY)
