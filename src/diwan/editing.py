"""What editors set at the desk, as the writer's transaction keeps it."""

from typing import Protocol

from diwan.clock import Milliseconds
from diwan.pauses import Closing, Pause
from diwan.term_revisions import ListName, TermRevision


class Editing(Protocol):
    """The part of a transaction that term lists, pauses and closings need."""

    def term_revision(self, name: ListName | None = None) -> int:
        """The latest revision of this list, or of any; 0 where there has never been one."""
        ...

    def keep_terms(self, revised: TermRevision, position: int) -> None:
        """Insert the revision of a term list."""
        ...

    def pause_of(self, site: str) -> str | None:
        """The id of the pause that is in force at a site."""
        ...

    def keep_pause(self, pause: Pause, salt: bytes, position: int) -> None:
        """Insert a pause; its reason is committed to by `salt`."""
        ...

    def keep_resumption(self, pause_id: str, by: str, at: Milliseconds, position: int) -> None:
        """Insert the end of a pause."""
        ...

    def keep_closing(self, closing: Closing, position: int) -> None:
        """Insert an editor's word about a thread."""
        ...
