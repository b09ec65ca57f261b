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
from tests.fetch_server.world import TROUBLES, Trouble, World, policy_page

__all__ = [
    "TROUBLES",
    "Behaviour",
    "Hit",
    "ReplayServer",
    "Trouble",
    "World",
    "conditional",
    "endless",
    "garbage",
    "gzip_bomb",
    "old_protocol",
    "page",
    "policy_page",
    "redirect",
    "reset",
    "sequence",
    "slow_drip",
    "slow_head",
    "stalled",
    "status",
    "truncated",
]
