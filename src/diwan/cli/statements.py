"""`diwan statements`: the statements of reasons for rejections, exported, checked and sent to the Transparency Database."""

import argparse
import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from diwan import bootstrap
from diwan.cli import statement_files, statement_sending
from diwan.cli.statement_files import StatementFolder
from diwan.errors import CannotStart
from diwan.press import files
from diwan.settings import Settings
from diwan.statements_of_reasons.rejection import Rejection
from diwan.statements_of_reasons.rules import problems_of_batch
from diwan.statements_of_reasons.statement import statement
from diwan.storage import rejections, schema
from diwan.storage.store import Store

MOST_SHOWN = 20


def add(commands: Any, *, load: Callable[[argparse.Namespace], Settings]) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "statements", help="statements of reasons for rejections (DSA): export, check or send them"
    )
    actions = command.add_subparsers(metavar="ACTION", required=True)
    exporting = actions.add_parser(
        "export",
        help="write what is not exported yet into a folder, in batches of 100; run it as often as you like",
    )
    exporting.add_argument("folder")
    exporting.add_argument("--site", default="", metavar="ID", help="only this site's")
    exporting.set_defaults(run=lambda asked: _export(load(asked), Path(asked.folder), asked.site))
    checking = actions.add_parser("check", help="check batches against the database's documented rules")
    checking.add_argument("files", nargs="+", metavar="FILE")
    checking.set_defaults(run=lambda asked: _check([Path(each) for each in asked.files]))
    sending = actions.add_parser("send", help="send the batches of a folder that were not sent yet")
    sending.add_argument("folder")
    sending.set_defaults(run=lambda asked: _send(load(asked), Path(asked.folder)))


def _export(loaded: Settings, folder: Path, site: str) -> None:
    if site and loaded.site(site) is None:
        raise CannotStart(
            f"There is no site {site} in the settings. They are: {', '.join(s.id for s in loaded.sites)}."
        )
    sites = {each.id: each for each in loaded.sites}
    store = bootstrap.open_store(loaded)
    try:

        def next_ones(after: int, limit: int) -> list[Rejection]:
            with store.connection() as connection:
                return rejections.rejections(connection, sites, after=after, site=site, limit=limit)

        make = partial(statement, terms_url=loaded.statements.terms_url)
        target = StatementFolder(folder, instance=_instance(store), site=site)
        batches, statements = target.export(next_ones, make)
    finally:
        store.close()
    print(
        f"{statements} statements of reasons in {batches} batches are written to {folder}."
        if batches
        else "Nothing was rejected since the last export."
    )


def _instance(store: Store) -> str:
    with store.connection() as connection:
        known: str | None = connection.execute(select(schema.instance.c.id)).scalar()
    if known is None:
        raise CannotStart("This installation was never started: there is nothing to export.")
    return known


def _check(paths: list[Path]) -> int:
    count = 0
    for path in paths:
        problems = problems_of_batch(statement_files.read_batch(path))
        for problem in problems[:MOST_SHOWN]:
            print(f"{path}: {problem}")
        if len(problems) > MOST_SHOWN:
            print(f"{path}: … and {len(problems) - MOST_SHOWN} more")
        count += len(problems)
    print(f"{len(paths)} files: " + (f"{count} problems" if count else "everything fits"))
    return 1 if count else 0


def _send(loaded: Settings, folder: Path) -> None:
    told = loaded.statements
    if not told.token:
        raise CannotStart(
            "There is no token for the Transparency Database. Set DIWAN_STATEMENTS_TOKEN to the one it gave you."
        )
    batches = statement_files.unsent(folder)
    database = statement_sending.Database(told.api, told.token)
    for batch in batches:
        read: list[Any] = statement_files.read_batch(batch)
        if problems := problems_of_batch(read):
            raise CannotStart(f"{batch} breaks the database's rules ({problems[0]}); it was not sent.")
        taken = statement_sending.send(database.ask, read, sleep=time.sleep)
        # If the process dies here, the batch is sent again, found to be known, and noted then.
        files.replace(statement_files.sent_mark(batch), json.dumps({"taken": _named(taken)}).encode() + b"\n")
        print(f"{batch.name}: sent ({len(read)} statements)")
    if not batches:
        print(f"Everything in {folder} has been sent.")


def _named(taken: list[Any]) -> list[dict[str, str]]:
    """By what the statements are found in the database."""
    return [
        {name: str(each[name]) for name in ("uuid", "puid") if name in each}
        for each in taken
        if isinstance(each, dict)
    ]
