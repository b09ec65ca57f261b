"""Measure `score-corpus`: documents a second, memory, and how both grow with the corpus.

    python -m tools.measure_corpus 1000 10000 100000 --documents ../shared/documents --characters 1500

Each size is a corpus of pages varied from the documents (or from our samples), cut to so many
characters of text (0: whole), scored by processes of its own. Figures are JSON, one object a line.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from analyzer.core.documents import Source
from analyzer.extract import extract
from analyzer.fetch import read_file
from tools.policy_pages import SENTENCES, originals

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "data" / "samples"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure corpora of the sizes given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--documents", type=Path, default=SAMPLES)
    parser.add_argument("--originals", type=int, default=400)
    parser.add_argument("--characters", type=int, default=0)
    chosen = parser.parse_args(arguments)
    texts = [text for path in originals(chosen.documents)[: chosen.originals] if (text := _text(path))]
    for size in chosen.sizes:
        with TemporaryDirectory() as folder:
            print(json.dumps(_measured(Path(folder), texts, size, chosen.characters)), flush=True)


def _text(path: Path) -> str:
    snapshot = read_file(path, Source(location=str(path)), fetched_at=datetime(2026, 1, 1, tzinfo=UTC))
    document = extract(snapshot, document_id="d1")
    return document.text if document.status.scored else ""


def _rows(texts: Sequence[str], size: int, characters: int) -> Iterator[str]:
    """Yield rows that all differ: another stretch of another document, and sentences of our own."""
    for number in range(size):
        text = texts[number % len(texts)]
        begin = (number // len(texts) * characters) % max(1, len(text) - characters) if characters else 0
        stretch = text[begin : begin + characters] if characters else text
        told = {"n": str(number), "d": 30 + number % 300, "h": 24 + number % 72}
        own = SENTENCES[number % len(SENTENCES)].format(**told)
        opening = "Privacy Policy. This privacy policy explains how we handle personal information."
        words = f"{opening}\n\n{stretch}\n\n{own}"
        yield json.dumps({"id": str(number), "text": words, "kind": "privacy_policy"})


def _measured(folder: Path, texts: Sequence[str], size: int, characters: int) -> dict[str, object]:
    source, out = folder / "corpus.jsonl", folder / "out.parquet"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in _rows(texts, size, characters))
    command = [
        sys.executable,
        "-c",
        "from analyzer.cli import main; main()",
        "score-corpus",
        str(source),
        str(out),
    ]
    began, peak = time.monotonic(), {"main": 0, "worker": 0}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:  # noqa: S603
        while run.poll() is None:
            _watch(run.pid, peak)
            time.sleep(0.5)
    if run.returncode:
        raise SystemExit(f"score-corpus ended with code {run.returncode}.")
    seconds = time.monotonic() - began
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "documents": size,
        "characters a document": source.stat().st_size // size,
        "seconds": round(seconds, 1),
        "documents a second": round(size / seconds, 1),
        "cpu seconds so far": round(spent.ru_utime + spent.ru_stime, 1),
        "mb_main": peak["main"] // 2**20,
        "mb_worker": peak["worker"] // 2**20,
        "bytes out": out.stat().st_size,
    }


def _watch(pid: int, peak: dict[str, int]) -> None:
    """Note the largest memory so far, of the process and of the largest of its workers."""
    try:
        process = psutil.Process(pid)
        workers = [child.memory_info().rss for child in process.children(recursive=True)]
        peak["main"] = max(peak["main"], process.memory_info().rss)
        peak["worker"] = max(peak["worker"], *workers, 0)
    except psutil.Error:
        return


if __name__ == "__main__":
    main()
