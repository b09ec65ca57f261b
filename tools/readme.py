"""Keep the report in README.md what the tool really prints: `python -m tools.readme` renews it."""

import re
from pathlib import Path

from analyzer import analyze
from analyzer.render import terminal_text
from analyzer.rulebook import load_rulebook

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SOURCES = ("data/samples/sentrivane/privacy.pdf", "data/samples/sentrivane/terms.html")
NAME = "Sentrivane Campus Insight"
SHOWN_QUESTION = "Q13"
WIDTH = 100
_MARKED = re.compile(r"(?<=<!-- report:begin -->\n).*?(?=<!-- report:end -->)", re.DOTALL)


def excerpt() -> str:
    """Return the head of the sample's report and one of its questions, fenced for Markdown."""
    report = analyze([ROOT / source for source in SOURCES], name=NAME)
    lines = terminal_text(report, load_rulebook(ROOT / "rules"), width=WIDTH).splitlines()
    head = lines[: lines.index("SCORE BY SUBJECT") - 1]
    start = next(i for i, line in enumerate(lines) if f"] {SHOWN_QUESTION} " in line)
    end = next(i for i, line in enumerate(lines) if i > start and re.match(r"  \[|\S|$", line))
    return "\n".join(["```text", *head, "…", *lines[start:end], "```", ""])


def renewed(readme: str) -> str:
    """Return the README with today's excerpt in it."""
    return _MARKED.sub(lambda _: excerpt(), readme)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
