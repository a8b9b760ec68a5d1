"""`diwan serve`: the product. `diwan demo`: a demonstration newsroom around it."""

import argparse
import errno
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops

from diwan import bootstrap, logs, settings, tallies
from diwan.demo import seeding
from diwan.errors import CannotStart
from diwan.settings import Settings
from diwan.web import stopping

BACKPRESSURE = 4096
"""Open requests each worker takes at once; waiting event streams count among them."""


def add(
    commands: Any,
    *,
    load: Callable[[argparse.Namespace], Settings],
    load_scoring: Callable[[argparse.Namespace], Settings],
    config_path: Callable[[argparse.Namespace], Path | None],
) -> None:
    serving = commands.add_parser("serve", help="serve comments, as the settings say")
    serving.add_argument(
        "--only",
        choices=["scoring"],
        help="serve nothing but the judging of texts for others; needs no site and no settings, only a database for its keys",
    )
    serving.set_defaults(
        run=lambda asked: (
            serve_scoring(load_scoring(asked), config_path(asked))
            if asked.only
            else serve(load(asked), config_path(asked))
        )
    )
    demonstration = commands.add_parser("demo", help="serve a demonstration newsroom on 127.0.0.1:8000")
    demonstration.add_argument(
        "--data", default="demo-data", help="the folder in which it is kept (default: %(default)s)"
    )
    demonstration.add_argument("--port", type=int, default=8000)
    demonstration.add_argument("--database", default="sqlite", help="sqlite (default), or postgresql://…")
    demonstration.set_defaults(run=demo)


def serve(loaded: Settings, path: Path | None) -> None:
    """Check that everything can start, then serve until told to stop. Raises CannotStart."""
    if not loaded.sites:
        raise CannotStart("No site is set up. `diwan init` writes a settings file to begin with.")
    # Built and closed once here, so that what is wrong is told in the foreground, before any worker starts.
    bootstrap.build(loaded).store.close()
    _run("diwan.web.app:from_environment", loaded, path)


def serve_scoring(loaded: Settings, path: Path | None) -> None:
    """The same for a server that only scores. Raises CannotStart."""
    bootstrap.build_scoring(loaded).close()
    _run("diwan.web.scoring.app:from_environment", loaded, path)


def demo(asked: argparse.Namespace) -> None:
    """Set the demonstration up (once; a later start keeps everything), print where to look, and serve it."""
    folder = Path(asked.data)
    path = seeding.write_settings(folder, port=asked.port, database=asked.database)
    loaded = settings.load(path, os.environ)
    print(seeding.prepare(loaded), flush=True)
    _run("diwan.demo.app:from_environment", loaded, path)


def _check_address(host: str, port: int) -> None:
    """Granian's workers would die one after the other over an address they cannot have."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be listened on ({error.strerror})"
        raise CannotStart(
            f"The port {port} on {host} {why}. Stop what uses it, or change `host` or `port` in [server]."
        ) from None


def _run(target: str, loaded: Settings, path: Path | None) -> None:
    _check_address(loaded.server.host, loaded.server.port)
    if path is not None:
        os.environ[settings.CONFIG_VARIABLE] = str(path.resolve())
    sys.stdout.flush()
    run_server(target, loaded.server)


def run_server(target: str, listening: settings.Server) -> None:
    """Serve the application that `target` makes when called. The benchmarks compare with others on the same server."""
    if listening.workers > 1:
        tallies.share()
    server = Granian(
        target,
        address=listening.host,
        port=listening.port,
        interface=Interfaces.ASGI,
        workers=listening.workers,
        http=HTTPModes.http1,
        loop=Loops.uvloop,
        websockets=False,
        factory=True,
        backpressure=BACKPRESSURE,
        log_access=False,
        log_dictconfig=logs.granian_configuration(),
        respawn_failed_workers=True,
    )
    stopping.telling(server).serve()
