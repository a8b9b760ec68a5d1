"""Copying everything that is stored into one file, and back into an empty database of either kind.

The file is a ZIP archive of JSON Lines, one member for each table, with a manifest. It is read from one moment of
a running database. Rows come back in the order of the ledger, under the same triggers and keys that guarded them
when they were new, and the copy is verified before it is committed: a backup that was tampered with is refused.
"""

import base64
import json
import os
import zipfile
import zlib
from collections.abc import Collection, Iterator
from heapq import merge
from io import TextIOWrapper
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, LargeBinary, Table, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.elements import ColumnElement

from diwan.errors import CannotStart
from diwan.ledger.notes import VerifierKey
from diwan.ledger.verify import verify
from diwan.storage import schema
from diwan.storage.book import StoredBook
from diwan.storage.clusters import owe_sketches
from diwan.storage.faults import DRIVER_ERRORS, is_outage, trouble
from diwan.storage.lanes import lane_again
from diwan.storage.motions import unconfirmed_again
from diwan.storage.search import owe_search_keys
from diwan.storage.work_lists import check_work_lists

FORMAT = "diwan-backup/1"
MANIFEST = "manifest.json"
BATCH = 500
FIRST = -1
"""Rows without a ledger position of their own go in first."""

# How people sign in, and have set the desk up for themselves. What was tried and what was spent is of the moment.
_OF_PEOPLE = (
    schema.passwords,
    schema.passkeys,
    schema.authenticators,
    schema.recovery_codes,
    schema.preferences,
)
# Not copied: sessions, one-time links, used sign-ins, journeys and invitations, claims and seats (they are of the moment), what printing makes anew, the lanes and the list of
# what is unconfirmed, which a restore makes anew, the search keys, and the sketches with their bands, which after a restore are made anew from the words: twenty rows a comment
# would make most of the file, nothing would vouch for them, and a backup from before there were any is as good as another.
COPIED = (
    *schema.RECORDS,
    schema.waiting,
    schema.printed,
    schema.likenesses,
    schema.sights,
    *_OF_PEOPLE,
    schema.api_keys,
    schema.scoring_keys,
    *schema.EXAMPLES,
)
# Not in a backup that an earlier Diwan made: there was nothing to put in. Where a text is left out, the ledger misses it.
ADDED_SINCE = frozenset(
    {
        schema.article_texts,
        schema.consultations,
        schema.appeals,
        schema.appeal_words,
        schema.appeal_answers,
        schema.motions,
        schema.confirmations,
        schema.batches,
        schema.batched,
        schema.scoring_keys,
        schema.reports,
        schema.report_words,
        schema.clearings,
        schema.ties,
        schema.readers,
        schema.reader_subjects,
        schema.departures,
        schema.signatures,
        schema.signers,
        schema.resets,
        *_OF_PEOPLE[1:],
        schema.expiries,
        schema.draws,
        schema.rereadings,
        schema.sights,
        schema.term_lists,
        schema.pauses,
        schema.resumptions,
        schema.closings,
        schema.restraints,
        schema.liftings,
        *schema.EXAMPLES,
    }
)
# Of no place in the ledger.
_UNPLACED = frozenset({*_OF_PEOPLE, schema.api_keys, schema.scoring_keys, *schema.EXAMPLES})


def back_up(connection: Connection, keys: dict[str, bytes], path: Path) -> int:
    """Write everything to `path`, which must not exist, and return the number of rows. `keys` goes in as it is.

    The file appears under its name only once it is whole and durable.
    """
    if path.exists():
        raise CannotStart(f"{path} exists already; nothing was written. Choose another name.")
    partial = path.with_name(path.name + ".partial")
    try:
        count = _write(connection, keys, partial)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    partial.rename(path)
    return count


def _write(connection: Connection, keys: dict[str, bytes], partial: Path) -> int:
    count = 0
    with partial.open("wb") as file:
        partial.chmod(0o600)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for table in COPIED:
                with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as member:
                    for position, row in _rows(connection, table):
                        member.write(json.dumps([position, row], ensure_ascii=False).encode() + b"\n")
                        count += 1
            for name, key in keys.items():
                archive.writestr(f"keys/{name}", key)
            archive.writestr(MANIFEST, json.dumps({"format": FORMAT, "rows": count}))
        file.flush()
        os.fsync(file.fileno())
    return count


def read_keys(path: Path, names: Collection[str]) -> dict[str, bytes]:
    """The keys of these names, and no others, in a backup; none at all in that of an installation that only scores.

    Raises CannotStart for a file that is no whole backup.
    """
    with _opened(path) as archive:
        if not any(member.startswith("keys/") for member in archive.namelist()):
            return {}
        try:
            return {name: archive.read(f"keys/{name}") for name in names}
        except KeyError:
            raise CannotStart(f"{path} does not hold all keys. Use another backup.") from None


def restore(engine: Engine, path: Path, verifier_key: VerifierKey | None) -> int:
    """Put a backup into an empty, migrated database, all or nothing, and return the number of rows.

    Without a `verifier_key` it may hold no record: nothing could vouch for one.
    Raises CannotStart: the database is not empty, the file is damaged, or what it holds does not verify.
    """
    try:
        return _restore(engine, path, verifier_key)
    except (ValueError, TypeError, LookupError, AttributeError, SQLAlchemyError, *DRIVER_ERRORS) as error:
        if isinstance(error, DRIVER_ERRORS) and is_outage(error):
            raise CannotStart(f"{trouble(error)} Nothing was restored.") from error
        # Whatever it was, it stood in the file: nothing that `back_up` writes ends up here.
        raise CannotStart(
            f"{path} does not hold together ({type(error).__name__}); nothing was restored. Use another backup."
        ) from error


def _restore(engine: Engine, path: Path, verifier_key: VerifierKey | None) -> int:
    with (
        _opened(path) as archive,
        engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        if any(_is_filled(connection, t) for t in (schema.instance, schema.scoring_keys, *schema.EXAMPLES)):
            raise CannotStart("The database is not empty. Restore into a new one.")
        count = 0
        for table, group in groupby(_merged(archive), key=lambda item: item[1]):
            while rows := [row for _, _, row in islice(group, BATCH)]:
                connection.execute(insert(table), rows)
                count += len(rows)
        manifest = json.loads(archive.read(MANIFEST))
        if count != manifest["rows"]:
            raise CannotStart(
                f"The backup says it holds {manifest['rows']} rows, but holds {count}. Use another one."
            )
        if verifier_key is None:
            if any(_is_filled(connection, table) for table in schema.RECORDS):
                raise CannotStart(
                    f"{path} holds records, but not the keys they were signed with; nothing was restored. Use another backup."
                )
            return count
        _owe_everything(connection)
        lane_again(connection)
        unconfirmed_again(connection)
        violations = chain(
            verify(StoredBook(connection), verifier_key=verifier_key), check_work_lists(connection)
        )
        violation = next(violations, None)
        if violation is not None:
            raise CannotStart(
                f"The backup does not verify ({violation}); nothing was restored. Use another one."
            )
        owe_sketches(connection)
        owe_search_keys(connection)
        return count


def _is_filled(connection: Connection, table: Table) -> bool:
    return connection.execute(select(table.c[table.c.keys()[0]]).limit(1)).first() is not None


def _owe_everything(connection: Connection) -> None:
    """Every thread must be printed again: what was printed before, and what was approved and had not been printed yet."""
    approved = select(schema.decisions.c.comment_id).where(schema.decisions.c.outcome == "approved")
    for thread_id, comment_id in connection.execute(
        select(schema.comments.c.thread_id, schema.comments.c.id)
        .where(schema.comments.c.id.in_(approved))
        .order_by(schema.comments.c.position)
    ).all():
        connection.execute(insert(schema.unprinted), {"thread_id": thread_id, "comment_id": comment_id})
    for (thread_id,) in connection.execute(select(schema.threads.c.id)).all():
        connection.execute(insert(schema.unprinted), {"thread_id": thread_id, "comment_id": None})


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
        if json.loads(archive.read(MANIFEST))["format"] != FORMAT:
            raise CannotStart(f"{path} is a backup of another format than {FORMAT}.")
        damaged = archive.testzip()
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, zlib.error):
        raise CannotStart(f"{path} is not a whole Diwan backup. Use another one.") from None
    if damaged:
        raise CannotStart(f"{path} is damaged at {damaged}. Use another backup.")
    return archive


def _rows(connection: Connection, table: Table) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with the ledger position behind which it belongs, in that order."""
    position, source = _position(table)
    statement = select(position.label("ledger_position"), *table.c).select_from(source).order_by(position)
    with connection.execution_options(stream_results=True, yield_per=BATCH).execute(statement) as result:
        for row in result:
            yield (
                # Passwords, keys and examples have none: they are only ordered, by the column that names them.
                FIRST if table in _UNPLACED else row[0],
                {column.name: _plain(value) for column, value in zip(table.c, row[1:], strict=True)},
            )


def _position(table: Table) -> tuple[ColumnElement[Any], Any]:
    if table is schema.threads:
        first = schema.articles.c
        joined = table.join(schema.articles, (first.thread_id == table.c.id) & (first.revision == 1))
        return first.position, joined
    if table is schema.article_texts:
        of = schema.articles.c
        joined = table.join(
            schema.articles, (of.thread_id == table.c.thread_id) & (of.revision == table.c.revision)
        )
        return of.position, joined
    if table is schema.appeal_words:
        joined = table.join(schema.appeals, schema.appeals.c.id == table.c.appeal_id)
        return schema.appeals.c.position, joined
    if table is schema.reader_subjects:
        joined = table.join(schema.readers, schema.readers.c.id == table.c.reader_id)
        return schema.readers.c.position, joined
    if table is schema.signers:
        joined = table.join(schema.signatures, schema.signatures.c.comment_id == table.c.comment_id)
        return schema.signatures.c.position, joined
    if table is schema.report_words:
        of = schema.reports.c
        return of.position, table.join(schema.reports, of.id == table.c.report_id)
    if table in {schema.words, schema.waiting, schema.printed, schema.likenesses, schema.sights}:
        joined = table.join(schema.comments, schema.comments.c.id == table.c.comment_id)
        return schema.comments.c.position, joined
    placed = () if table in _UNPLACED else ("position", "size", "number")
    own: Column[Any] | None = next((table.c[name] for name in placed if name in table.c), None)
    return (table.c[table.c.keys()[0]] if own is None else own), table


def _merged(archive: zipfile.ZipFile) -> Iterator[tuple[tuple[int, int], Table, dict[str, Any]]]:
    """All rows, in the order in which they may be inserted: by position, and at one position as the tables depend."""
    return merge(
        *(_stream(archive, rank, table) for rank, table in enumerate(COPIED)), key=lambda item: item[0]
    )


def _stream(
    archive: zipfile.ZipFile, rank: int, table: Table
) -> Iterator[tuple[tuple[int, int], Table, dict[str, Any]]]:
    late = {schema.printed, schema.sights, *_UNPLACED}
    early = {schema.ledger_entries, schema.ledger_tiles, schema.checkpoints}
    binary = {column.name for column in table.c if isinstance(column.type, LargeBinary)}
    if table in ADDED_SINCE and f"tables/{table.name}.jsonl" not in archive.namelist():
        return
    with TextIOWrapper(archive.open(f"tables/{table.name}.jsonl"), "utf-8") as lines:
        for line in lines:
            position, row = json.loads(line)
            if row.keys() != set(table.c.keys()):
                raise ValueError("a row has other columns than its table")
            for name in binary & row.keys():
                row[name] = None if row[name] is None else base64.b64decode(row[name])
            place = FIRST if table in early else 2**62 if table in late else position
            yield (place, rank), table, row


def _plain(value: object) -> object:
    return base64.b64encode(bytes(value)).decode() if isinstance(value, bytes | memoryview) else value
