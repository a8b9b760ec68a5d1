"""`diwan privacy`: what is stored about whom, and taking what was destroyed off the disk."""

import argparse
import json
from collections.abc import Callable
from typing import Any

from diwan import bootstrap, leisure
from diwan.privacy import report
from diwan.settings import Settings
from diwan.storage import schema, scrubbing


def add(commands: Any, *, load: Callable[[argparse.Namespace], Settings]) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "privacy", help="what is stored about whom; take what was destroyed off the disk"
    )
    actions = command.add_subparsers(metavar="ACTION", required=True)
    reporting = actions.add_parser("report", help="list what is stored about whom, for what and until when")
    reporting.add_argument("--json", action="store_true", help="as JSON instead of a text with tables")
    reporting.set_defaults(run=lambda asked: _report(load(asked), as_json=asked.json))
    scrubbing_ = actions.add_parser(
        "scrub", help="write the database anew without what was destroyed; best at a quiet hour"
    )
    scrubbing_.set_defaults(run=lambda asked: _scrub(load(asked)))


def _report(loaded: Settings, *, as_json: bool) -> None:
    columns = {table.name: tuple(table.c.keys()) for table in schema.metadata.sorted_tables}
    terms = leisure.terms(loaded)
    if as_json:
        print(json.dumps(report.as_json(columns, terms), indent=1, ensure_ascii=False))
    else:
        print(report.markdown(columns, terms))


def _scrub(loaded: Settings) -> None:
    store = bootstrap.open_store(loaded)
    try:
        scrubbing.rewrite(store)
    finally:
        store.close()
    print(
        "The database is written anew: nothing of what was destroyed is left in it. Old backups still hold it."
    )
