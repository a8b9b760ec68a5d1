"""What the register says of columns: about whom they are, for what, and until when they are kept."""

from dataclasses import dataclass
from enum import StrEnum


class Whom(StrEnum):
    """Kinds of people. NOBODY: it says nothing about a person."""

    READER = "readers who wrote"
    REPORTER = "readers who reported"
    SIGNED_IN = "readers who signed in"
    MAILED = "readers who asked for mail"
    MODERATOR = "moderators and editors"
    CLIENT = "clients of the scoring"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns of one table that are alike: about whom, for what, and until when (a key of TERMS)."""

    columns: tuple[str, ...]
    whom: Whom
    purpose: str
    until: str


def about_nobody(
    *columns: str, purpose: str = "the order of things, and their proof", until: str = "ever"
) -> Kept:
    """Columns that say nothing about a person."""
    return Kept(columns, Whom.NOBODY, purpose, until)


def about_readers(*columns: str, purpose: str, until: str = "ever") -> Kept:
    """Columns about readers who wrote."""
    return Kept(columns, Whom.READER, purpose, until)


def about_moderators(*columns: str, purpose: str, until: str = "ever") -> Kept:
    """Columns about those at the desk."""
    return Kept(columns, Whom.MODERATOR, purpose, until)
