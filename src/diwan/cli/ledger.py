"""`diwan verify` and `diwan ledger`: recompute everything from the stored bytes, hand out a copy, name the key."""

import argparse
import sys
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from diwan import bootstrap
from diwan.errors import CannotStart
from diwan.ledger.exported import export, verify_exported
from diwan.ledger.notes import VerifierKey
from diwan.ledger.verify import Tally, verify
from diwan.ledger.violations import Violation
from diwan.settings import Settings
from diwan.storage.book import StoredBook
from diwan.storage.work_lists import check_work_lists

MOST_SHOWN = 1000


def add(commands: Any, *, load: Callable[[argparse.Namespace], Settings]) -> None:
    verifying = commands.add_parser("verify", help="check the whole ledger and every record against it")
    verifying.add_argument("file", nargs="?", help="an exported file to check instead of the database")
    verifying.add_argument("--key", help="the verifier key to believe; needed for a file")
    verifying.set_defaults(run=lambda asked: _verify(asked, load))
    command = commands.add_parser("ledger", help="export the ledger, or print its verifier key")
    actions = command.add_subparsers(metavar="ACTION", required=True)
    exporting = actions.add_parser("export", help="write the ledger to a file that can be verified alone")
    exporting.add_argument("file")
    exporting.add_argument(
        "--records",
        action="store_true",
        help="with every record, readers' words included: for an auditor, not for the public",
    )
    exporting.set_defaults(run=lambda asked: _export(load(asked), Path(asked.file), records=asked.records))
    naming = actions.add_parser("key", help="print the verifier key, to be published")
    naming.set_defaults(run=lambda asked: print(bootstrap.signing_key(load(asked)).verifier))


def _verify(asked: argparse.Namespace, load: Callable[[argparse.Namespace], Settings]) -> int:
    tally = Tally()
    if asked.file:
        if not asked.key:
            raise CannotStart("Name the verifier key with --key; the one a file claims proves nothing.")
        path = Path(asked.file)
        if not path.is_file():
            raise CannotStart(f"There is no file {path}.")
        key = VerifierKey.parse(asked.key)
        return _tell(verify_exported(lambda: path.open("rb"), verifier_key=key, tally=tally), tally)
    loaded = load(asked)
    key = VerifierKey.parse(asked.key) if asked.key else bootstrap.signing_key(loaded).verifier
    store = bootstrap.open_store(loaded)
    try:
        with store.connection() as connection:
            violations = chain(
                verify(StoredBook(connection), verifier_key=key, tally=tally), check_work_lists(connection)
            )
            return _tell(violations, tally)
    finally:
        store.close()


def _tell(violations: Iterable[Violation], tally: Tally) -> int:
    count = 0
    for violation in violations:
        count += 1
        if count <= MOST_SHOWN:
            print(violation)
    if count > MOST_SHOWN:
        print(f"… and {count - MOST_SHOWN} more")
    print(
        f"{tally.entries} entries, {tally.records} records, {tally.checkpoints} checkpoints "
        f"(signed up to {tally.signed}): " + (f"{count} do not fit" if count else "everything fits"),
        file=sys.stderr if count else sys.stdout,
    )
    return 1 if count else 0


def _export(loaded: Settings, path: Path, *, records: bool) -> None:
    if path.exists():
        raise CannotStart(f"{path} exists already; nothing was written. Choose another name.")
    verifier = bootstrap.signing_key(loaded).verifier
    store = bootstrap.open_store(loaded)
    try:
        with store.connection() as connection, path.open("wb") as file:
            for line in export(StoredBook(connection, with_records=records), verifier_key=verifier):
                file.write(line)
    finally:
        store.close()
    print(f"{path} is written. Whoever has it can run: diwan verify {path} --key '{verifier}'")
