"""Other people's words in a label stay words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from analyzer.dashboard.wording import plain

JOINER = "\u2060"
HOSTILE = "**Bold** [x](javascript:a) <img src=x> `c` $e$ :red[r] :material/home: # h ~s~ _i_ | 1. & &lt;"


def _drawn(label: str) -> str:
    tokens = MarkdownIt("commonmark").parseInline(label)
    assert {child.type for token in tokens for child in token.children or ()} <= {"text", "text_special"}
    return "".join(child.content for token in tokens for child in token.children or ())


def test_hostile_name_is_drawn_as_it_is() -> None:
    assert _drawn(plain(HOSTILE)).replace(JOINER, "") == HOSTILE


@given(st.text(alphabet="ab *_`[]()<>!#$&:|~\\.-@/", min_size=1, max_size=40))
def test_every_sign_survives(name: str) -> None:
    assert _drawn(f"x{plain(name)}x").replace(JOINER, "") == f"x{name}x"


@pytest.mark.parametrize("sign", [":smile:", "www.example.com", "a@b.example", "https://a.example"])
def test_shortcodes_and_addresses_are_broken(sign: str) -> None:
    told = _drawn(plain(sign))
    assert sign not in told
    assert told.replace(JOINER, "") == sign


def test_line_breaks_and_turned_writing_become_spaces() -> None:
    assert plain("a\n# b\u202ec") == "a \\# b c"
