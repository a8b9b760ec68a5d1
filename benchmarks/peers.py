"""Beside Isso, whose server is a Python program too and needs as little: reading a thread of 50, and sending comments in, on SQLite.

Isso comes from the package index (`requirements/peers.lock`), into an environment of its own, and runs its own server with its limits on
guests and its moderation switched off: what it prints is printed at once, and is not read by anyone before. Diwan's printed page is read from
its own server and, where there is an nginx, from that in front of it, configured as the operating manual shows. Both sides get the same load,
in turns; an answer other than the expected one ends the measurement.
"""

import json
import shutil
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import load, machine, newsroom, reading, serving, table
from benchmarks.load import Measured
from benchmarks.machine import Running

COMMENTS = 50
CLIENTS = (1, 16)
_PLACE = "/?uri=%2Fbridge"
_CONFIG = """
[general]
dbpath = {folder}/comments.db
host = http://127.0.0.1:{port}/
[server]
listen = http://127.0.0.1:{port}
[moderation]
enabled = false
[guard]
enabled = false
"""


def run(*, rounds: int, seconds: float) -> None:
    """Print the section of the table."""
    machine.tool("wrk", "wrk")
    isso = _program()
    table.section(
        f"Beside Isso: a thread of {COMMENTS} comments read, and comments sent in, on one core and on SQLite",
        ("Isso", "Diwan", "ratio", "p99 ms", "CPU ms each", "CPU ratio"),
        explained="p99 and processor time for each answer: Isso / Diwan. Medians; ratios with their extremes.",
    )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="diwan-bench-")))
        # nginx reads as somebody else.
        folder.chmod(0o755)
        config = newsroom.write_settings(folder, port=machine.free_port())
        reading.print_thread(config, COMMENTS)
        press = newsroom.load(config).press_root
        peer = stack.enter_context(_isso(isso, folder))
        diwan = stack.enter_context(serving.diwan(config))
        for number in range(COMMENTS):
            _send(
                peer,
                "/bridge",
                f"The bridge is open again, and number {number} of those who crossed it says so.",
            )
        page = reading.page_of(press)
        others = _read(peer, diwan, page, rounds=rounds, seconds=seconds)
        if shutil.which("nginx"):
            nginx = stack.enter_context(serving.nginx_shipped(folder / "shipped", press, diwan.port))
            with diwan.paused():
                others += _read(peer, nginx, page, rounds=rounds, seconds=seconds, where=", behind nginx")
        told = folder / "acknowledged"
        for clients in CLIENTS:
            runs = []
            for number in range(rounds):
                with diwan.paused():
                    theirs = load.run(
                        peer, "/new?uri=%2Fcrossing", clients=clients, seconds=seconds, script="isso.lua"
                    )
                with peer.paused():
                    ours = load.run(
                        diwan,
                        "/api/comments",
                        clients=clients,
                        seconds=seconds,
                        script="submit.lua",
                        arguments=[str(told), f"peers{clients}-{number}", newsroom.SITE, newsroom.ARTICLE],
                    )
                runs.append((theirs, ours))
            others += _print(f"sending in, {_clients(clients)}", runs)
        table.disturbance(others)


def _read(
    peer: Running, ours: Running, page: str, *, rounds: int, seconds: float, where: str = ""
) -> list[float]:
    """The rows of reading, with a few readers and with many. Returns what other programs took meanwhile."""
    others: list[float] = []
    for clients in CLIENTS:
        runs = []
        for _ in range(rounds):
            with ours.paused():
                theirs = load.run(peer, _PLACE, clients=clients, seconds=seconds)
            with peer.paused():
                mine = load.run(
                    ours, page, clients=clients, seconds=seconds, headers=["Accept-Encoding: identity"]
                )
            runs.append((theirs, mine))
        others += _print(f"reading{where}, {_clients(clients)}", runs)
    return others


def _clients(number: int) -> str:
    return f"{number} client{'s' if number > 1 else ''}"


def _print(name: str, runs: list[tuple[Measured, Measured]]) -> list[float]:
    for side in (each for pair in runs for each in pair):
        if side.errors:
            raise RuntimeError(f"{name} was not answered as it should: {side.errors}")
    theirs, ours = load.middle([isso for isso, _ in runs]), load.middle([diwan for _, diwan in runs])
    table.row(
        name,
        (
            f"{theirs.a_second:.0f}",
            f"{ours.a_second:.0f}",
            table.spread([diwan.a_second / isso.a_second for isso, diwan in runs]),
            f"{theirs.p99_ms:.0f} / {ours.p99_ms:.0f}",
            f"{theirs.cpu_us / 1000:.2f} / {ours.cpu_us / 1000:.2f}",
            table.spread([isso.cpu_us / diwan.cpu_us for isso, diwan in runs]),
        ),
    )
    return [each.others for pair in runs for each in pair]


def _program() -> Path:
    """Isso in the environment that `make bench` makes for it. Raises Missing."""
    place = Path(sys.prefix)
    program = place.with_name(f"{place.name}-peers") / "bin" / "isso"
    if not program.exists():
        raise machine.Missing("needs Isso, which `make bench` installs into an environment of its own")
    return program


@contextmanager
def _isso(program: Path, folder: Path) -> Iterator[Running]:
    place = folder / "isso"
    place.mkdir()
    port = machine.free_port()
    config = place / "isso.cfg"
    config.write_text(_CONFIG.format(folder=place, port=port))
    command = [str(program), "-c", str(config), "run"]
    with machine.started(command, port, ready=machine.answers("/info"), log=place / "log") as running:
        yield running


def _send(server: Running, uri: str, text: str) -> None:
    body = json.dumps({"author": "Rojîn", "text": text, "title": "The bridge"}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/new?uri={uri}", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        if answer.status != 201:
            raise RuntimeError(f"Isso answered {answer.status}")
