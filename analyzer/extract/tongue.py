"""Which language a text is written in, judged block by block."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from py3langid import langid

from analyzer.core.documents import Block, BlockKind, Span

LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "ht": "Haitian Creole",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "km": "Khmer", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""The languages that schools' documents come in; the identifier is held to them."""

_FUNCTION_WORD = re.compile(
    r"\b(?:the|and|of|to|you|your|we|our|is|are|or|that|this|with|for|not|will|may|by|it|be|from|have|any"
    r"|us|which|when|how|what|their|they|can|if|as|has|does|should|must|shall)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_WIDE = re.compile(r"[\u0370-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # letters of other scripts
_ENGLISH_SHARE = 0.12  # of the words of a block are function words of English: no doubt left
_ENOUGH_WORDS = 8
_ENOUGH_WIDE = 12
_SURE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """What was found: the main language, its share, and the passages in others.

    `language` is the ISO 639-1 code of the language with most characters, None where nothing was
    long enough to judge. `foreign` are the spans of blocks that are not English, neighbours
    joined; `foreign_share` (0–1) is their part of the judged characters, `foreign_languages`
    their codes, most used first.
    """

    language: str | None
    foreign: tuple[Span, ...] = ()
    foreign_share: float = 0.0
    foreign_languages: tuple[str, ...] = ()


def judge_language(text: str, blocks: Sequence[Block]) -> Tongue:
    """Judge every block that is long enough; short ones go with their neighbours."""
    judged = [_language_of(block.span.of(text)) for block in blocks]
    filled = _with_neighbours(blocks, judged)
    weight: Counter[str] = Counter()
    for block, code in zip(blocks, filled, strict=True):
        if code is not None:
            weight[code] += _weight(block.span.of(text))
    if not weight:
        return Tongue(language=None)
    foreign = Counter({code: count for code, count in weight.items() if code != "en"})
    return Tongue(
        language=weight.most_common(1)[0][0],
        foreign=_joined(blocks, filled),
        foreign_share=foreign.total() / weight.total(),
        foreign_languages=tuple(code for code, _ in foreign.most_common()),
    )


def language_name(code: str) -> str:
    """Return the English name of a language, or its code where we have no name."""
    return LANGUAGES.get(code, code)


@cache
def _identifier() -> langid.LanguageIdentifier:
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in LANGUAGES if code in identifier.labels])
    return identifier


def _weight(text: str) -> int:
    """Count the letters, those of syllabic scripts twice: they say more with each."""
    return len(text) + len(_WIDE.findall(text))


def _language_of(text: str) -> str | None:
    """Return the language of one block, None where it is too short or unclear to tell."""
    words = _WORD.findall(text)
    wide = len(_WIDE.findall(text))
    if wide >= _ENOUGH_WIDE and wide * 2 > len(text.replace(" ", "")):
        code, _ = _identifier().classify(text)
        return str(code) if code != "en" else None
    if len(words) < _ENOUGH_WORDS:
        return None
    if len(_FUNCTION_WORD.findall(text)) >= _ENGLISH_SHARE * len(words):
        return "en"
    code, probability = _identifier().classify(text)
    if probability < _SURE or (code != "en" and sum(word[0].islower() for word in words) * 2 < len(words)):
        return None  # names, addresses and headlines look like any language
    return str(code)


def _with_neighbours(blocks: Sequence[Block], judged: Sequence[str | None]) -> list[str | None]:
    """Give a block that could not be judged the language of what follows a heading, else of both sides."""
    after: list[str | None] = [None] * len(judged)
    coming: str | None = None
    for index in range(len(judged) - 1, -1, -1):
        after[index] = coming
        coming = judged[index] or coming
    filled: list[str | None] = []
    last: str | None = None
    for block, code, following in zip(blocks, judged, after, strict=True):
        if code is not None:
            last = code
        # A heading speaks the language of what it heads.
        agreed = following if block.kind is BlockKind.HEADING or last in {None, following} else None
        filled.append(code or agreed)
    return filled


def _joined(blocks: Sequence[Block], languages: Sequence[str | None]) -> tuple[Span, ...]:
    spans: list[Span] = []
    open_run = False
    for block, code in zip(blocks, languages, strict=True):
        if code is None or code == "en":
            open_run = False
        elif open_run:
            spans[-1] = Span(spans[-1].start, block.span.end)
        else:
            spans.append(block.span)
            open_run = True
    return tuple(spans)
