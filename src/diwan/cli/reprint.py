"""`diwan reprint`: print every thread anew, after `public_url` or a site's rules were changed in the settings."""

import argparse
from collections.abc import Callable
from typing import Any

from diwan import bootstrap
from diwan.settings import Settings


def add(commands: Any, *, load: Callable[[argparse.Namespace], Settings]) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "reprint", help="print every thread anew, after public_url or a site's rules changed"
    )
    command.set_defaults(run=lambda asked: _reprint(load(asked)))


def _reprint(loaded: Settings) -> None:
    with bootstrap.opened(loaded) as house:
        house.store.write(lambda transaction: transaction.owe_everything()).result()
    print(
        "Every thread is noted to be printed anew. A running server does it now; otherwise the next start does."
    )
