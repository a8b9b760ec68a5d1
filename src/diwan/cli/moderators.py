"""`diwan moderators`: appoint, dismiss and list those who decide, give them one-time sign-in links, and let them begin anew."""

import argparse
from collections.abc import Callable
from typing import Any

from diwan import bootstrap, clock, founding
from diwan.clock import iso
from diwan.errors import Unknown
from diwan.moderators import Role
from diwan.resetting import reset
from diwan.settings import Settings
from diwan.storage.people import PeopleReader
from diwan.storage.ways_in import WaysInReader
from diwan.web.sessions import make_link


def add(commands: Any, *, load: Callable[[argparse.Namespace], Settings]) -> None:
    command = commands.add_parser("moderators", help="appoint, dismiss and list moderators and editors")
    actions = command.add_subparsers(metavar="ACTION", required=True)
    adding = actions.add_parser("add", help="appoint somebody, and print a one-time sign-in link")
    adding.add_argument("name")
    adding.add_argument("--role", choices=[role.value for role in Role], default=Role.MODERATOR.value)
    adding.set_defaults(run=lambda asked: _add(load(asked), asked))
    removing = actions.add_parser("remove", help="dismiss somebody; his decisions stay")
    removing.add_argument("name")
    removing.set_defaults(run=lambda asked: _remove(load(asked), asked))
    resetting = actions.add_parser(
        "reset", help="take away all that somebody signs in with, and print a one-time sign-in link"
    )
    resetting.add_argument("name")
    resetting.set_defaults(run=lambda asked: _reset(load(asked), asked))
    listing = actions.add_parser("list", help="list everybody who was ever appointed")
    listing.set_defaults(run=lambda asked: _list(load(asked)))
    linking = actions.add_parser("link", help="print a new one-time sign-in link for somebody")
    linking.add_argument("name")
    linking.set_defaults(run=lambda asked: _link(load(asked), asked))


def _add(loaded: Settings, asked: argparse.Namespace) -> None:
    with bootstrap.opened(loaded) as house:
        moderator = founding.appoint(house.store, clock.now, name=asked.name, role=Role(asked.role)).result()
        print(f"{moderator.name} is appointed as {moderator.role}. One-time sign-in link, good for an hour:")
        print(make_link(house, moderator.id))


def _remove(loaded: Settings, asked: argparse.Namespace) -> None:
    with bootstrap.opened(loaded) as house:
        founding.dismiss(house.store, clock.now, name=asked.name, by="operator").result()
        print(f"{asked.name} is dismissed. Sessions, links and password are gone; the decisions stay.")


def _reset(loaded: Settings, asked: argparse.Namespace) -> None:
    with bootstrap.opened(loaded) as house:
        moderator_id = reset(house.store, clock.now, name=asked.name, by="operator").result()
        print(
            f"Password, passkeys, authenticator app, recovery codes and sessions of {asked.name} are gone; the ledger "
            "says so. One-time sign-in link, good for an hour:"
        )
        print(make_link(house, moderator_id))


def _list(loaded: Settings) -> None:
    with bootstrap.opened(loaded) as house, house.store.connection() as connection:
        moderators = PeopleReader(connection).moderators()
        with_second = WaysInReader(connection).with_second_factor()
    for moderator in moderators:
        second = ", with a second factor" if moderator.id in with_second else ""
        until = f", dismissed {iso(moderator.dismissed_at)}" if moderator.dismissed_at else ""
        print(f"{moderator.name}\t{moderator.role}\tappointed {iso(moderator.appointed_at)}{until}{second}")


def _link(loaded: Settings, asked: argparse.Namespace) -> None:
    with bootstrap.opened(loaded) as house:
        with house.store.connection() as connection:
            moderator = PeopleReader(connection).moderator_named(asked.name)
        if moderator is None or moderator.dismissed_at is not None:
            raise Unknown(
                f"There is no moderator called {asked.name}. `diwan moderators list` names them all."
            )
        print(make_link(house, moderator.id))
