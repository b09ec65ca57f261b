"""The page of the benchmark, in Markdown."""

from collections.abc import Iterable

from analyzer.evaluate.bench.measuring import Bench, Beside, CorpusBench
from analyzer.evaluate.bench.peers import TRAFILATURA
from analyzer.evaluate.bench.stages import EXTRACT_HTML, OURS, WHOLE

_HEAD = """# Benchmark

How long each stage takes, beside what others make of the same documents in the same run. Made by one command:

```
analyzer bench --documents ../shared/documents --out docs
```

Every engine runs once a round, one after the other, {rounds} rounds after one that warms up. A time is the
median of the rounds; a ratio is the median over rounds of ours divided by theirs, with its quartiles.
Below 1 we are quicker. What the others do is the nearest there is, not the same: trafilatura and readability
give a text without structure, pypdfium2 the letters of a PDF without paragraphs; spaCy tags and parses;
the plain scan looks for twelve expressions. "whole document" is HTML in, report out, beside trafilatura's
extraction alone.

Machine: {machine}. Version {version}, {date}.
"""
_AIM = 3.0


def bench_table(bench: Bench) -> str:
    """Return the page for people: the machine, and for each corpus times, ratios, what was left out."""
    machine = bench.machine
    told = f"{machine.processor}, {machine.cores} cores, {machine.system}, Python {machine.python}"
    told += f", load {machine.load:.1f} as it began" if machine.load is not None else ""
    head = _HEAD.format(
        rounds=bench.rounds, machine=told, version=bench.version, date=bench.made_at.date().isoformat()
    )
    return head + "".join(line + "\n" for corpus in bench.corpora for line in _corpus(corpus))


def _corpus(one: CorpusBench) -> Iterable[str]:
    yield ""
    yield f"## {one.corpus[0].upper()}{one.corpus[1:]}"
    yield ""
    yield f"{one.pages} pages and {one.pdfs} PDFs; the pages have {one.words:,} words."
    yield ""
    yield "| stage | engine | ms per document | ours ÷ theirs (quartiles) |"
    yield "|---|---|---:|---:|"
    beside = {(each.stage, each.engine): each for each in one.ratios}
    for stage in dict.fromkeys(timed.stage for timed in one.timed):
        for timed in one.timed:
            if timed.stage == stage:
                against = beside.get((stage, timed.engine))
                yield f"| {stage} | {timed.engine} | {timed.milliseconds:.1f} | {_ratio(against)} |"
    yield from _left_out(one)
    yield from _aim(one)


def _ratio(beside: Beside | None) -> str:
    if beside is None:
        return ""
    ratio = beside.ratio
    return f"{ratio.median:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"


def _left_out(one: CorpusBench) -> Iterable[str]:
    if one.skipped:
        yield ""
        yield "Left out: " + "; ".join(f"{each.engine}: {each.reason}" for each in one.skipped) + "."


def _aim(one: CorpusBench) -> Iterable[str]:
    """Say how the whole stands to the aim: at most 3 times trafilatura's extraction plus the model's pass."""
    times = {(timed.stage, timed.engine): timed.milliseconds for timed in one.timed}
    whole, theirs = times.get((WHOLE, OURS)), times.get((EXTRACT_HTML, TRAFILATURA))
    if whole is None or theirs is None:
        return
    model = times.get(("classify", OURS), 0.0)
    aim = _AIM * theirs + model
    verdict = "kept" if whole <= aim else f"missed by {whole - aim:.0f} ms"
    yield ""
    yield (
        f"Aim: a whole document within {_AIM:.0f} times trafilatura's extraction plus the model's pass, "
        f"{_AIM:.0f} × {theirs:.0f} + {model:.0f} = {aim:.0f} ms; it takes {whole:.0f} ms: {verdict}."
    )
