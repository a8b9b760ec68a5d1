"""The manner in which a comment came: with which ticket, and what was odd about it. Nothing of it says who sent it.

What is odd refuses nobody: it is told to the moderators as a mark (`screening/rules/arrival`), so that a person looks and no machine decides.
"""

from dataclasses import dataclass
from enum import StrEnum

from diwan.clock import Milliseconds


class Oddity(StrEnum):
    """What programs that fill in forms do, and people hardly. The values are stored and must never change."""

    TRAP = "trap"
    """A field that no reader sees was filled in."""
    HASTE = "haste"
    """It was sent sooner than anybody writes, or with no ticket at all where every form has one."""


@dataclass(frozen=True, slots=True)
class UsedTicket:
    """The ticket that a comment uses up: its `nonce`, and until when it has to be remembered."""

    nonce: bytes
    expires_at: Milliseconds


@dataclass(frozen=True, slots=True)
class Manner:
    """As most comments come: nothing odd, and no ticket that mattered."""

    ticket: UsedTicket | None = None
    oddities: tuple[Oddity, ...] = ()


UNREMARKABLE = Manner()
