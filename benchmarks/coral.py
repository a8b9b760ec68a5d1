"""A moderation phase of Coral, as it comes: how soon it answers, and how many comments are answered unread because they would be late.

Coral waits 200 ms as it comes, and publishes what is not answered by then. The server is `diwan serve --only scoring` on one core, with
a phase whose deadline is the default one; the comments are those of `training/written/`, which are English.
"""

import json
import re
import sys
import tempfile
import urllib.request
from pathlib import Path

from training.sources import written

from benchmarks import load, machine, table
from benchmarks.machine import Running
from diwan.web.compat.coral.signature import sign

CLIENTS = (1, 8, 32)
_SECRET = "5f1c" * 16
_COMMENTS = 500
_SETTINGS = """
data = "data"
[server]
port = {port}
[[scoring.coral]]
name = "courier"
secrets = ["{secret}"]
"""


def run(*, rounds: int, seconds: float) -> None:
    """Print the section of the table."""
    table.section(
        "A moderation phase of Coral: answers a second, and how soon",
        ("answers a s", "p50 ms", "p99 ms", "unread", "CPU µs each"),
        explained="Unread: the share that was answered without a score, because it would have come after the deadline (80 ms).",
    )
    machine.tool("wrk", "wrk")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        asked = _written(folder)
        port = machine.free_port()
        config = folder / "diwan.toml"
        config.write_text(_SETTINGS.format(port=port, secret=_SECRET))
        command = [sys.executable, "-m", "diwan", "--config", str(config), "serve", "--only", "scoring"]
        ready = machine.answers("/readyz")
        with machine.started(command, port, ready=ready, log=folder / "log") as server:
            _load(server, asked, clients=1, seconds=1)  # the first comments wait for the model to be loaded
            disturbed = []
            for clients in CLIENTS:
                before = _answers(port)
                runs = [_load(server, asked, clients=clients, seconds=seconds) for _ in range(rounds)]
                after = _answers(port)
                middle = load.middle(runs)
                disturbed.append(middle.others)
                late, answers = (now - then for now, then in zip(after, before, strict=True))
                figures = (
                    f"{middle.a_second:.0f}",
                    f"{middle.p50_ms:.1f}",
                    f"{middle.p99_ms:.1f}",
                    f"{late / answers:.1%}" if answers else "–",
                    f"{middle.cpu_us:.0f}",
                )
                table.row(f"{clients} at once", figures)
            table.disturbance(disturbed)


def _load(server: Running, asked: Path, *, clients: int, seconds: float) -> load.Measured:
    return load.run(
        server,
        "/coral/courier",
        clients=clients,
        seconds=seconds,
        script="coral.lua",
        arguments=[str(asked)],
    )


def _written(folder: Path) -> Path:
    """The requests, one a line: the signature and the body."""
    lines = []
    for example in written()[:_COMMENTS]:
        request = {"action": "NEW", "comment": {"body": example.text, "parentID": None}}
        body = json.dumps(request)
        lines.append(f"{sign(_SECRET, body.encode())} {body}\n")
    asked = folder / "asked"
    asked.write_text("".join(lines))
    return asked


def _answers(port: int) -> tuple[float, float]:
    """How many answers were late so far, and how many there were at all."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as page:
        told = page.read().decode()
    counts = dict(
        re.findall(r'^diwan_coral_answers_total\{answer="([a-z-]+)",.*\} (\S+)$', told, re.MULTILINE)
    )
    return float(counts.get("late", 0)), sum(map(float, counts.values()))
