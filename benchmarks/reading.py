"""Reading: a printed thread handed out by the built-in server and by nginx, from the same folder."""

import json
import tempfile
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import load, machine, newsroom, serving, table
from benchmarks.load import Measured
from benchmarks.machine import Running

COMMENTS = 50
CLIENTS = 32


@dataclass(frozen=True, slots=True)
class _Asked:
    name: str
    path: str
    coding: str
    revalidated: bool = False


def print_thread(config: Path, comments: int) -> None:
    """A thread of approved comments, made and printed through the real lifecycle."""
    with newsroom.desk(config) as desk:
        desk.approve(desk.submit(comments))
        desk.print()


def run(*, rounds: int, seconds: float) -> None:
    """Print the section of the table."""
    machine.tool("wrk", "wrk")
    machine.tool("nginx", "nginx-light libnginx-mod-http-brotli-static")
    table.section(
        f"Reading: a printed thread of {COMMENTS} comments, {CLIENTS} clients; answers a second on one core",
        ("nginx", "as shipped", "built-in", "shipped/nginx", "built-in/nginx", "CPU ratio"),
        explained="nginx: the shortest configuration. As shipped: docs/operating/nginx.conf in front of Diwan.\n"
        "  CPU ratio: processor time for each answer, nginx's to the built-in server's.",
    )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="diwan-bench-")))
        folder.chmod(0o755)
        config = newsroom.write_settings(folder, port=machine.free_port())
        print_thread(config, COMMENTS)
        press = newsroom.load(config).press_root
        built_in = stack.enter_context(serving.diwan(config))
        servers = [
            stack.enter_context(serving.nginx_plain(folder / "plain", press)),
            stack.enter_context(serving.nginx_shipped(folder / "shipped", press, built_in.port)),
            built_in,
        ]
        others: list[float] = []
        for asked in _what(press):
            runs = [[_measure(server, asked, seconds) for server in servers] for _ in range(rounds)]
            _print(asked.name, press / asked.path[1:], asked, runs)
            others += [each.others for of in runs for each in of]
        table.disturbance(others)


def page_of(press: Path) -> str:
    """The path of the printed page with the comments of the one thread there is."""
    [pointer] = press.glob("threads/*/*/pointer.json")
    page: str = json.loads(pointer.read_bytes())["top"]
    # Down the first branch to a page: tiles are only ever JSON.
    while children := json.loads((press / "pages" / page[:2] / f"{page}.json").read_bytes()).get("children"):
        page = children[0]["address"]
    return f"/pages/{page[:2]}/{page}.html"


def _what(press: Path) -> list[_Asked]:
    [pointer] = press.glob("threads/*/*/pointer.json")
    thread = f"/{pointer.parent.relative_to(press)}"
    sheet = page_of(press)
    return [
        _Asked("page", sheet, "identity"),
        _Asked("page, br", sheet, "br"),
        _Asked("head of the thread, br", f"{thread}/head.html", "br"),
        _Asked("pointer, not modified (304)", f"{thread}/pointer.json", "br", revalidated=True),
    ]


def _measure(server: Running, asked: _Asked, seconds: float) -> Measured:
    headers = [f"Accept-Encoding: {asked.coding}"]
    if asked.revalidated:
        headers.append(f"If-None-Match: {_etag(server, asked)}")
    measured = load.run(server, asked.path, clients=CLIENTS, seconds=seconds, headers=headers)
    if measured.errors:
        raise RuntimeError(f"{asked.path} was not answered as it should: {measured.errors}")
    return measured


def _etag(server: Running, asked: _Asked) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{asked.path}", headers={"Accept-Encoding": asked.coding}
    )
    with urllib.request.urlopen(request) as answer:
        return str(answer.headers["ETag"])


def _print(name: str, file: Path, asked: _Asked, runs: list[list[Measured]]) -> None:
    plain, shipped, built_in = (load.middle(of) for of in zip(*runs, strict=True))
    if not asked.revalidated:
        suffix = ".br" if asked.coding == "br" else ""
        name += f", {file.with_name(file.name + suffix).stat().st_size} bytes"
    table.row(
        name,
        (
            f"{plain.a_second:.0f}",
            f"{shipped.a_second:.0f}",
            f"{built_in.a_second:.0f}",
            table.spread([s.a_second / n.a_second for n, s, _ in runs]),
            table.spread([b.a_second / n.a_second for n, _, b in runs]),
            table.spread([n.cpu_us / b.cpu_us for n, _, b in runs]),
        ),
    )
