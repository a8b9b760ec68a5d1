"""Moderators and editors: the people who decide."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from diwan.clock import Milliseconds
from diwan.errors import Unacceptable

MAX_NAME_CHARACTERS = 60


class Role(StrEnum):
    """An editor may do all that a moderator may, and answers for the policy."""

    MODERATOR = "moderator"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Moderator:
    """A person at the desk. Records of past moderators stay, so that every decision keeps its author."""

    id: str
    name: str
    role: Role
    appointed_at: Milliseconds
    dismissed_at: Milliseconds | None = None


def check_name(name: str) -> str:
    """Return `name` if it is 1 to 60 visible characters. Raises Unacceptable."""
    if not name.strip() or name != name.strip() or len(name) > MAX_NAME_CHARACTERS:
        raise Unacceptable(
            f"A moderator's name is 1 to {MAX_NAME_CHARACTERS} characters, without spaces at its ends.",
            field="name",
        )
    if any(unicodedata.category(c)[0] == "C" and c not in "\u200c\u200d" for c in name):
        raise Unacceptable("A moderator's name holds no control or invisible characters.", field="name")
    return name
