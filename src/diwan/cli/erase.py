"""`diwan erase`: remove a comment's words on a request that did not come through its receipt."""

import argparse
from collections.abc import Callable
from typing import Any

from diwan import bootstrap, clock, erasure
from diwan.errors import Unacceptable
from diwan.identifiers import is_identifier
from diwan.settings import Settings


def add(commands: Any, *, load: Callable[[argparse.Namespace], Settings]) -> None:
    command = commands.add_parser(
        "erase", help="erase a comment's words for good; its digest and its decisions stay"
    )
    command.add_argument("comment", help="the comment's id, as the desk shows it")
    command.set_defaults(run=lambda asked: _erase(load(asked), asked.comment))


def _erase(loaded: Settings, comment_id: str) -> None:
    if not is_identifier(comment_id):
        raise Unacceptable("That is no comment's id: it has 32 hexadecimal digits, as the desk shows it.")
    with bootstrap.opened(loaded) as house:
        erased = erasure.erase(house.store, clock.now, comment_id=comment_id, by="operator").result()
        print("The words are erased." if erased else "The words were erased before.")
        print("A running server reprints the thread within a second; otherwise the next start does.")
