"""The blocks of a page: structure, lead-ins, headers, and what is left out."""

from analyzer.core.documents import BlockKind
from analyzer.extract.html import extract_html
from analyzer.extract.layout import Extraction, RawBlock

PROSE = (
    "We collect personal information about students only when a school asks us to provide the service, "
    "and we use it for that purpose alone. "
)
BODY = f"<p>{PROSE}</p><p>{PROSE.replace('students', 'teachers')}</p>"


def read(body: str) -> Extraction:
    return extract_html(f"<html><head><title>Acorn</title></head><body>{body}</body></html>".encode())


def texts(extraction: Extraction) -> list[str]:
    return [" ".join(block.text.split()) for block in extraction.blocks]


def block(extraction: Extraction, text: str) -> RawBlock:
    return next(b for b in extraction.blocks if " ".join(b.text.split()) == text)


def introducers(extraction: Extraction, text: str) -> list[str]:
    return [texts(extraction)[i] for i in block(extraction, text).introduced_by]


def test_inline_elements_neither_split_nor_glue_words() -> None:
    found = read(
        f"{BODY}<p>We <b>do</b> <i>not</i> s<b>ell</b> data, ev<wbr>er.</p><div>One</div><div>Two</div>"
    )
    assert "We do not sell data, ever." in texts(found)
    assert "One" in texts(found)
    assert "Two" in texts(found)


def test_single_break_parts_short_lines_and_mends_wrapped_ones() -> None:
    found = read(
        f"{BODY}<p>Acorn Learning<br>12 Oak Street</p>"
        "<p>This sentence was wrapped by hand at a fixed<br>width and goes on here.</p>"
    )
    assert "Acorn Learning" in texts(found)
    assert "This sentence was wrapped by hand at a fixed width and goes on here." in texts(found)


def test_nested_items_know_their_lead_in_and_their_parents() -> None:
    found = read(
        f"{BODY}<p>We share data with:</p><ul><li>Hosts<ul><li>in Ohio</li></ul></li>"
        "<ul><li>loose</li></ul><li>Auditors</li></ul>"
    )
    assert block(found, "Hosts").level == 1
    assert block(found, "in Ohio").level == 2
    assert introducers(found, "Hosts") == ["We share data with:"]
    assert introducers(found, "in Ohio") == ["We share data with:", "Hosts"]
    assert introducers(found, "loose") == ["We share data with:", "Hosts"]
    assert introducers(found, "Auditors") == ["We share data with:"]


def test_closed_sentence_does_not_govern_the_list_after_it() -> None:
    found = read(f"{BODY}<p>We never sell data.</p><ul><li>Your name</li></ul>")
    assert block(found, "Your name").introduced_by == ()


def test_data_table_cells_know_row_and_column() -> None:
    found = read(
        f"{BODY}<table><tr><th>Data</th><th>Shared with</th></tr><tr><td>Email</td><td>Mail host</td></tr>"
        "<tr><td>Grades</td><td>Nobody</td></tr></table>"
    )
    assert introducers(found, "Nobody") == ["Grades", "Shared with"]
    assert introducers(found, "Grades") == ["Data"]
    assert block(found, "Mail host").row == 1
    assert block(found, "Nobody").row == 2
    assert block(found, "Nobody").kind is BlockKind.TABLE_CELL


def test_layout_table_becomes_paragraphs() -> None:
    found = read(f"<table><tr><td><h1>Privacy</h1>{BODY}</td></tr></table>")
    assert {b.kind for b in found.blocks} == {BlockKind.HEADING, BlockKind.PARAGRAPH}
    assert all(b.row is None for b in found.blocks)


def test_definitions_and_accordions_introduce_their_text() -> None:
    found = read(
        f"{BODY}<dl><dt>Pupil</dt><dd>A child at a school.</dd></dl>"
        "<details><summary>Do you sell data?</summary><p>No, never.</p></details>"
    )
    assert introducers(found, "A child at a school.") == ["Pupil"]
    assert introducers(found, "No, never.") == ["Do you sell data?"]
    assert block(found, "Do you sell data?").kind is BlockKind.TERM


def test_navigation_footer_and_consent_manager_are_dropped() -> None:
    found = read(
        '<nav><ul><li><a href="/a">Plans</a></li><li><a href="/b">Shop</a></li></ul></nav>'
        f"<main><h1>Privacy</h1>{BODY}</main>"
        f'<div id="onetrust-consent-sdk"><p>{PROSE.replace("students", "cookies")}</p>'
        "<table><tr><td>_ga</td></tr></table></div>"
        '<footer><a href="/c">Careers</a> © Acorn</footer>'
    )
    assert texts(found)[0] == "Privacy"
    assert not {"Plans", "Shop", "_ga", "Careers © Acorn"} & set(texts(found))
    assert not any("cookies only" in text for text in texts(found))
    assert found.text_share == 1.0


def test_hidden_policy_is_kept_and_hidden_dialogue_is_not() -> None:
    found = read(
        f"{BODY}<div style='display:none'><p>{PROSE.replace('students', 'parents')}</p></div>"
        "<div class='modal' style='display: none'><p>Are you sure?</p></div>"
    )
    assert any("parents" in text for text in texts(found))
    assert "Are you sure?" not in texts(found)


def test_copy_of_a_whole_container_is_dropped() -> None:
    part = f"<p>{PROSE}</p><p>{PROSE.replace('students', 'guests')}</p>"
    found = read(f"<div class='desktop'>{part}</div><div class='mobile'>{part}</div>")
    assert len(found.blocks) == 2


def test_bold_paragraph_is_a_heading_below_the_last_real_one() -> None:
    found = read(f"<h2>Privacy</h2><p><b>What we collect</b></p>{BODY}<p><b>We never sell data.</b></p>")
    assert block(found, "What we collect").kind is BlockKind.HEADING
    assert block(found, "What we collect").level == 3
    assert block(found, "We never sell data.").kind is BlockKind.PARAGRAPH


def test_signals_describe_the_page() -> None:
    found = extract_html(
        b"<html lang='en-US'><head><title>Sign in</title><link rel=canonical href=https://acorn.example/in>"
        b"<script>var a = 1;</script></head><body><noscript>Please turn on JavaScript</noscript>"
        b"<form><input type=password></form><a href=/x>One two</a> three</body></html>"
    )
    signals = found.signals
    assert signals is not None
    assert (signals.title, signals.html_language) == ("Sign in", "en-US")
    assert (signals.visible_words, signals.link_words, signals.password_fields) == (3, 2, 1)
    assert (signals.script_tags, signals.script_chars) == (1, len("var a = 1;"))
    assert signals.noscript_text == "Please turn on JavaScript"
    assert signals.canonical_url == "https://acorn.example/in"


def test_lost_policy_is_named() -> None:
    lost = f"<p>{PROSE.replace('students', 'visitors')}</p>" * 1
    found = read(f"<main>{BODY}</main><aside class='sidebar'>{lost}</aside>")
    assert found.text_share is not None
    assert found.text_share < 0.9
    assert [notice.code for notice in found.notices] == ["low_text_share"]
    assert "We collect personal information about visitors" in found.notices[0].message
