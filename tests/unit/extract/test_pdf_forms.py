"""Form fields: what was filled in stands where it was filled in."""

from analyzer.core.documents import BlockKind, ReadingStatus
from analyzer.extract.pdf import extract_pdf

PAGE = b"BT /F1 11 Tf 72 700 Td (Name of the school:) Tj 0 -40 Td (We keep notes for teachers:) Tj ET"


def form(fields: list[bytes]) -> bytes:
    """Write a one-page PDF with these form fields."""
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + i) for i in range(len(fields)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] >> >>" % kids,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> /Annots [%s] >>" % kids,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(PAGE), PAGE),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *(b"<< /Type /Annot /Subtype /Widget %s >>" % field for field in fields),
    ]
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n" % (size, table, size)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def texts(fields: list[bytes]) -> list[str]:
    extraction = extract_pdf(form(fields))
    assert extraction.status is ReadingStatus.READ
    assert all(b.page == 1 and b.kind is not BlockKind.HEADING for b in extraction.blocks)
    return [b.text for b in extraction.blocks]


def test_a_value_stands_beside_its_printed_label() -> None:
    school = b"/FT /Tx /T (school) /V (Elm Grove Middle School) /Rect [180 694 480 712]"
    assert texts([school])[0] == "Name of the school: Elm Grove Middle School"


def test_a_ticked_box_is_shown_and_an_open_one_is_not() -> None:
    ticked = b"/FT /Btn /T (keep) /AS /Yes /Rect [230 655 245 670]"
    left_open = b"/FT /Btn /T (sell) /AS /Off /Rect [260 655 275 670]"
    assert texts([ticked, left_open])[1] == "We keep notes for teachers: [x]"


def test_a_value_without_a_place_is_listed_with_its_label() -> None:
    hidden = b"/FT /Tx /TU (District) /V (Oak County) /Rect [0 0 0 0]"
    assert texts([hidden])[-1] == "District: Oak County"


def test_signatures_and_empty_fields_say_nothing() -> None:
    signature = b"/FT /Sig /T (sign) /V << /Type /Sig >> /Rect [100 100 200 120]"
    empty = b"/FT /Tx /T (remarks) /Rect [100 200 300 220]"
    assert texts([signature, empty]) == ["Name of the school:", "We keep notes for teachers:"]
