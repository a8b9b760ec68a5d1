"""`diwan init`: write a settings file to begin with."""

import argparse
from pathlib import Path
from typing import Any

from diwan import settings
from diwan.errors import CannotStart


def add(commands: Any) -> None:
    command = commands.add_parser("init", help="write a commented settings file to begin with")
    command.add_argument("file", nargs="?", default=settings.FILE_NAME)
    command.set_defaults(run=run)


def run(asked: argparse.Namespace) -> None:
    path = Path(asked.file)
    if path.exists():
        raise CannotStart(f"{path} exists already; nothing was written.")
    path.write_text(settings.example_toml())
    print(f"{path} is written. Set public_url and your site in it, then run `diwan serve`.")
