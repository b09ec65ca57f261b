"""The loss check: how much of the page's document was kept, and which parts were not."""

from collections.abc import Iterable

from analyzer.core.documents import Notice
from analyzer.extract.html.prune import Drop, Verdicts
from analyzer.extract.html.runs import Page

LOW_SHARE = 0.9
_SHOWN_PARTS = 3
_SHOWN_WORDS = 12
_SHINGLE = 8
_REPEATED = 0.8


def measure_loss(page: Page, verdicts: Verdicts) -> tuple[float | None, tuple[str, ...]]:
    """Return the share (0–1) of the document's words that were kept, and the first words of lost parts.

    The document's words are those kept and those of dropped prose that reads like a policy:
    menus, banners of consent managers and copies of kept text are no loss.
    """
    kept = sum(run.words for run, verdict in zip(page.runs, verdicts, strict=True) if verdict is None)
    known = _shingles(run.text for run, verdict in zip(page.runs, verdicts, strict=True) if verdict is None)
    lost = 0
    parts: list[str] = []
    for run, verdict in zip(page.runs, verdicts, strict=True):
        if verdict in (None, Drop.CONSENT, Drop.COPY) or not run.policy or _is_known(run.text, known):
            continue
        lost += run.words
        parts.append(" ".join(run.text.split()[:_SHOWN_WORDS]))
    share = kept / (kept + lost) if kept + lost else None
    return share, tuple(parts)


def loss_notice(share: float | None, parts: tuple[str, ...]) -> tuple[Notice, ...]:
    """Return a notice naming the lost parts where too little was kept."""
    if share is None or share >= LOW_SHARE or not parts:
        return ()
    shown = "; ".join(f"“{part} …”" for part in parts[:_SHOWN_PARTS])
    more = f" and {len(parts) - _SHOWN_PARTS} more" if len(parts) > _SHOWN_PARTS else ""
    message = (
        f"Only {share:.0%} of the words that read like a policy were kept. Left out: {shown}{more}. "
        "Compare with the page; save it as PDF and analyze that if parts of the policy are missing."
    )
    return (Notice(code="low_text_share", message=message),)


def _shingles(texts: Iterable[str]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = text.lower().split()
        found.update(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))
    return found


def _is_known(text: str, known: set[tuple[str, ...]]) -> bool:
    words = text.lower().split()
    own = [tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)]
    return bool(own) and sum(shingle in known for shingle in own) >= _REPEATED * len(own)
