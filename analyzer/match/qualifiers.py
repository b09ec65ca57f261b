"""What narrows or softens a clause: exception, condition, place, age, edition, hedge."""

from analyzer.core.findings import Qualifier
from analyzer.match.reading import Hit, Reading

_BY_CONCEPT = (
    ("exception", Qualifier.EXCEPTION),
    ("qualifies_condition", Qualifier.CONDITIONAL),
    ("geography", Qualifier.GEOGRAPHY),
    ("qualifies_edition", Qualifier.EDITION),
    ("age", Qualifier.AGE),
    ("qualifies_hedge", Qualifier.HEDGE),
)
_FROM_HEADINGS = (("geography_section", Qualifier.GEOGRAPHY),)


def qualifier_of(reading: Reading, *, negated: bool) -> tuple[Qualifier, Hit | None]:
    """Return what qualifies the clause, and the words that do so (None where a heading does).

    An exception matters to a denial ("we do not share, except …"); the bound of a plain statement
    ("only as long as …") is part of what it states. The strongest qualifier is returned.
    """
    for concept, qualifier in _BY_CONCEPT:
        if concept == "exception" and not negated:
            continue
        hits = [hit for hit in reading.seen(concept) if hit[0] >= reading.own or concept != "qualifies_hedge"]
        if hits:
            return qualifier, hits[0]
    for concept, qualifier in _FROM_HEADINGS:
        if concept in reading.heading:
            return qualifier, None
    return Qualifier.NONE, None
