"""Reading the term lists of the desk, and what is tried of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection, text

from diwan.clock import Milliseconds
from diwan.listing import read_list
from diwan.screening.terms.lists import TermList
from diwan.storage import texts
from diwan.storage.rows import Row
from diwan.storage.store import Store
from diwan.term_revisions import ListName, TermRevision, parsed

MOST_LISTED = 200
"""So many revisions are listed, the latest."""

_LATEST = text("SELECT max(revision) FROM term_lists")
_ONE = text("SELECT revision, list, texts, by, at, follows FROM term_lists WHERE revision = :revision")
_OF_LIST = text(
    "SELECT revision, list, texts, by, at, follows FROM term_lists WHERE list = :list ORDER BY revision DESC LIMIT 1"
)
_ALL = text(
    "SELECT revision, list, texts, by, at, follows FROM term_lists t WHERE revision <= :revision AND NOT EXISTS "
    "(SELECT 1 FROM term_lists later WHERE later.list = t.list AND later.revision > t.revision "
    "AND later.revision <= :revision) ORDER BY revision"
)
_HISTORY = text(
    "SELECT revision, list, '{}', by, at, follows FROM term_lists ORDER BY revision DESC LIMIT :most"
)
_TRIAL = text(
    "SELECT id, list, base, texts, by, most, came, tally FROM term_trials WHERE id = :id AND expires_at > :at"
)

_log = structlog.get_logger("diwan.terms")


class TermsReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def latest(self) -> int:
        """The latest revision of any list; 0 where there has never been one."""
        return int(self._connection.execute(_LATEST).scalar() or 0)

    def revision(self, number: int) -> TermRevision | None:
        """One revision; None if there is none of this number."""
        row = self._connection.execute(_ONE, {"revision": number}).one_or_none()
        return None if row is None else _revision(row)

    def current(self, name: ListName) -> TermRevision | None:
        """The revision of this list that holds; None if it was never written."""
        row = self._connection.execute(_OF_LIST, {"list": str(name)}).one_or_none()
        return None if row is None else _revision(row)

    def all_as_of(self, revision: int) -> list[TermRevision]:
        """Every list as it was at that revision."""
        return [_revision(row) for row in self._connection.execute(_ALL, {"revision": revision})]

    def history(self) -> list[TermRevision]:
        """The latest revisions of all lists without their texts, the latest first."""
        return [_revision(row) for row in self._connection.execute(_HISTORY, {"most": MOST_LISTED})]


def _revision(row: Row) -> TermRevision:
    return TermRevision(row[0], parsed(row[1]), texts.load(row[2]), row[3], row[4], row[5])


class DeskLists:
    """The desk's lists, as `screening.current` asks for them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def revision(self) -> int:
        """The latest revision of any list. Raises Unavailable."""
        with self._store.connection() as connection:
            return TermsReader(connection).latest()

    def lists(self, revision: int) -> Sequence[TermList]:
        """Every list as of that revision, without those that are empty. Raises Unavailable.

        A line that an earlier Diwan took and this one does not is left out, and the log says how many there are.
        """
        with self._store.connection() as connection:
            revised = TermsReader(connection).all_as_of(revision)
        made = []
        for each in revised:
            read = read_list(each.name, each.texts, each.revision)
            if read.problems:
                _log.warning("terms-not-read", list=str(each.name), count=len(read.problems))
            if read.terms.size:
                made.append(read.terms)
        return made


@dataclass(frozen=True, slots=True)
class Trial:
    """A list that is tried on the past: of whom, from which revision `base`, over the latest `most` comments, how far it `came` (the
    ledger position down to which it has looked), and what it brought, as `desk.trials` encodes it.
    """

    id: str
    name: ListName
    base: int
    texts: dict[str, str]
    by: str
    most: int
    came: int
    tally: str


def trial(connection: Connection, trial_id: str, at: Milliseconds) -> Trial | None:
    """The trial; None if there is none of this id, or its time is over."""
    row = connection.execute(_TRIAL, {"id": trial_id, "at": at}).one_or_none()
    return None if row is None else Trial(row[0], parsed(row[1]), row[2], texts.load(row[3]), *row[4:])
