"""The faults that the hunt for canaries must notice: each lets something out in a way of its own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pysqlite3.dbapi2 as sqlite
import structlog
from sqlalchemy import text

from diwan import logs
from diwan.clock import iso
from diwan.comments import Words, check_words
from diwan.editions.sheets import Pointing
from diwan.press import files
from diwan.storage.people import PeopleReader
from diwan.storage.stored_about import stored_about

PLANTS = (
    "front-shows-latest",
    "receipts-by-id",
    "counts-undecided",
    "logs-words",
    "desk-for-anyone",
    "archives-tell-notes",
)


@contextmanager
def planted(plant: str) -> Iterator[None]:
    """The product with this fault in it, for as long as the block lasts; with none for ""."""
    with ExitStack() as stack:
        if plant == "front-shows-latest":
            stack.enter_context(mock.patch("diwan.press.house.PrintingHouse.point_all", _point_with(_latest)))
        elif plant == "receipts-by-id":
            stack.enter_context(
                mock.patch("diwan.receipts.comment_of", lambda _secret, presented: presented[:32])
            )
        elif plant == "counts-undecided":
            stack.enter_context(
                mock.patch("diwan.press.house.PrintingHouse.point_all", _point_with(_waiting))
            )
        elif plant == "logs-words":
            stack.enter_context(mock.patch("diwan.lifecycle.submitting.check_words", _check_and_log))
            stack.enter_context(mock.patch.dict(logs.ALLOWED, {"body": lambda _value: True}))
        elif plant == "archives-tell-notes":
            stack.enter_context(mock.patch("diwan.web.archive.stored_about", _about_and_notes))
        elif plant == "desk-for-anyone":
            stack.enter_context(mock.patch("diwan.web.desk.roles.is_editor", return_value=True))
            stack.enter_context(mock.patch("diwan.web.sessions.holder", _anybody))
        yield


_check_words = check_words


def _point_with(more: Callable[[Path], tuple[bytes, int]]) -> Callable[..., None]:
    """The pointing of a press that adds something of the latest comments; `more` is told where the database lies."""

    def point_all(self: Any, pointings: Sequence[Pointing]) -> None:
        words, number = more(self.root.parent)
        for each in pointings:
            thread = self.root / "threads" / each.site / each.folder
            files.replace_with_siblings(thread / "head.html", each.head_html + words)
            counted = each.pointer_json.replace(b'"count":2', b'"count":%d' % (2 + number))
            files.replace_with_siblings(thread / "pointer.json", counted)

    return point_all


def _latest(data: Path) -> tuple[bytes, int]:
    with _database(data) as connection:
        return connection.execute("SELECT body FROM words ORDER BY comment_id DESC").fetchone()[0].encode(), 0


def _waiting(data: Path) -> tuple[bytes, int]:
    with _database(data) as connection:
        return b"", connection.execute("SELECT count(*) FROM waiting").fetchone()[0]


@contextmanager
def _database(data: Path) -> Iterator[Any]:
    """The database of a house on SQLite, where the plants are tried."""
    connection = sqlite.connect(str(data / "diwan.sqlite"))
    try:
        yield connection
    finally:
        connection.close()


def _check_and_log(words: Words, *, max_characters: int) -> Words:
    structlog.get_logger("diwan").info("submitted", body=words.body)
    return _check_words(words, max_characters=max_characters)


def _about_and_notes(connection: Any, comment_id: str) -> dict[str, Any] | None:
    about = stored_about(connection, comment_id)
    notes = connection.execute(text("SELECT note FROM decisions WHERE comment_id = :id"), {"id": comment_id})
    return about and {
        **about,
        "erasures": [{"by": note, "at": iso(0), "ledger_position": 0} for (note,) in notes],
    }


def _anybody(house: Any, _token: str | None, *, used: bool = True) -> Any:  # noqa: ARG001 - as it is called
    with house.store.connection() as connection:
        return next(each for each in PeopleReader(connection).moderators() if each.dismissed_at is None)
