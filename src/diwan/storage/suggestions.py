"""The suggestions: what clients' moderators decided, kept as examples, exported to learn from, and erased on a client's wish.

An example is stored as JSON in ASCII: whatever a client calls a text comes out as it went in, on either database. Its community is
stored beside it as a label to choose by, in which a character that no database holds is replaced.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from diwan import identifiers
from diwan.clock import Clock, Milliseconds
from diwan.scoring.room import Suggestion
from diwan.storage.store import Store

BATCH = 500


class StoredSuggestions:
    """`room.Suggestions`."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def keep(self, suggestion: Suggestion) -> None:
        """Returns once it is durably stored. Raises Unavailable. Nothing tells a repeated suggestion from a second one."""
        at = self._clock()
        suggestion_id = identifiers.new(at)
        example = encode(suggestion)
        await asyncio.wrap_future(
            self._store.write(
                lambda tx: tx.keep_suggestion(
                    suggestion_id,
                    key_name=suggestion.key_name,
                    community=label(suggestion.community),
                    example=example,
                    at=at,
                )
            )
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """A suggestion as it was kept."""

    id: str
    suggestion: Suggestion
    at: Milliseconds


def encode(suggestion: Suggestion) -> bytes:
    """What is kept of it beside the key's name."""
    told = {
        "text": suggestion.text,
        "scores": dict(suggestion.scores),
        "community": suggestion.community,
        "language": suggestion.language,
        "parent": suggestion.parent,
        "headline": suggestion.headline,
    }
    return json.dumps(told, separators=(",", ":")).encode("ascii")


def label(community: str) -> str:
    """The community's name as the databases can hold it."""
    return community.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def since(
    connection: Connection, *, at: Milliseconds = 0, community: str | None = None, key_name: str | None = None
) -> Iterator[Stored]:
    """The suggestions from `at` on, oldest first; those of a community or a key alone, if one is named."""
    chosen: dict[str, Any] = {"at": at}
    conditions = "at >= :at"
    if community is not None:
        chosen["community"] = label(community)
        conditions += " AND community = :community"
    if key_name is not None:
        chosen["key_name"] = key_name
        conditions += " AND key_name = :key_name"
    statement = text(f"SELECT id, key_name, example, at FROM suggestions WHERE {conditions} ORDER BY id")
    with connection.execution_options(stream_results=True, yield_per=BATCH).execute(
        statement, chosen
    ) as result:
        for row in result:
            yield Stored(row[0], Suggestion(key_name=row[1], **json.loads(bytes(row[2]))), row[3])


def erase(
    store: Store,
    clock: Clock,
    *,
    by: str,
    suggestion_id: str | None = None,
    key_name: str | None = None,
    community: str | None = None,
) -> int:
    """Record the erasure of what fits everything that is named, remove it, and return how many there were.

    It is removed in parts, so that the writer serves others in between. If the process dies here, the record stands and the rest is
    removed by erasing again. What arrives later is not meant.
    """
    if suggestion_id is None and key_name is None and community is None:
        raise ValueError("an erasure names something")
    at = clock()
    erasure_id = identifiers.new(at)
    store.write(
        lambda tx: tx.keep_suggestion_erasure(
            erasure_id,
            suggestion_id=suggestion_id,
            key_name=key_name,
            community=None if community is None else label(community),
            by=by,
            at=at,
        )
    ).result()
    count = 0
    while erased := store.write(lambda tx: tx.erase_suggestions(erasure_id)).result():
        count += erased
    return count
