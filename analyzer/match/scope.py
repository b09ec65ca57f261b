"""Whom a clause is about: from its words, then its headings, then the document."""

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.core.documents import DocumentKind
from analyzer.core.findings import Scope
from analyzer.match.reading import Hit, Reading

_OF_KIND = {
    DocumentKind.STUDENT_POLICY: Scope.STUDENT,
    DocumentKind.DATA_AGREEMENT: Scope.SCHOOL,
}
_SCHOOLS_NAMED = 3
_NAMED = (
    ("about_student", Scope.STUDENT),
    ("about_consumer", Scope.CONSUMER),
    ("about_website", Scope.WEBSITE),
    ("about_reader", None),
    ("about_school", Scope.SCHOOL),
    ("about_customer", Scope.SCHOOL),
    ("about_other_users", Scope.OTHER_USERS),
)
"""In order of weight; None: the clause speaks to everybody, its section decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the whole document tells of its readers: its kind, and whether its customers are schools."""

    kind: DocumentKind
    schools: bool


def setting_of(kind: DocumentKind, readings: Sequence[Reading], *, elsewhere: int = 0) -> Setting:
    """Return the setting of a document: a text that speaks of schools again and again serves them.

    `elsewhere` counts the segments that speak of schools and are not among the readings.
    """
    naming = sum(map(speaks_of_schools, readings)) + elsewhere
    return Setting(kind=kind, schools=kind is DocumentKind.DATA_AGREEMENT or naming >= _SCHOOLS_NAMED)


def speaks_of_schools(reading: Reading) -> bool:
    """Tell whether a segment, or what introduces it, names schools."""
    return reading.any_of("about_school")


def scope_of(reading: Reading, setting: Setting) -> Scope:
    """Return whom the clause is about as it is written in its section.

    Pupils named in the clause decide. Who else is named counts only where the clause does not
    speak to the reader or to users at large; "the customer" is a school only where the document
    serves schools. Whom the clause sets aside in its opening words ("Except for our school accounts,
    we …") is not whom it is about. A clause that names nobody takes the scope of its innermost
    heading, then of its document.
    """
    aside = _set_aside(reading)
    in_student_section = "about_student" in reading.heading or setting.kind is DocumentKind.STUDENT_POLICY
    for concept, scope in _NAMED:
        if concept == "about_customer" and not setting.schools:
            continue
        if any(not aside[0] <= start < aside[1] for start, _ in reading.seen(concept)):
            return scope or (Scope.STUDENT if in_student_section else Scope.ANY)
    return Scope.STUDENT if in_student_section else _OF_KIND.get(setting.kind, Scope.ANY)


def _set_aside(reading: Reading) -> Hit:
    """Return the tokens of an exception that opens the clause, up to its comma; none where there is none."""
    rest = reading.tokens[reading.own :]
    opens = any(start == reading.own for start, _ in reading.seen("scope_set_aside"))
    return (reading.own, reading.own + (rest.index(",") if opens and "," in rest else 0))
