"""The files that are damaged: invented samples, pages and PDFs made here, real ones where there are."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples"
REAL = ROOT.parent / "shared" / "documents"
LARGEST = 3_000_000  # bytes of a file worth damaging: larger ones only take longer

ITEMS = "".join(
    f"<li>shelf {n}<ul><li>upper<ol><li>left</li><li>right</li></ol></li></ul></li>" for n in range(20)
)
ROWS = "".join(
    f"<tr><td>book {n}</td><td rowspan=2>kept for a year</td><td>the printer</td></tr>" for n in range(30)
)
PROSE = "We collect personal information of pupils only where a school asks us. We never sell it. " * 12
PAGE = f"""<!doctype html><html lang=en><head><meta charset=utf-8><title>Privacy Policy</title>
<script type="application/json">{{"body": ["{PROSE}",
{{"title": "Sharing", "html": "<p>{PROSE}</p>"}}]}}</script>
</head>
<body><nav><a href=/>Home</a></nav><main><h1>Privacy Policy</h1><p>Effective May 5, 2025</p><p>{PROSE}</p>
<h2>What we share</h2><p>We share with:</p><ul>{ITEMS}</ul>
<table><tr><th>What<th>How long<th>Who</tr>{ROWS}</table>
<details><summary>Do you sell data?</summary><p>No. {PROSE}</p></details><dl><dt>Pupil<dd>{PROSE}</dl></main>
<footer>© Lumen</footer></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A sound file, before anything is done to it."""

    name: str
    media_type: str
    content: bytes


def made_pdf(*, packed: bool) -> bytes:
    """Return a PDF of a few pages with headings, items, a table and a link."""
    pdf = FPDF()
    pdf.set_compression(packed)
    pdf.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))  # a seed gives the same bytes on any day
    pdf.set_font("helvetica", size=11)
    for page in range(4):
        pdf.add_page()
        pdf.set_font("helvetica", style="B", size=16)
        pdf.multi_cell(0, 8, f"{page + 1}. Shelves", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=11)
        pdf.multi_cell(0, 6, PROSE[:900] + "\n- books\n- cards\n", new_x="LMARGIN", new_y="NEXT")
        with pdf.table() as table:
            for cells in (("What", "Why"), ("Title", "To sort the shelf"), ("Name", "To lend")):
                row = table.row()
                for cell in cells:
                    row.cell(cell)
    return bytes(pdf.output())


def pages(rng: random.Random, *, real: int) -> list[Original]:
    """Return the web pages to damage, `real` of them others' where they are on this machine."""
    files = sorted(SAMPLES.glob("*/*.html")) + _some(REAL / "html", "*.html", rng, real)
    found = [Original(name=p.name, media_type="text/html", content=p.read_bytes()) for p in files]
    return [Original(name="made.html", media_type="text/html", content=PAGE.encode()), *found]


def pdfs(rng: random.Random, *, real: int) -> list[Original]:
    """Return the PDFs to damage."""
    files = sorted(SAMPLES.glob("*/*.pdf")) + _some(REAL / "pdf", "*.pdf", rng, real)
    found = [Original(name=p.name, media_type="application/pdf", content=p.read_bytes()) for p in files]
    made = [
        Original(name=f"made-{packed}.pdf", media_type="application/pdf", content=made_pdf(packed=packed))
        for packed in (False, True)
    ]
    return made + found


def _some(folder: Path, pattern: str, rng: random.Random, count: int) -> list[Path]:
    files = sorted(p for p in folder.glob(pattern) if p.stat().st_size <= LARGEST)
    return rng.sample(files, min(count, len(files)))
