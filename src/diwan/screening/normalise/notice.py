"""What was met while normalising, and where."""

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """The kinds of notice. All but the first three can happen innocently."""

    BIDI_OVERRIDE = "bidi-override"
    """A control that shows letters in another order than they are stored in."""
    HIDDEN_TEXT = "hidden-text"
    """Characters that no screen shows but machines read (Unicode tags outside a flag)."""
    INVISIBLE = "invisible"
    """Invisible characters inside a word. The joiners of Arabic script and of emoji are ordinary and not among them."""
    MIXED_SCRIPT = "mixed-script"
    """A word that takes letters from several alphabets that look alike."""
    BIDI_UNBALANCED = "bidi-unbalanced"
    """An embedding or isolate that is not closed in its paragraph, or closed without being open."""
    STACKED = "stacked-marks"
    """More marks on a letter than any language puts there."""
    SPACED = "spaced-letters"
    """A word spelled out letter by letter."""
    LEET = "leet"
    """Digits and signs in the place of letters."""
    MASKED = "masked"
    """A word with letters hidden behind asterisks or the like."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something met on the way, such as a bidi override: what it is (a `What`), and where in the original."""

    what: str
    begin: int
    end: int
