"""Documents that a page carries only as data."""

import json

import pytest

from analyzer.core.documents import BlockKind
from analyzer.extract.html import extract_html, extract_json
from analyzer.extract.layout import Extraction

PROSE = [
    f"We collect personal information about {who} only where a school asks us to provide the service, "
    "and we share it with nobody but the processors that our agreement names."
    for who in ("pupils", "parents", "teachers", "guests", "staff", "coaches", "tutors", "nurses")
]


def shell(script: str) -> Extraction:
    return extract_html(
        f"<html><head><title>Acorn</title></head><body><div id=root></div>{script}</body></html>".encode()
    )


def as_flight(rows: str) -> str:
    half = len(rows) // 2
    return "".join(
        f"<script>self.__next_f.push({json.dumps([1, part])})</script>" for part in (rows[:half], rows[half:])
    )


ELEMENTS = [
    ["$", "p", None, {"children": [text[:20], ["$", "b", None, {"children": text[20:]}]]}] for text in PROSE
]
TREE = {
    "nodeType": "document",
    "content": [
        {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "What we collect"}]},
        *({"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text}]} for text in PROSE),
    ],
}
MARKUP = "".join(f"<p>{text}</p>" for text in PROSE)
MARKDOWN = "# Privacy\n\n" + "\n\n".join(PROSE)
SCRIPTS = {
    "html string": f"<script type=application/json>{json.dumps({'page': {'body': MARKUP}})}</script>",
    "article": f"<script type='application/ld+json'>{json.dumps({'articleBody': ' '.join(PROSE)})}</script>",
    "assignment": f"<script>window.STATE = {json.dumps({'user': None, 'page': TREE})};</script>",
    "markdown": f"<script>var a = {json.dumps({'md': MARKDOWN})}</script>",
    "stream": as_flight(f"1:{json.dumps(['$', 'main', None, {'children': ELEMENTS}])}\n"),
    "stream text": as_flight(f"2:T{len(' '.join(PROSE)):x},{' '.join(PROSE)}3:[]\n"),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_document_in_a_script_is_read_whole(name: str) -> None:
    found = shell(SCRIPTS[name])
    text = " ".join(" ".join(block.text for block in found.blocks).split())
    assert all(sentence in text for sentence in PROSE)
    assert [notice.code for notice in found.notices] == ["text_from_script"]
    assert found.title == "Acorn"


def test_rich_text_keeps_its_headings() -> None:
    first = shell(SCRIPTS["assignment"]).blocks[0]
    assert (first.kind, first.level, first.text) == (BlockKind.HEADING, 2, "What we collect")


def test_phrases_for_translation_are_no_document() -> None:
    phrases = {text: text for text in PROSE}
    assert shell(f"<script>app = {json.dumps({'messages': phrases, 'again': phrases})}</script>").blocks == ()


def test_page_that_shows_its_text_is_not_read_from_scripts() -> None:
    shown = "".join(f"<p>{text.replace('collect', 'gather')}</p>" for text in PROSE)
    found = shell(f"{shown}{SCRIPTS['article']}")
    assert found.notices == ()
    assert not any("We collect" in block.text for block in found.blocks)


def test_json_file_gives_headings_and_paragraphs_in_order() -> None:
    content = {"a.title": "Acorn policy", "a.one": PROSE[0], "b.header": "Sharing", "b.one": PROSE[1]}
    blocks = extract_json(json.dumps(content).encode()).blocks
    assert [block.text for block in blocks] == list(content.values())
    assert [block.kind for block in blocks][::2] == [BlockKind.HEADING] * 2
    assert extract_json(b"no json").blocks == ()
