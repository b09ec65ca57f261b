"""Pools: a dead process takes only its own call along."""

import os
import time
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor

import pytest

from analyzer.batch.pools import LastingPool, cluster_pool, local_pool
from analyzer.core.errors import UsageError


def work(number: int) -> int:
    time.sleep(0.05)
    if number == 3:
        os._exit(1)
    if number == 4:
        raise ValueError("four")
    return number * number


def test_one_worker_is_a_thread_and_several_are_processes() -> None:
    with local_pool(1) as pool:
        assert isinstance(pool, ThreadPoolExecutor)
    with local_pool(2) as pool:
        assert isinstance(pool, LastingPool)
        assert pool.submit(os.getpid).result() != os.getpid()


def test_processes_need_not_be_forked_from_the_threads_of_their_caller() -> None:
    with local_pool(2, forked=False) as pool:
        assert pool.submit(work, 5).result(timeout=60) == 25
        assert pool.submit(os.getpid).result(timeout=60) != os.getpid()


def test_a_process_that_dies_takes_only_its_own_call_along() -> None:
    with LastingPool(2) as pool:
        futures: list[Future[int]] = [pool.submit(work, number) for number in range(10)]
        for number, future in enumerate(futures):
            if number == 3:
                with pytest.raises(BrokenExecutor):
                    future.result(timeout=60)
            elif number == 4:
                with pytest.raises(ValueError, match="four"):
                    future.result(timeout=60)
            else:
                assert future.result(timeout=60) == number * number
        assert pool.submit(work, 7).result(timeout=60) == 49


def test_a_cluster_that_is_not_there_is_told_plainly() -> None:
    with pytest.raises(UsageError, match="No Dask scheduler answers at nonsense"):
        cluster_pool("nonsense://127.0.0.1:1")
