"""`diwan keys`: the keys with which the publisher's servers register articles, and those with which others have texts scored."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from diwan import bootstrap, clock
from diwan.clock import iso
from diwan.errors import Conflict, Unacceptable, Unknown
from diwan.scoring import keys as scoring
from diwan.settings import Settings
from diwan.storage import scoring_keys
from diwan.storage.people import PeopleReader
from diwan.storage.store import Store
from diwan.web import publisher

Load = Callable[[argparse.Namespace], Settings]

PER_MINUTE = 600
MOST_PER_MINUTE = 1_000_000
LONGEST_NAME = 100


def add(commands: Any, *, load: Load, load_scoring: Load) -> None:
    command = commands.add_parser("keys", help="make, list and revoke keys of other servers")
    actions = command.add_subparsers(metavar="ACTION", required=True)
    adding = actions.add_parser(
        "add",
        help="make a key; it is shown this once",
        usage="%(prog)s [-h] (SITE NAME | --scoring NAME [--per-minute N])",
    )
    _name_one(adding)
    adding.add_argument(
        "--per-minute",
        metavar="N",
        type=int,
        help=f"of a scoring key: the texts a minute it may have scored (default: {PER_MINUTE})",
    )
    adding.set_defaults(run=_chosen(adding, load, load_scoring, _add, _add_scoring))
    revoking = actions.add_parser(
        "revoke", help="make a key useless", usage="%(prog)s [-h] (SITE NAME | --scoring NAME)"
    )
    _name_one(revoking)
    revoking.set_defaults(run=_chosen(revoking, load, load_scoring, _revoke, _revoke_scoring))
    listing = actions.add_parser("list", help="list the keys by name; the keys themselves are not stored")
    listing.set_defaults(run=lambda asked: _list(load_scoring(asked)))


def _name_one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("site", nargs="?", help="the site whose articles the publisher's server registers")
    parser.add_argument("name", nargs="?", help="what it is for, such as the server's name")
    parser.add_argument(
        "--scoring", metavar="NAME", help="a key for having texts scored; NAME says who holds it"
    )


def _chosen(
    parser: argparse.ArgumentParser,
    load: Load,
    load_scoring: Load,
    of_publisher: Callable[[Settings, argparse.Namespace], None],
    of_scoring: Callable[[Settings, argparse.Namespace], None],
) -> Callable[[argparse.Namespace], None]:
    def run(asked: argparse.Namespace) -> None:
        if asked.scoring is not None and asked.site is None:
            of_scoring(load_scoring(asked), asked)
        elif asked.scoring is None and asked.name is not None and getattr(asked, "per_minute", None) is None:
            of_publisher(load(asked), asked)
        else:
            parser.error("name a SITE and what the key is for, or --scoring and who holds it")

    return run


def _add(loaded: Settings, asked: argparse.Namespace) -> None:
    with bootstrap.opened(loaded) as house:
        if asked.site not in house.sites:
            raise Unknown(f"There is no site {asked.site} in the settings.")
        key, key_hash = publisher.new_key()
        with house.store.connection() as connection:
            taken = any(
                (k.site, k.name) == (asked.site, asked.name) for k in PeopleReader(connection).api_keys()
            )
        if taken:
            raise Conflict(
                f"{asked.site} has a key called {asked.name}; revoke it first, or choose another name."
            )
        house.store.write(lambda tx: tx.keep_api_key(key_hash, asked.site, asked.name, clock.now())).result()
        _show(key)


def _add_scoring(loaded: Settings, asked: argparse.Namespace) -> None:
    name, per_minute = asked.scoring, PER_MINUTE if asked.per_minute is None else asked.per_minute
    if not (name.strip() and name.isprintable() and len(name) <= LONGEST_NAME):
        raise Unacceptable(f"A key's name is a line of at most {LONGEST_NAME} characters.")
    if not 1 <= per_minute <= MOST_PER_MINUTE:
        raise Unacceptable(f"--per-minute must be a whole number from 1 to {MOST_PER_MINUTE}.")
    with _scoring_store(loaded) as store:
        with store.connection() as connection:
            taken = any(key.name == name for key in scoring_keys.every(connection))
        if taken:
            raise Conflict(f"There is a scoring key called {name}; revoke it first, or choose another name.")
        key, key_hash = scoring.new_key()
        number = scoring.new_number()
        store.write(
            lambda tx: tx.keep_scoring_key(
                key_hash, name=name, number=number, per_minute=per_minute, at=clock.now()
            )
        ).result()
        _show(key)


def _show(key: str) -> None:
    print("The key, shown this once:")
    print(key)


def _revoke(loaded: Settings, asked: argparse.Namespace) -> None:
    with bootstrap.opened(loaded) as house:
        if not house.store.write(lambda tx: tx.revoke_api_key(asked.site, asked.name)).result():
            raise Unknown(f"{asked.site} has no key called {asked.name}. `diwan keys list` names them all.")
        print(f"The key {asked.name} of {asked.site} is revoked.")


def _revoke_scoring(loaded: Settings, asked: argparse.Namespace) -> None:
    with _scoring_store(loaded) as store:
        if not store.write(lambda tx: tx.revoke_scoring_key(asked.scoring)).result():
            raise Unknown(
                f"There is no scoring key called {asked.scoring}. `diwan keys list` names them all."
            )
        print(
            f"The scoring key {asked.scoring} is revoked; a running server refuses it within "
            f"{scoring.REMEMBERED_S:.0f} seconds."
        )


def _list(loaded: Settings) -> None:
    with _scoring_store(loaded) as store, store.connection() as connection:
        keys = PeopleReader(connection).api_keys()
        of_scoring = scoring_keys.every(connection)
    for key in keys:
        print(f"{key.site}\t{key.name}\tmade {iso(key.at)}")
    for each in of_scoring:
        print(
            f"--scoring\t{each.name}\tmade {iso(each.at)}\t{each.per_minute} texts a minute\tnumber {each.number}"
        )


@contextmanager
def _scoring_store(loaded: Settings) -> Iterator[Store]:
    store = bootstrap.open_scoring_store(loaded)
    try:
        yield store
    finally:
        store.close()
