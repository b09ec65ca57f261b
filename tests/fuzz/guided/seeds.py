"""What the fuzzer starts from: small files of every kind, all made here or taken from our samples."""

import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import yaml
from fpdf import FPDF

_PAGE = b"""<!doctype html><html lang="en"><head><title>Privacy</title><script>var
a={"b":"<p>c"}</script></head>
<body><nav><ul><li><a href=/a>Home</a></ul></nav><main><h1>Privacy policy</h1><p>We collect names and
emails. We do
not: <ul><li>sell <b>data</b>;<li>rent it.<ol><li>a<li>b</ol></ul><table><tr><th>Data</th><th rowspan=2
colspan=2>Why
</th></tr><tr><td>Name<td>To sort</tr></table><dl><dt>Cookie<dd>A
file.</dl><details><summary>More</summary>Text.
</details><p hidden>no</p><p style="display:none">x</p></main><footer>&copy; 2026 &#x110000;
&amp;nbsp</footer>"""
_TEXT = b"""PRIVACY POLICY

Last updated: 3 March 2026

1. What we collect
We collect the following: (a) names; (b) e-mail addresses, e.g. for log-in; and (c) usage data. Do we
sell data? No.

- We never sell student data.
- We may share it with Acme Inc. and its affiliates:
    * hosts,
    * advertisers.

2. Retention ......... 4
We delete data within 30 days of a written request ("request") under \xc2\xa7 99.31(a)(1).
"""
_MARKDOWN = b"""# Privacy\n\n**We** do not [sell](http://x.example) data:\n\n1. names\n   - first\n2. grades\n
| Data | Why |
|---|---|\n| name | sort |\n\n> quoted\n\n```\ncode\n```\n<p>html</p>\n\nTerm\n: meaning\n"""
_JSON = (
    b'{"body":"<h1>Privacy</h1><p>We do not sell data.</p>","blocks":[{"text":"a b c","items":["x",1,null]}]}'
)
_STREAM = (
    b"BT /F1 12 Tf 72 700 Td (1. We keep notes) Tj 0 -14 Td [(of) -250 (books.)] TJ T* (- titles) ' ET\n"
)
_BODY = b"""<?xml version="1.0"?><w:document
xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Notes</w:t></w:r></w:p><w:p><w:pPr><w:numPr>
<w:ilvl w:val="0"/><w:numId
w:val="1"/></w:numPr></w:pPr><w:r><w:t>titles</w:t><w:tab/><w:br/></w:r></w:p><w:tbl>
<w:tr><w:tc><w:tcPr><w:gridSpan
w:val="2"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body>
</w:document>"""
_NUMBERING = b"""<?xml version="1.0"?><w:numbering
xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt
w:val="lowerRoman"/><w:lvlText
w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def seeds_of(target: str, root: Path) -> Iterator[bytes]:
    """Yield the first inputs of a target."""
    if target == "extract":
        bodies = (_PAGE, small_pdf(), small_docx(), _BODY, _NUMBERING, _STREAM, _MARKDOWN, _TEXT, _JSON)
        yield from (bytes([number]) + body for number, body in enumerate(bodies))
    elif target == "rulebook":
        rules = small_rules(root / "rules")
        yield from (bytes([number]) + rules[name] for number, name in enumerate(sorted(rules)))
    else:
        yield _TEXT
        yield _MARKDOWN
        yield from example_texts(root / "rules")


def words_of(target: str, root: Path) -> Iterator[str]:
    """Yield the words that the fuzzer may put anywhere."""
    if target == "match":
        for path in sorted((root / "rules" / "_lexicon").glob("*.yaml")):
            for phrases in yaml.safe_load(path.read_text(encoding="utf-8"))["concepts"].values():
                yield from (p for p in phrases[:4] if p.isascii() and not set(p) & set('{}@\\"'))
    elif target == "extract":
        yield from (
            "<table>",
            "<tr>",
            "<td>",
            "<li>",
            "<ul>",
            "<ol>",
            "<h1>",
            "<p>",
            "<dl>",
            "<script>",
            "</div>",
        )
        yield from (
            "colspan=",
            "rowspan=",
            "hidden",
            "&#",
            "endobj",
            "stream",
            "/Kids",
            " Tj",
            " Tm",
            "<w:p>",
        )
    elif target == "rulebook":
        yield from (
            "{a,b}",
            "@",
            "&a",
            "*a",
            "!!",
            "near 9: ",
            "- ",
            "concepts:",
            "2020-99-99",
            "0o9",
            "<<: ",
            ".inf",
        )
    else:
        yield from (
            "(a)",
            "(i)",
            "; and ",
            "1. ",
            "Inc. ",
            "\u2022 ",
            ".\n",
            "?",
            ":",
            "\u2014",
            "\u00a7 ",
            "\r\n\r\n",
        )


@cache
def example_texts(rules: Path) -> tuple[bytes, ...]:
    """Return our own examples of each practice, one text a practice."""
    found = []
    for path in sorted(rules.glob("[!_]*/*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))["examples"]
        texts = [e if isinstance(e, str) else e["text"] for e in (*said["match"], *said.get("no_match", ()))]
        found.append("\n\n".join(texts[:6]).encode())
    return tuple(found)


@cache
def small_rules(rules: Path) -> dict[str, bytes]:
    """Return a rulebook of one practice: few enough rules that thousands of loads are quick."""
    practice = _read(rules / "sale" / "qualified_or_opt_out.yaml")
    practice["patterns"] = [
        {
            "id": "one",
            "anchor": ["sell", "=rent {it,them}"],
            "needs": [{"near 9": ["data"]}],
            "without": [{"clause": ["no"]}],
        }
    ]
    practice["examples"] = {"match": ["We sell data."], "no_match": [{"text": "No.", "because": "excluded"}]}
    practice |= {"citations": ["LAW"], "cancels": [], "crosswalk": {"a": ["b"]}, "also_answers": []}
    questions = _read(rules / "_questions.yaml")
    questions["questions"] = [q for q in questions["questions"] if q["id"] == practice["question"]]
    questions["hard_fails"] = [h for h in questions["hard_fails"] if h["id"] == practice.get("hard_fail")]
    files = {
        "sale/qualified_or_opt_out.yaml": practice,
        "_questions.yaml": questions,
        "_citations.yaml": {"citations": {"LAW": {"cite": "1 X 2", "says": "So.", "mark": "K"}}},
        "_elements.yaml": {"elements": _read(rules / "_elements.yaml")["elements"][:1]},
        "_edge_cases.yaml": {"edge_cases": _read(rules / "_edge_cases.yaml")["edge_cases"][:1]},
        "_lexicon/words.yaml": {
            "concepts": {"sell": ["sell{,s,ing}"], "data": ["@sell", "data"], "no": ["not"]}
        },
    }
    return {name: yaml.safe_dump(content, sort_keys=False).encode() for name, content in files.items()}


def _read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def small_pdf() -> bytes:
    """Return a page with a numbered line, a list and a table, not compressed."""
    pdf = FPDF()
    pdf.set_compression(False)
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    pdf.multi_cell(0, 6, "1. Notes\nWe keep notes of books:\n- titles\n- chapters\n")
    with pdf.table() as table:
        for cells in (("Note", "Why"), ("Title", "To sort")):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    return bytes(pdf.output())


def pdf_around(stream: bytes) -> bytes:
    """Return a PDF of one page whose content stream is `stream`; its table of offsets is right."""
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj%b\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size 6/Root 1 0 R>>startxref\n%d\n%%%%EOF" % len(made)
    return made + b"xref\n0 6\n0000000000 65535 f \n" + rows + end


_TYPES = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default
Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>%b</Types>"""
_OVERRIDE = b'<Override PartName="/word/%b.xml" ContentType="application/vnd.openxmlformats-officedocument.'
_OVERRIDE += b'wordprocessingml.%b+xml"/>'
_RELATION = b'<Relationship Id="r%b" Target="%b.xml" Type="'
_RELATION += b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/%b"/>'
_RELATIONS = b"""<?xml version="1.0"?><Relationships
xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%b</Relationships>"""
_STYLES = b"""<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr>
<w:outlineLvl w:val="0"/></w:pPr>
</w:style></w:styles>"""


@cache
def small_docx() -> bytes:
    """Return a Word file of the fewest parts: text, styles and numbering."""
    parts = {"document": _BODY, "styles": _STYLES, "numbering": _NUMBERING}
    kinds = {"document": b"document.main", "styles": b"styles", "numbering": b"numbering"}
    overrides = b"".join(_OVERRIDE % (name.encode(), kind) for name, kind in kinds.items())
    inner = b"".join(_RELATION % (n.encode(), n.encode(), n.encode()) for n in ("styles", "numbering"))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", _TYPES % overrides)
        made.writestr("_rels/.rels", _RELATIONS % (_RELATION % (b"1", b"word/document", b"officeDocument")))
        made.writestr("word/_rels/document.xml.rels", _RELATIONS % inner)
        for name, part in parts.items():
            made.writestr(f"word/{name}.xml", part)
    return out.getvalue()
