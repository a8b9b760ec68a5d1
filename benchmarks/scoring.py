"""Judging texts for others: analyses a second on one core and how soon, by surface, beside the bare model over the same texts.

The server is `diwan serve --only scoring` with one worker. The texts are drawn evenly from those of `training/written/` that have LEAST_WORDS and
more, so that half of them have 24 and more, as comments on news do (25 in Civil Comments). Around shorter ones the same stands: its share is larger,
which the last lines tell. The bare model is
the classifier alone, in a process of its own on the same core and in the same run: no HTTP, no rules, no spans. It reads as many texts at a
time as there are clients, as a line that never waits could do at best. What counts is the ratio of processor time for each text, which
other programs on the machine disturb least; `checks` is the whole list of checks over the same texts, without HTTP.
"""

import json
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from training.sources import written

from benchmarks import load, machine, table
from benchmarks.load import Measured
from benchmarks.machine import Running
from diwan.web.compat.coral.signature import sign

CLIENTS = (1, 8, 32)
_TEXTS = 200
LEAST_WORDS = 20
MOST_WORDS_OF_SHORT = 12
_MOST_BYTES = 20_480
_SECRET = "5f1c" * 16
_SETTINGS = """
data = "data"
[server]
port = {port}
[scoring]
timeout_ms = 60000
[[scoring.coral]]
name = "courier"
secrets = ["{secret}"]
deadline_ms = 9000
"""

# Reads texts, as JSON, from the first line of stdin; for each line after it, how many are to be read at a time, it prints milliseconds of
# processor time for each text: of the bare model, and of the whole list of checks.
_BARE = """
import json, sys, time
from diwan.screening.ready import shipped, shipped_model
from diwan.screening.normalise.plain import make_plain
from diwan.screening.scores import Text
texts = json.loads(sys.stdin.readline())
model, screener = shipped_model(), shipped()
plain = [make_plain(text)[0].text for text in texts]
screener.prepare()
def model_reads(begin, many):
    model.score(plain[begin:begin + many])
def checks_read(begin, many):
    list(screener.score_many([Text(text) for text in texts[begin:begin + many]]))
for many in map(int, sys.stdin):
    told = []
    for reads in (model_reads, checks_read):
        reads(0, many)
        began = time.process_time()
        for begin in range(0, len(texts), many):
            reads(begin, many)
        told.append((time.process_time() - began) / len(texts) * 1000)
    print("told", *told, flush=True)
"""


def run(*, rounds: int, seconds: float) -> None:
    """Print the section of the table."""
    machine.tool("wrk", "wrk")
    texts, short = _drawn(LEAST_WORDS, 10_000), _drawn(1, MOST_WORDS_OF_SHORT)
    with tempfile.TemporaryDirectory(prefix="diwan-bench-") as place:
        folder = Path(place)
        port = machine.free_port()
        config = folder / "diwan.toml"
        config.write_text(_SETTINGS.format(port=port, secret=_SECRET))
        diwan = [sys.executable, "-m", "diwan", "--config", str(config)]
        adding = [*diwan, "keys", "add", "--scoring", "bench", "--per-minute", "1000000"]
        key = subprocess.run(adding, check=True, capture_output=True, text=True).stdout.split()[-1]
        (folder / "short").mkdir()
        surfaces, shorter = _surfaces(folder, texts, key), _surfaces(folder / "short", short, key)
        command = [*diwan, "serve", "--only", "scoring"]
        with machine.started(command, port, ready=machine.answers("/readyz"), log=folder / "log") as server:
            surfaces[0][1](server, 1, 1)  # the first texts wait for the model to be loaded
            table.section(
                "Judging texts for others: analyses a second on one core, one text in each request",
                ("a second", "p50 / p99 ms", "CPU ms each", "model / checks", "× model", "× checks"),
                explained="CPU ms each: processor time of the server for each text. Model / checks: that of the bare model and of the whole "
                "list of\n  checks, reading as many at a time as there are clients, in turns with the server. Medians; ratios with their extremes.",
            )
            others = []
            with _bare(texts) as bare:
                for name, ask in surfaces:
                    for clients in CLIENTS:
                        turns = [_turn(server, bare, ask, clients, seconds) for _ in range(rounds)]
                        _print(f"{name}, {clients} client{'s' if clients > 1 else ''}", turns)
                        others += [turn.served.others for turn in turns]
            with _bare(short) as bare:
                for name, ask in shorter[1:3]:
                    turns = [_turn(server, bare, ask, 1, seconds) for _ in range(rounds)]
                    _print(f"{name}, 1 client, short texts", turns)
                    others += [turn.served.others for turn in turns]
            table.disturbance(others)


def _drawn(least: int, most: int) -> list[str]:
    """Written examples of so many words, evenly from all of them."""
    texts = [
        example.text
        for example in written()
        if least <= len(example.text.split()) <= most and len(example.text.encode()) <= _MOST_BYTES
    ]
    return texts[:: max(1, len(texts) // _TEXTS)][:_TEXTS]


@dataclass(frozen=True, slots=True)
class Turn:
    """What wrk saw; then milliseconds of processor time for each text: of the server, the bare model, and the checks."""

    served: Measured
    each: float
    model: float
    checks: float


def _turn(server: Running, bare: "subprocess.Popen[str]", ask: "Ask", clients: int, seconds: float) -> Turn:
    """What wrk has still open when it stops is read all the same: it is waited for, and counted by the server itself."""
    with server.paused():
        model, checks = _ask_bare(bare, clients)
    before, read_before = server.at_rest(), _texts_read(server)
    served = ask(server, clients, seconds)
    used_s, texts = server.at_rest() - before, _texts_read(server) - read_before
    return Turn(served, used_s / texts * 1000, model, checks)


def _texts_read(server: Running) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/metrics", timeout=10) as answer:
        told = answer.read().decode()
    return round(
        sum(
            float(count)
            for count in re.findall(r"^diwan_scored_texts_total\{.*\} (\S+)$", told, re.MULTILINE)
        )
    )


def _print(name: str, turns: Sequence[Turn]) -> None:
    measured = load.middle([turn.served for turn in turns])
    each, model, checks = [t.each for t in turns], [t.model for t in turns], [t.checks for t in turns]
    table.row(
        name,
        (
            f"{measured.a_second:.0f}",
            f"{measured.p50_ms:.1f} / {measured.p99_ms:.1f}",
            f"{median(each):.2f}",
            f"{median(model):.2f} / {median(checks):.2f}",
            table.spread([mine / other for mine, other in zip(each, model, strict=True)]),
            table.spread([mine / other for mine, other in zip(each, checks, strict=True)]),
        ),
    )
    if measured.errors:
        table.note(measured.errors)


@contextmanager
def _bare(texts: Sequence[str]) -> "Iterator[subprocess.Popen[str]]":
    """The bare model and the bare checks over these texts, on the server's core, ready to be asked."""
    with subprocess.Popen(
        ["taskset", "-c", str(machine.SERVER_CORE), sys.executable, "-c", _BARE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps(texts) + "\n")
        try:
            yield process
        finally:
            process.stdin.close()


def _ask_bare(process: "subprocess.Popen[str]", many: int) -> tuple[float, float]:
    """Milliseconds for each text of the model and of the checks, `many` read at a time."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{many}\n")
    process.stdin.flush()
    for line in process.stdout:
        if line.startswith("told "):
            model, checks = map(float, line.split()[1:])
            return model, checks
    raise RuntimeError("the bare model ended")


Ask = Callable[[Running, int, float], Measured]


def _surfaces(folder: Path, texts: Sequence[str], key: str) -> list[tuple[str, Ask]]:
    bodies: dict[str, Callable[[str], object]] = {
        "perspective": lambda text: {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}},
        "score": lambda text: {"texts": [{"text": text}]},
        "openai": lambda text: {"input": text},
        "coral": lambda text: {"action": "NEW", "comment": {"body": text}},
    }
    files = {}
    for name, made in bodies.items():
        files[name] = folder / f"{name}.requests"
        lines = [json.dumps(made(text)) for text in texts]
        if name == "coral":
            lines = [f"{sign(_SECRET, line.encode())} {line}" for line in lines]
        files[name].write_text("\n".join(lines) + "\n")

    def asking(name: str, path: str, presented: str = "-") -> Ask:
        script = "coral.lua" if name == "coral" else "scoring.lua"
        arguments = [str(files[name])] + ([presented] if name != "coral" else [])
        return lambda server, clients, seconds: load.run(
            server, path, clients=clients, seconds=seconds, script=script, arguments=arguments
        )

    return [
        ("Perspective analyze", asking("perspective", f"/v1alpha1/comments:analyze?key={key}")),
        ("/api/score", asking("score", "/api/score", key)),
        ("OpenAI moderations", asking("openai", "/v1/moderations", key)),
        ("Coral", asking("coral", "/coral/courier")),
    ]
