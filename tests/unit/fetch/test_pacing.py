"""Turns at a host: one at a time, with a pause."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from analyzer.fetch.pacing import Pacer


class FakeTime:
    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_the_pause_begins_at_the_end_of_a_turn():
    clock = FakeTime()
    pacer = Pacer(2.0, sleep=clock.sleep, monotonic=clock.monotonic)
    with pacer.turn("a.test"):
        clock.now += 5
    with pacer.turn("A.test"):
        pass
    assert clock.slept == [2.0]


def test_hosts_do_not_wait_for_each_other():
    clock = FakeTime()
    pacer = Pacer(2.0, sleep=clock.sleep, monotonic=clock.monotonic)
    for host in ("a.test", "b.test", "c.test"):
        with pacer.turn(host):
            pass
    assert clock.slept == []


def test_a_host_may_ask_for_more_but_not_for_less():
    clock = FakeTime()
    pacer = Pacer(2.0, sleep=clock.sleep, monotonic=clock.monotonic)
    pacer.slow_down("a.test", 7.0)
    pacer.slow_down("a.test", 1.0)
    with pacer.turn("a.test"):
        pass
    with pacer.turn("a.test"):
        pass
    assert clock.slept == [7.0]


def test_a_host_on_hold_is_left_alone():
    clock = FakeTime()
    pacer = Pacer(1.0, sleep=clock.sleep, monotonic=clock.monotonic)
    with pacer.turn("a.test"):
        pacer.hold("a.test", 30.0)
    with pacer.turn("a.test"):
        pass
    assert clock.slept == [30.0]


def test_threads_take_turns():
    pacer = Pacer(0.02)
    spans: list[tuple[float, float]] = []

    def visit(_: int) -> None:
        with pacer.turn("a.test"):
            began = time.monotonic()
            time.sleep(0.005)
            spans.append((began, time.monotonic()))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(visit, range(16)))
    spans.sort()
    assert len(spans) == 16
    assert all(later[0] - earlier[1] >= 0.02 for earlier, later in pairwise(spans))


def test_a_turn_ends_though_the_visit_fails():
    pacer = Pacer(0.0)
    with pytest.raises(RuntimeError, match="visit failed"), pacer.turn("a.test"):
        raise RuntimeError("visit failed")
    with pacer.turn("a.test") as again:
        assert again is None
