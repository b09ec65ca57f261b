"""The states of the United States as laws and courts are named by them."""

import re

_NAMES = (
    "Alabama AL, Alaska AK, Arizona AZ, Arkansas AR, California CA, Colorado CO, Connecticut CT, "
    "Delaware DE, "
    "Florida FL, Georgia GA, Hawaii HI, Idaho ID, Illinois IL, Indiana IN, Iowa IA, Kansas KS, Kentucky KY, "
    "Louisiana LA, Maine ME, Maryland MD, Massachusetts MA, Michigan MI, Minnesota MN, Mississippi MS, "
    "Missouri MO, Montana MT, Nebraska NE, Nevada NV, New Hampshire NH, New Jersey NJ, New Mexico NM, "
    "New York NY, North Carolina NC, North Dakota ND, Ohio OH, Oklahoma OK, Oregon OR, Pennsylvania PA, "
    "Rhode Island RI, South Carolina SC, South Dakota SD, Tennessee TN, Texas TX, Utah UT, Vermont VT, "
    "Virginia VA, Washington WA, West Virginia WV, Wisconsin WI, Wyoming WY, District of Columbia DC"
)
STATES = {name[:-3]: name[-2:] for name in _NAMES.split(", ")}
_STATE = re.compile(r"\b(?:" + "|".join(sorted(STATES, key=len, reverse=True)) + r")\b")


def state_named(text: str) -> str | None:
    """Return the two letters of the one state that `text` names, None where it names none or several."""
    found = {STATES[hit[0]] for hit in _STATE.finditer(text)}
    return found.pop() if len(found) == 1 else None
