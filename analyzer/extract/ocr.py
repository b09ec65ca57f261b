"""Read pages that hold a picture of text, by Tesseract; needs the extra `ocr`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analyzer.extract.pdf.model import Word

INSTALL_HINT = "pip install 'vendor-policy-analyzer[ocr]', and Tesseract from your system's packages"
_SCALE = 300 / 72  # Tesseract reads best at 300 dots an inch
_MOST_PIXELS = 60_000_000  # a larger page is rendered smaller
_LANGUAGE = "eng"
_SECONDS_A_PAGE = 60
_DOUBTFUL = 20.0  # below this confidence Tesseract reads dirt and drawings


class OcrUnavailableError(Exception):
    """The extra `ocr` or the program Tesseract is not installed; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognizedPage:
    """A page read by OCR: words in points from the top left, mean word confidence 0–100."""

    number: int
    height: float
    words: tuple[Word, ...]
    confidence: float


def recognize_pages(content: bytes, numbers: Sequence[int]) -> Iterator[RecognizedPage]:
    """Yield the pages of a PDF (counted from 1) as read by OCR.

    Raises OcrUnavailableError where a library or Tesseract is missing. Pages that Tesseract cannot
    finish, or that cannot be rendered, are left out.
    """
    try:
        import pypdfium2  # noqa: PLC0415 - an optional extra
        import pytesseract  # noqa: PLC0415
    except ImportError as error:
        raise OcrUnavailableError(f"OCR is not installed ({error.name}). Install {INSTALL_HINT}.") from error
    try:
        pytesseract.get_tesseract_version()
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise OcrUnavailableError(
            "The program Tesseract was not found. Install it from your system's packages (tesseract-ocr)."
        ) from error
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return
    with document:
        for number in numbers:
            try:
                yield _recognize(document, number, pytesseract)
            except (pypdfium2.PdfiumError, pytesseract.TesseractError, RuntimeError):
                continue


def _recognize(document: Any, number: int, pytesseract: Any) -> RecognizedPage:
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    image = page.render(scale=scale, grayscale=True).to_pil()
    found = pytesseract.image_to_data(
        image, lang=_LANGUAGE, timeout=_SECONDS_A_PAGE, output_type=pytesseract.Output.DICT
    )
    heights = _line_heights(found)
    words: list[Word] = []
    confidences: list[float] = []
    for i, text in enumerate(found["text"]):
        confidence = float(found["conf"][i])
        if not text.strip() or confidence < _DOUBTFUL:
            continue
        left, top = found["left"][i] / scale, found["top"][i] / scale
        tall = heights[_line_key(found, i)] / scale
        confidences.append(confidence)
        words.append(
            Word(
                text=text.strip(),
                x0=left,
                x1=left + found["width"][i] / scale,
                top=top,
                bottom=top + found["height"][i] / scale,
                size=round(tall),
            )
        )
    mean = sum(confidences) / len(confidences) if confidences else 0.0
    return RecognizedPage(number=number, height=float(height), words=tuple(words), confidence=mean)


def _line_key(found: dict[str, list[Any]], i: int) -> tuple[int, int, int]:
    return found["block_num"][i], found["par_num"][i], found["line_num"][i]


def _line_heights(found: dict[str, list[Any]]) -> dict[tuple[int, int, int], float]:
    """Return the height of each line in pixels: single words differ with their letters."""
    line_level = 4
    return {
        _line_key(found, i): float(found["height"][i])
        for i, level in enumerate(found["level"])
        if level == line_level
    }
