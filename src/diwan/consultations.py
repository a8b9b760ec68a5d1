"""A consultation: a moderator passed a comment on, to a colleague for a second opinion or to an editor."""

from dataclasses import dataclass
from enum import StrEnum

from diwan.clock import Milliseconds


class Asked(StrEnum):
    """Who is asked. The values are stored and must never change."""

    COLLEAGUE = "colleague"
    """A second opinion: any moderator but the one who asked."""
    EDITOR = "editor"
    """An escalation: whoever answers for the policy."""


@dataclass(frozen=True, slots=True)
class Consultation:
    """The record that `by`, a moderator, left exactly these words to somebody else. It decides nothing."""

    id: str
    comment_id: str
    digest: bytes
    asked: Asked
    by: str
    note: str
    at: Milliseconds
