"""Deciding as the desk does it: what no check has read yet is screened before it is rejected."""

from diwan import lifecycle
from diwan.clock import Clock
from diwan.decisions import Author, Decision
from diwan.errors import NotScreened
from diwan.lifecycle import Verdict
from diwan.ports import Storage
from diwan.screening.current import Screens


def decided(storage: Storage, clock: Clock, screens: Screens, author: Author, verdict: Verdict) -> Decision:
    """The decision. Raises what `lifecycle.decide` says of its future."""
    try:
        return lifecycle.decide(storage, clock, author, verdict).result()
    except NotScreened:
        lifecycle.screen_first(storage, clock, screens, verdict.comment_id)
        return lifecycle.decide(storage, clock, author, verdict).result()
