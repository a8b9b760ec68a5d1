"""`diwan`: every command on one page."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from diwan import __version__, settings
from diwan.cli import (
    backtest,
    backup,
    compare,
    erase,
    init,
    keys,
    ledger,
    moderators,
    privacy,
    reprint,
    score,
    serve,
    sign_in,
    statements,
    suggestions,
    terms,
)
from diwan.errors import DiwanError
from diwan.settings import Settings

EXIT_REFUSED = 1
EXIT_USAGE = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit. A DiwanError is told in a sentence, without a traceback."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        code = asked.run(asked)
    except DiwanError as error:
        print(f"diwan: {error.detail}", file=sys.stderr)
        code = EXIT_REFUSED
    except OSError as error:
        where = error.filename if error.filename is not None else "a file"
        print(f"diwan: {where}: {error.strerror or type(error).__name__}.", file=sys.stderr)
        code = EXIT_REFUSED
    except KeyboardInterrupt:
        code = EXIT_REFUSED
    sys.exit(code or 0)


def load(asked: argparse.Namespace) -> Settings:
    """The settings a command runs under."""
    path = config_path(asked)
    return settings.load(path, os.environ)


def load_scoring(asked: argparse.Namespace) -> Settings:
    """The settings of a command that an installation can do with which only scores: no site is asked for."""
    return settings.load(config_path(asked), os.environ, scoring_only=True)


def config_path(asked: argparse.Namespace) -> Path | None:
    """The settings file: `--config`, else DIWAN_CONFIG, else `diwan.toml` here if there is one."""
    named = asked.config or os.environ.get(settings.CONFIG_VARIABLE)
    if named:
        return Path(named)
    here = Path(settings.FILE_NAME)
    return here if here.exists() else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="diwan",
        description="Comments for newsrooms: every one read before it appears, none ever edited.",
    )
    parser.add_argument("--version", action="version", version=f"diwan {__version__}")
    parser.add_argument(
        "--config", metavar="FILE", help="the settings file (default: DIWAN_CONFIG, else ./diwan.toml)"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    init.add(commands)
    serve.add(commands, load=load, load_scoring=load_scoring, config_path=config_path)
    moderators.add(commands, load=load)
    keys.add(commands, load=load, load_scoring=load_scoring)
    sign_in.add(commands, load=load)
    ledger.add(commands, load=load)
    backtest.add(commands, load=load)
    score.add(commands, load=load)
    compare.add(commands, load=load)
    suggestions.add(commands, load=load_scoring)
    backup.add(commands, load=load, load_scoring=load_scoring)
    erase.add(commands, load=load)
    statements.add(commands, load=load)
    privacy.add(commands, load=load)
    reprint.add(commands, load=load)
    terms.add(commands)
    return parser
