"""Where the work of a batch runs: in this process, in several on this machine, or on a Dask cluster.

All are executors of `concurrent.futures`; nothing else of the batch knows which it got.
"""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from threading import Lock
from typing import ParamSpec, Self, TypeVar

from analyzer.core.errors import UsageError

T = TypeVar("T")
P = ParamSpec("P")


def local_pool(workers: int, *, forked: bool = True) -> Executor:
    """Return a pool on this machine; one worker is a thread, which saves loading the rules twice.

    A caller that runs several threads asks for processes that are not `forked` from it.
    """
    return ThreadPoolExecutor(1) if workers == 1 else LastingPool(workers, forked=forked)


def cluster_pool(address: str) -> AbstractContextManager[Executor]:
    """Return the executor of the Dask cluster whose scheduler listens at `address`.

    Its workers need the same version of the analyzer, and rules, profile and model at the same paths.

    Raises:
        UsageError: the extra `cluster` is not installed, or nobody answers there.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra; it takes a second to import
    except ModuleNotFoundError as error:
        raise UsageError("A cluster needs one more package: pip install '.[cluster]'.") from error
    try:
        client = Client(address, timeout="20s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"No Dask scheduler answers at {address}: {error}. Start one: dask scheduler --host 127.0.0.1"
        ) from error
    stack = ExitStack()
    stack.enter_context(client)
    executor: Executor = stack.enter_context(client.get_executor())
    return _Closing(executor, stack)


class _Closing(AbstractContextManager[Executor]):
    """An executor that closes its connection, too."""

    def __init__(self, executor: Executor, stack: ExitStack) -> None:
        self._executor = executor
        self._stack = stack

    def __enter__(self) -> Executor:
        return self._executor

    def __exit__(self, *_error: object) -> None:
        self._stack.close()


class LastingPool(Executor):
    """Processes on this machine; the death of one takes only the call that killed it along.

    What ran or waited when a process died is tried once more, each call alone in a spare process.
    """

    def __init__(self, workers: int, *, forked: bool = True) -> None:
        """Start `workers` processes at once: before any thread runs, so that forking them is safe.

        Where threads run already they must not be `forked`; each then loads what it needs by itself.
        """
        self._workers = workers
        self._lock = Lock()
        context = None if forked else multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(workers, mp_context=context)
        self._careful = ThreadPoolExecutor(1, thread_name_prefix="alone")
        self._spare: ProcessPoolExecutor | None = None
        self._pool.submit(_nothing).result()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Schedule a call; its future fails with BrokenExecutor only where it killed its process twice."""
        outer: Future[T] = Future()
        call = partial(fn, *args, **kwargs)
        with self._lock:
            try:
                inner, pool = self._pool.submit(call), self._pool
            except BrokenExecutor:
                pool = self._renewed()
                inner = pool.submit(call)
        inner.add_done_callback(partial(self._done, outer, call, pool))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """End all processes."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)
        self._careful.shutdown(wait, cancel_futures=cancel_futures)
        if self._spare is not None:
            self._spare.shutdown(wait, cancel_futures=cancel_futures)

    def __enter__(self) -> Self:
        """Return the pool itself."""
        return self

    def _renewed(self) -> ProcessPoolExecutor:
        """Put a new pool in the place of the broken one; its processes are not forked from our threads."""
        self._pool.shutdown(wait=False)
        self._pool = ProcessPoolExecutor(self._workers, mp_context=multiprocessing.get_context("spawn"))
        return self._pool

    def _done(
        self, outer: "Future[T]", call: Callable[[], T], pool: ProcessPoolExecutor, inner: "Future[T]"
    ) -> None:
        try:
            error = inner.exception()
        except CancelledError:
            outer.cancel()
            return
        if isinstance(error, BrokenExecutor):
            with self._lock:
                if self._pool is pool:
                    self._renewed()
            self._careful.submit(self._again, outer, call)
        elif error is not None:
            outer.set_exception(error)
        else:
            outer.set_result(inner.result())

    def _again(self, outer: "Future[T]", call: Callable[[], T]) -> None:
        """Make a call in the spare process, where no other call runs that it could take along."""
        if self._spare is None:
            self._spare = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        inner = self._spare.submit(call)
        error = inner.exception()
        if error is None:
            outer.set_result(inner.result())
            return
        if isinstance(error, BrokenExecutor):
            self._spare.shutdown(wait=False)
            self._spare = None
        outer.set_exception(error)


def _nothing() -> None:
    """Do nothing, in a process that thereby is running."""
