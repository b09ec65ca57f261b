"""A server on this machine that replays what real sites do, good and bad."""

from tests.fetch_server.behaviours import (
    Behaviour,
    conditional,
    endless,
    garbage,
    gzip_bomb,
    old_protocol,
    page,
    redirect,
    reset,
    sequence,
    slow_drip,
    slow_head,
    stalled,
    status,
    truncated,
)
from tests.fetch_server.server import Hit, ReplayServer

__all__ = [
    "Behaviour",
    "Hit",
    "ReplayServer",
    "conditional",
    "endless",
    "garbage",
    "gzip_bomb",
    "old_protocol",
    "page",
    "redirect",
    "reset",
    "sequence",
    "slow_drip",
    "slow_head",
    "stalled",
    "status",
    "truncated",
]
