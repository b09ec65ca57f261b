"""Measure findings against hand-labelled documents by the scorer that lies beside them."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from analyzer.core.documents import Snapshot, Source
from analyzer.core.errors import UsageError
from analyzer.core.findings import Finding
from analyzer.pipeline import Kit, read_snapshot

_READ_AT = datetime(2026, 1, 1, tzinfo=UTC)  # no figure depends on it


def measure_gold(folder: Path, kit: Kit, *, as_json: bool = False) -> str:
    """Return what the labels' own scorer says of our findings on every document of `folder`.

    `folder` holds `<doc>.txt` and `labels/<doc>.jsonl`; the scorer is `score.py` in the folder
    above it. Raises UsageError where either is absent.
    """
    scorer = folder.resolve().parent / "score.py"
    if not (folder / "labels").is_dir() or not scorer.is_file():
        raise UsageError(f"{folder} holds no labelled documents: it needs labels/ and ../score.py.")
    with tempfile.TemporaryDirectory() as temporary:
        found = Path(temporary)
        for text in sorted(folder.glob("*.txt")):
            rows = "".join(json.dumps(row) + "\n" for row in finding_rows(_findings(text, kit)))
            (found / f"{text.stem}.jsonl").write_text(rows, encoding="utf-8")
        command = [sys.executable, str(scorer), str(folder), str(found), *(["--json"] if as_json else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own scorer
    if done.returncode:
        raise UsageError(f"{scorer.name} failed: {done.stderr.strip()}")
    return done.stdout


def finding_rows(findings: Sequence[Finding]) -> list[dict[str, str | float]]:
    """Return findings in the labels' form: practice, quote, asserted, scope, qualifier, confidence."""
    return [
        {
            "practice": f.practice_id,
            "quote": f.evidence.quote,
            "asserted": f.asserted.value,
            "scope": f.scope.value,
            "qualifier": f.qualifier.value,
            "confidence": f.confidence,
        }
        for f in findings
    ]


def _findings(path: Path, kit: Kit) -> tuple[Finding, ...]:
    content = path.read_bytes()
    snapshot = Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location=path.name),
        final_url=path.name,
        fetched_at=_READ_AT,
        media_type="text/plain",
        content=content,
    )
    return read_snapshot(snapshot, kit, document_id="d1").findings
