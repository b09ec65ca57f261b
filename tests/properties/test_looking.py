"""What is remembered is what would be read: with and without memory, byte for byte the same."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.core.documents import DocumentKind, Snapshot, Source, Vendor
from analyzer.core.wire import to_wire
from analyzer.extract import extract
from analyzer.pipeline import (
    Bundle,
    KitPaths,
    Memory,
    Stage,
    Step,
    document_key,
    load_kit,
    read_bundle,
    report_of,
    with_broken,
)
from analyzer.pipeline.looking import look
from analyzer.pipeline.memory import pack_look, unpack_look

ROOT = Path(__file__).resolve().parents[2]
KIT = load_kit(
    KitPaths(
        rules=ROOT / "rules",
        profile=ROOT / "data" / "profiles" / "massachusetts.yaml",
        model=ROOT / "models" / "linear",
    )
)
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
OPENING = "This privacy policy explains how Quillfern collects, uses and shares personal information."

SENTENCES = (
    "We do not sell student data to third parties.",
    "We may share your personal information with advertisers, except where the law forbids it.",
    "We retain student records for 30 days after the contract ends and then delete them.",
    "They do this only with consent.",
    "“Student Data” means any information about a pupil.",
    "Parents may ask us to review or delete their child's information.",
    "However, this does not apply to pupils.",
    "Encryption protects personal information in transit and at rest.",
    "The school owns the records of its pupils.",
    "We act for schools and their teachers.",
    "The customer may have the data deleted.",
    "Do you sell my data?",
    "No, never.",
    "We use cookies for targeted advertising on our public website; you may opt out.",
    "We will notify you within 72 hours of a breach and may change this policy at any time without notice.",
)
HEADINGS = ("What we share", "Definitions", "For students under 13", "California residents", "Our website")
LEADS = (
    "We never share with:",
    "We share student data with:",
    "We collect:",
    "We sell student data, such as:",
)
ITEMS = (
    "advertisers",
    "data brokers, unless you agree;",
    "your name and e-mail address",
    "our service providers.",
)

paragraph = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(
    lambda parts: f"<p>{escape(' '.join(parts))}</p>"
)
heading = st.tuples(st.sampled_from((2, 3)), st.sampled_from(HEADINGS)).map(
    lambda made: f"<h{made[0]}>{made[1]}</h{made[0]}>"
)
table = st.lists(st.sampled_from(ITEMS), min_size=2, max_size=2).map(
    lambda cells: (
        "<table><tr><th>Data</th><th>Shared with</th></tr>"
        f"<tr><td>{cells[0]}</td><td>{cells[1]}</td></tr></table>"
    )
)
items = st.lists(st.sampled_from(ITEMS), min_size=1, max_size=4)


def _list(lead: str, entries: list[str]) -> str:
    return f"<p>{lead}</p><ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>"


listing = st.tuples(st.sampled_from(LEADS), items).map(lambda made: _list(*made))
block = st.one_of(paragraph, paragraph, heading, listing, table)
body = st.lists(block, min_size=3, max_size=9)


def _changed_list(block: str, item: str, *, more: bool) -> str:
    if more:
        return block.replace("<li>", f"<li>{item}</li><li>", 1)
    return re.sub(r"<li>[^<]*</li>(?=<li>)", "", block, count=1)


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Two versions of a page: blocks are put in, taken out, or moved, and lists get longer or shorter."""
    before = draw(body)
    after = list(before)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(after)))
        how = draw(st.sampled_from(("put in", "take out", "move", "more", "fewer")))
        if how == "put in" or not after:
            after.insert(at, draw(block))
            continue
        if how in ("more", "fewer"):
            after = [_changed_list(one, draw(st.sampled_from(ITEMS)), more=how == "more") for one in after]
            continue
        taken = after.pop(min(at, len(after) - 1))
        if how == "move":
            after.insert(draw(st.integers(0, len(after))), taken)
    return before, after


def snapshot(
    blocks: list[str], kind: DocumentKind | None = DocumentKind.PRIVACY_POLICY, name: str = "privacy"
) -> Snapshot:
    page = f"<html lang=en><body><main><h1>Privacy</h1><p>{OPENING}</p>{''.join(blocks)}</main></body></html>"
    content = page.encode()
    location = f"https://quillfern.example/{name}"
    return Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location=location, kind=kind),
        final_url=location,
        fetched_at=AT,
        media_type="text/html",
        content=content,
    )


kinds = st.sampled_from((DocumentKind.PRIVACY_POLICY, DocumentKind.STUDENT_POLICY, None))


@settings(max_examples=60, deadline=None)
@given(versions(), kinds, kinds)
def test_a_document_is_seen_the_same_beside_an_earlier_version(
    made: tuple[list[str], list[str]], kind_before: DocumentKind | None, kind_after: DocumentKind | None
) -> None:
    earlier = look(extract(snapshot(made[0], kind_before), document_id="d2"), KIT)
    document = extract(snapshot(made[1], kind_after), document_id="d1")
    anew = look(document, KIT)
    assert pack_look(look(document, KIT, earlier=earlier)) == pack_look(anew)
    assert unpack_look(pack_look(anew)) == anew


@settings(max_examples=25, deadline=None)
@given(versions(), body)
def test_a_report_is_the_same_with_and_without_memory(
    made: tuple[list[str], list[str]], other: list[str]
) -> None:
    vendor = Vendor(id="quillfern", name="Quillfern")
    second = snapshot(other, DocumentKind.TERMS, "terms")
    broken = replace(snapshot([], name="dpa.pdf"), content=b"%PDF-1.7 broken", media_type="application/pdf")
    before = Bundle(vendor=vendor, snapshots=(second, snapshot(made[0])))
    after = Bundle(vendor=vendor, snapshots=(broken, snapshot(made[1]), second))
    fresh = dict(read_bundle(before, KIT, memory=Memory()).fresh)
    key = document_key(snapshot(made[0]), ocr=False)
    memory = Memory(whole=tuple(fresh.items()), earlier=((snapshot(made[1]).source.location, fresh[key]),))
    steps: list[Step] = []
    anew = read_bundle(after, KIT)
    recalled = read_bundle(after, KIT, memory=memory, tell=steps.append)
    assert to_wire(recalled.readings) == to_wire(anew.readings)
    reports = [report_of(with_broken(after, r), r.readings, KIT, made_at=AT) for r in (anew, recalled)]
    assert to_wire(reports[0]) == to_wire(reports[1])
    assert Stage.RECALLED in {step.stage for step in steps}


def test_an_unchanged_clause_is_really_not_read_again() -> None:
    blocks = [f"<p>{escape(sentence)}</p>" for sentence in SENTENCES]
    earlier = look(extract(snapshot(blocks), document_id="d1"), KIT)
    steps: list[Step] = []
    look(
        extract(snapshot([*blocks, "<p>We sell nothing.</p>"]), document_id="d1"),
        KIT,
        earlier=earlier,
        tell=steps.append,
    )
    last = steps[-1]
    speaking = sum(segment.kind != "heading" and segment.repeats is None for segment in earlier.segments)
    assert last.reused == speaking > len(SENTENCES)


def test_what_another_version_wrote_is_read_anew() -> None:
    packed = pack_look(look(extract(snapshot([]), document_id="d1"), KIT))
    assert unpack_look(packed.replace(b'"matches"', b'"sightings"', 1)) is None
    assert unpack_look(packed[:-3]) is None


def test_whatever_extraction_looks_at_is_in_the_key() -> None:
    one = snapshot([])
    key = document_key(one, ocr=False)
    assert document_key(replace(one, fetched_at=datetime(2027, 1, 1, tzinfo=UTC)), ocr=False) == key
    assert document_key(replace(one, headers=(("Date", "today"),)), ocr=False) == key
    others = (
        replace(one, headers=(("Content-Length", "9"),)),
        replace(one, media_type="text/plain"),
        replace(one, final_url="https://quillfern.example/login"),
        replace(one, source=replace(one.source, kind=DocumentKind.TERMS)),
        replace(one, id="0" * 64),
    )
    assert len({key, document_key(one, ocr=True), *(document_key(o, ocr=False) for o in others)}) == 7
