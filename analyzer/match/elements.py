"""Which data elements of the rulebook a clause names."""

from analyzer.match.cues import polarity
from analyzer.match.lexicon import ELEMENT
from analyzer.match.reading import Hit, Reading


def read_data_elements(_text: str, reading: Reading) -> tuple[str, ...] | None:
    """Return the ids of the data elements that clause and lead-in name, sorted; None where none.

    Of overlapping names the longest counts ("school email" is no "school"). Where some are denied and
    others are not ("we collect names, but no photos"), those that are not denied are meant.
    """
    named = _named(reading)
    stated = [(id_, hit) for id_, hit in named if not polarity(reading, hit).negated]
    return tuple(sorted({id_ for id_, _ in stated or named})) or None


def _named(reading: Reading) -> list[tuple[str, Hit]]:
    hits = [
        (concept.removeprefix(ELEMENT), hit)
        for concept, found in reading.hits.items()
        if concept.startswith(ELEMENT)
        for hit in found
    ]
    longer = [hit for _, hit in hits] + list(reading.seen("not_element"))
    return [
        (id_, hit)
        for id_, hit in hits
        if not any(o != hit and o[0] <= hit[0] and hit[1] <= o[1] for o in longer)
        and hit not in reading.seen("not_element")
    ]
