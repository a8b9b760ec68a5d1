"""How a moderator has set the desk up for himself. Nobody else sees it, and nothing that is decided depends on it."""

from dataclasses import dataclass
from typing import Protocol

from diwan.desk.keys import DEFAULT, Keymap


@dataclass(frozen=True, slots=True)
class Preferences:
    """`masking`: slurs and vulgar words are masked until he asks for them. `keys`: his keys."""

    masking: bool = True
    keys: Keymap = DEFAULT


class KeepsPreferences(Protocol):
    """A part of `ports.Transaction`. No record: replaced at will, and gone with a dismissal."""

    def preferences(self, moderator_id: str) -> Preferences: ...
    def keep_preferences(self, moderator_id: str, preferences: Preferences) -> None:
        """Keep these, in the place of earlier ones."""
        ...
