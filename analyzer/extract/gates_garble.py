"""Text whose words are glued together or whose letters are lost."""

import re
from collections.abc import Sequence

from analyzer.core.documents import Block

_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|www\.|@|\.\w{2,4}/|[/\\_=&%]")
_LATIN = re.compile(r"[a-zA-Z]")
_LOST = re.compile(r"[\ufffd\ue000-\uf8ff]|\(cid:\d+\)|[\x00-\x08\x0e-\x1f]")
_LONG = 23
"""Letters of the longest words of English prose; longer tokens are glued or are addresses."""

GLUED_SHARE = 0.15
LOST_SHARE = 0.03
_ENOUGH = 100


def is_garbled(text: str, blocks: Sequence[Block]) -> bool:
    """Tell whether so many words are glued or letters lost that no clause can be trusted.

    More than 15 % of the Latin letters in tokens of over 23 letters that are no addresses, or more
    than 3 % replacement and private-use characters. Texts of under 100 letters are not judged.
    """
    letters = glued = lost = 0
    for block in blocks:
        content = block.span.of(text)
        lost += len(_LOST.findall(content))
        for token in _TOKEN.findall(content):
            count = len(_LATIN.findall(token))
            letters += count
            if count > _LONG and not _ADDRESS.search(token) and not _hyphened(token):
                glued += count
    if letters + lost < _ENOUGH:
        return False
    return glued > GLUED_SHARE * letters or lost > LOST_SHARE * (letters + lost)


def _hyphened(token: str) -> bool:
    return max(len(part) for part in re.split(r"[-–—/.,]", token)) <= _LONG and "," not in token
