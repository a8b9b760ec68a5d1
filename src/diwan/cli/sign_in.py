"""`diwan sign-in try`: what is wrong with a publisher's token, told to whoever writes the code that makes it. It uses nothing up."""

import argparse
import json
import sys
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from typing import Any

from diwan import clock
from diwan.clock import iso
from diwan.errors import DiwanError, NotAllowed, Unknown
from diwan.readers import check_arrival
from diwan.settings import Settings
from diwan.web.sign_in.porters import Porters

_STANDARD_INPUT = "-"

Load = Callable[[argparse.Namespace], Settings]


def add(commands: Any, *, load: Load) -> None:
    command = commands.add_parser(
        "sign-in", help="try the tokens with which a publisher signs his readers in"
    )
    actions = command.add_subparsers(metavar="ACTION", required=True)
    trying = actions.add_parser("try", help="say what is wrong with a token, or whom it would sign in")
    trying.add_argument("token", help="the token, or - to read it from the standard input")
    trying.add_argument("--site", required=True, help="the site it is for")
    trying.set_defaults(run=lambda asked: _try(load(asked), asked.token, asked.site))


def _try(settings: Settings, token: str, site: str) -> int:
    if settings.site(site) is None:
        raise Unknown(f"There is no site {site} in the settings.")
    token = (sys.stdin.read() if token == _STANDARD_INPUT else token).strip()
    for line in _said(token):
        print(line)
    try:
        vouched = Porters(settings).of(site).read(token, clock.now())
        arrival = check_arrival(vouched.arrival)
    except NotAllowed:
        raise
    except DiwanError as refusal:
        print(f"Refused ({refusal.code}): {refusal.detail}")
        return 1
    badge = f", with the badge {arrival.badge}" if arrival.badge else ""
    print(f"Good: it would sign in {arrival.name}{badge}, once, until {iso(vouched.once.until)}.")
    return 0


def _said(token: str) -> Iterator[str]:
    """What stands in it, before anything is believed."""
    for name, segment in zip(("header", "claims"), token.split("."), strict=False):
        try:
            value = json.loads(urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            yield f"Its {name}: " + json.dumps(value, ensure_ascii=True)
