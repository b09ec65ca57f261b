"""Read damaged files in a process of their own, with a limit on its time and its memory."""

import logging
import multiprocessing
import resource
import signal
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from multiprocessing.connection import Connection

from analyzer.core.documents import Snapshot, Source
from analyzer.core.errors import ExtractError
from analyzer.extract import extract
from analyzer.segment import segment

SECONDS = 20.0  # of the processor: on a busy machine the clock runs ahead of the work
PATIENCE = 30.0  # times as many seconds by the clock, after which the process is ended from outside
MEMORY = 3_000_000_000  # bytes of address space, about a tenth of which the libraries take
HUNG = "hung"
CRASHED = "crashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a file: its status, or `refused`, `crashed`, `hung`; why; and what it took."""

    outcome: str
    detail: str = ""
    seconds: float = 0.0
    peak_bytes: int = 0


class Reader:
    """A process that reads one file after another, and is replaced where it hangs or dies."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._limits = (seconds, memory)
        self._start()

    def _start(self) -> None:
        # Spawned, so that the memory counted is the reading's own and not what the parent already held.
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, *self._limits), daemon=True)
        self._process.start()
        theirs.close()
        self._ours.recv()

    def read(self, content: bytes, media_type: str) -> Answer:
        """Return what became of one file."""
        self._ours.send((content, media_type))
        try:
            if self._ours.poll(self._limits[0] * PATIENCE):
                answer: Answer = self._ours.recv()
                return answer
            outcome = Answer(outcome=HUNG, seconds=self._limits[0])
        except (EOFError, OSError):
            outcome = Answer(outcome=CRASHED, detail="the process died")
        self.close()
        self._start()
        return outcome

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._ours.close()


class _TooLongError(BaseException):
    """The time is up; no handler of the code under test may catch it."""


def _stop(_signal: int, _frame: object) -> None:
    raise _TooLongError


def _serve(pipe: Connection, seconds: float, memory: int) -> None:
    logging.disable()  # the libraries complain of every number that is none
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    _read(b"<p>We keep the names of readers. We never sell them.</p>", "text/html")  # loads what is lazy
    signal.signal(signal.SIGPROF, _stop)
    pipe.send("ready")
    while True:
        content, media_type = pipe.recv()
        began = time.process_time()
        try:
            signal.setitimer(signal.ITIMER_PROF, seconds)
            outcome, detail = _read(content, media_type)
            signal.setitimer(signal.ITIMER_PROF, 0)
        except _TooLongError:
            outcome, detail = HUNG, ""
        except BaseException as error:  # noqa: BLE001 - the very question is whether there is one
            signal.setitimer(signal.ITIMER_PROF, 0)
            outcome, detail = CRASHED, f"{type(error).__name__}: {error}"[:300]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        spent = time.process_time() - began
        pipe.send(Answer(outcome=outcome, detail=detail, seconds=spent, peak_bytes=peak))


def _read(content: bytes, media_type: str) -> tuple[str, str]:
    """Extract and segment a file; what was read must be in order, what was not must say why."""
    snapshot = Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location="damaged"),
        final_url="https://vendor.example/damaged",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        media_type=media_type,
        content=content,
    )
    try:
        document = extract(snapshot, document_id="d1")
    except ExtractError as error:
        if not str(error).endswith("."):
            raise
        return "refused", str(error)
    position = 0
    for block in document.blocks:
        assert position <= block.span.start < block.span.end <= len(document.text)
        position = block.span.end
    for one in segment(document):
        assert document.blocks[one.block or 0].span.covers(one.span)
    assert document.status.scored or document.notices, document.status
    return document.status.value, ""
