"""Pauses: from now on machines decide nothing at a site, until an editor says otherwise. And closings, by which an editor says until when one
thread takes comments.
"""

import unicodedata
from dataclasses import dataclass

from diwan.articles import END_OF_TIME
from diwan.clock import Milliseconds
from diwan.errors import Unacceptable

MAX_REASON_CHARACTERS = 500
NEVER: Milliseconds = END_OF_TIME
"""As a closing time: the thread stays open."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Machines decide nothing at this site. The reason is for colleagues and is never shown to readers."""

    id: str
    site: str
    by: str
    reason: str
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Closing:
    """Until when a thread takes comments, by an editor's word: a time, NEVER to close, or None: as the publisher says."""

    id: str
    thread_id: str
    closes_at: Milliseconds | None
    by: str
    at: Milliseconds


def check_reason(reason: str) -> str:
    """The reason for a pause, without spaces at its ends. Raises Unacceptable: none, too long, or with control characters."""
    kept = reason.strip()
    if not kept:
        raise Unacceptable("Say why, in a few words: colleagues will ask.", field="reason")
    if len(kept) > MAX_REASON_CHARACTERS:
        raise Unacceptable(
            f"The reason is over {MAX_REASON_CHARACTERS} characters. Shorten it.", field="reason"
        )
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\r\n\t" for c in kept):
        raise Unacceptable("The reason holds a control character; remove it.", field="reason")
    return kept
