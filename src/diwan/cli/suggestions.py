"""`diwan suggestions`: what the moderators of clients decided, as examples to learn from; exported, or erased on a client's wish."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec

from diwan import bootstrap, clock
from diwan.clock import Milliseconds, iso
from diwan.errors import Unacceptable
from diwan.settings import Settings
from diwan.storage import suggestions
from diwan.storage.suggestions import Stored


def add(commands: Any, *, load: Callable[[argparse.Namespace], Settings]) -> None:
    command = commands.add_parser(
        "suggestions", help="export or erase the examples that clients of the scoring sent in"
    )
    actions = command.add_subparsers(metavar="ACTION", required=True)
    exporting = actions.add_parser("export", help="write them to standard output, one JSON object a line")
    exporting.add_argument("--community", help="only those of this community, as the client calls it")
    exporting.add_argument("--key", metavar="NAME", help="only those that came with this scoring key")
    exporting.add_argument(
        "--since", metavar="WHEN", help="only those from this moment on, such as 2026-11-01 (UTC)"
    )
    exporting.set_defaults(run=lambda asked: _export(load(asked), asked))
    erasing = actions.add_parser("erase", help="remove those that fit everything that is named, for good")
    erasing.add_argument("--id", help="the one with this id, as the export shows it")
    erasing.add_argument("--community", help="those of this community")
    erasing.add_argument("--key", metavar="NAME", help="those that came with this scoring key")
    erasing.set_defaults(run=lambda asked: _erase(load(asked), asked))


def _export(loaded: Settings, asked: argparse.Namespace) -> None:
    since = 0 if asked.since is None else _moment(asked.since)
    store = bootstrap.open_scoring_store(loaded)
    try:
        with store.connection() as connection:
            for stored in suggestions.since(
                connection, at=since, community=asked.community, key_name=asked.key
            ):
                sys.stdout.buffer.write(_line(stored))
        sys.stdout.buffer.flush()
    finally:
        store.close()


def _line(stored: Stored) -> bytes:
    example = stored.suggestion
    told = {
        "id": stored.id,
        "text": example.text,
        "scores": example.scores,
        "community": example.community,
        "key": example.key_name,
        "language": example.language,
        "parent": example.parent,
        "headline": example.headline,
        "at": iso(stored.at),
    }
    try:
        return msgspec.json.encode(told) + b"\n"
    except UnicodeEncodeError:
        # Half of a surrogate pair, which only JSON's escapes can tell.
        return json.dumps(told).encode() + b"\n"


def _erase(loaded: Settings, asked: argparse.Namespace) -> None:
    if asked.id is None and asked.community is None and asked.key is None:
        raise Unacceptable(
            "Name what is to be erased: --id, --community or --key; only what fits all of them is."
        )
    store = bootstrap.open_scoring_store(loaded)
    try:
        count = suggestions.erase(
            store,
            clock.now,
            by="operator",
            suggestion_id=asked.id,
            key_name=asked.key,
            community=asked.community,
        )
    finally:
        store.close()
    print(
        f"{count} {'suggestion is' if count == 1 else 'suggestions are'} erased. They are still in earlier backups."
    )


def _moment(text: str) -> Milliseconds:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unacceptable(
            "--since is a date or a time, such as 2026-11-01 or 2026-11-01T12:00:00Z."
        ) from None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return int(moment.timestamp() * 1000)
