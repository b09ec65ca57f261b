"""Fuzz one target for a while: `python -m tests.fuzz.guided.run extract --seconds 1800`.

A supervisor starts the fuzzer anew after a hang or too much memory, until the time is over; other
findings do not stop it: each is written once, by its place in our code, under `var/fuzz/TARGET/findings`.
Needs atheris (`pip install --group fuzz`), which neither the tool nor its tests need.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TARGETS = ("extract", "segment", "match", "rulebook")
SECONDS_EACH = 20
MEMORY_MB = 2_500
LONGEST = {"extract": 12_000, "segment": 6_000, "match": 3_000, "rulebook": 4_000}
_PROGRESS = re.compile(r"^#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)", re.MULTILINE)
_DONE = re.compile(r"stat::number_of_executed_units:\s+(\d+)")


def main() -> int:
    """Fuzz, write what was found and a summary; returns 1 where something was found."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("target", choices=TARGETS)
    given.add_argument("--seconds", type=int, default=1800)
    given.add_argument("--worker", action="store_true", help="used by the supervisor")
    given.add_argument(
        "--replay", type=Path, help="run the target once on this file, within 20 s of CPU time"
    )
    wanted = given.parse_args()
    home = ROOT / "var" / "fuzz" / wanted.target
    if wanted.replay:
        return _replay(wanted.target, wanted.replay)
    if wanted.worker:
        _work(wanted.target, wanted.seconds, home)
        return 0
    return _supervise(wanted.target, wanted.seconds, home)


def _supervise(target: str, seconds: int, home: Path) -> int:
    for folder in ("corpus", "findings", "artifacts"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    _write_seeds(target, home)
    before = set((home / "artifacts").iterdir()) | set((home / "findings").iterdir())
    began, runs, first, last = time.monotonic(), [], None, (0, 0, 0, 0)
    while (left := int(seconds - (time.monotonic() - began))) > 0:
        log = home / f"run{len(runs)}.log"
        with log.open("wb") as out:
            command = (
                sys.executable,
                "-m",
                "tests.fuzz.guided.run",
                target,
                "--worker",
                "--seconds",
                str(left),
            )
            subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, check=False)
        said = log.read_text(encoding="utf-8", errors="replace")
        steps = [tuple(map(int, step)) for step in _PROGRESS.findall(said)]
        first, last = first or (steps[0] if steps else None), steps[-1] if steps else last
        done = _DONE.findall(said)
        runs.append(int(done[-1]) if done else (steps[-1][0] if steps else 0))
        if not steps:
            sys.stderr.write(said[-3000:])
            return 2
    for path in set((home / "artifacts").glob("timeout-*")) - before:
        if not _hangs(target, path):  # the machine was busy, not the target
            path.rename(path.with_name(path.name.replace("timeout-", "stall-")))
    now = {p for p in (home / "artifacts").iterdir() if not p.name.startswith("stall-")}
    found = sorted((now | set((home / "findings").iterdir())) - before)
    summary = {
        "target": target,
        "seconds": round(time.monotonic() - began),
        "starts": len(runs),
        "executions": sum(runs),
        "coverage_first_last": (first[1] if first else 0, last[1]),
        "features_first_last": (first[2] if first else 0, last[2]),
        "corpus": last[3],
        "found": dict(Counter(path.name.split("-")[0] for path in found)),
        "stalls": len(list((home / "artifacts").glob("stall-*"))),
    }
    (home / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(summary) + "\n")
    return 1 if found else 0


def _replay(target: str, path: Path) -> int:
    from tests.fuzz.guided.targets import TARGETS as HELD  # noqa: PLC0415

    HELD[target](b"")  # what is loaded once does not count
    spent = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS_EACH, spent + SECONDS_EACH))
    HELD[target](path.read_bytes())
    return 0


def _hangs(target: str, path: Path) -> bool:
    """Tell whether an input takes too much time of the processor, not only of the clock."""
    command = (sys.executable, "-m", "tests.fuzz.guided.run", target, "--replay", str(path))
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode != 0


def _write_seeds(target: str, home: Path) -> None:
    from tests.fuzz.guided.seeds import seeds_of, words_of  # noqa: PLC0415  imports what is instrumented later

    for seed in seeds_of(target, ROOT):
        (home / "corpus" / f"seed-{sha256(seed).hexdigest()[:16]}").write_bytes(seed)
    words = sorted(set(words_of(target, ROOT)))
    quoted = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words)
    (home / "words.dict").write_text("".join(f'"{word}"\n' for word in quoted), encoding="utf-8")


def _work(target: str, seconds: int, home: Path) -> None:
    import atheris  # noqa: PLC0415  only here: nothing else needs it

    with atheris.instrument_imports(include=["analyzer", "pdfminer", "docx", "braceexpand"]):
        from tests.fuzz.guided.targets import TARGETS as HELD  # noqa: PLC0415

    HELD[target](b"")  # rulebook and model are loaded before the clock runs
    options = (
        f"-max_total_time={seconds}",
        f"-timeout={3 * SECONDS_EACH}",  # by the clock; what stops here is run again by processor time
        f"-rss_limit_mb={MEMORY_MB}",
        f"-max_len={LONGEST[target]}",
        f"-artifact_prefix={home / 'artifacts'}/",
        f"-dict={home / 'words.dict'}",
        "-print_final_stats=1",
        "-reload=0",
        "-len_control=0",
        "-keep_seed=1",
        "-reduce_inputs=0",  # else whole files give way to fragments that fail early
        str(home / "corpus"),
    )
    atheris.Setup([sys.argv[0], *options], _kept(HELD[target], home / "findings"))
    atheris.Fuzz()


def _kept(target: Callable[[bytes], None], folder: Path) -> Callable[[bytes], None]:
    """Write an exception with its input, once for each place, and go on."""

    def held(data: bytes) -> None:
        try:
            target(data)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001  whatever is raised here is the finding
            frames = traceback.extract_tb(error.__traceback__)
            ours = [f for f in frames if "/analyzer/" in f.filename] or frames
            place = f"{type(error).__name__}-{Path(ours[-1].filename).stem}-{ours[-1].lineno}"
            if not (folder / f"{place}.bin").exists():
                (folder / f"{place}.bin").write_bytes(data)
                (folder / f"{place}.txt").write_text(
                    "".join(traceback.format_exception(error)), encoding="utf-8"
                )

    return held


if __name__ == "__main__":
    sys.exit(main())
