"""Load by wrk, on a core of its own."""

import os
import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.machine import LOAD_CORE, Running, core_busy_s, tool

SCRIPTS = Path(__file__).parent / "wrk"
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of wrk, and what it cost the server."""

    a_second: float
    p50_ms: float
    p99_ms: float
    answers: int
    cpu_us: float
    """Processor time of the server for each answer: what a noisy machine disturbs least."""
    others: float
    """The share of the time for which the server's core worked for somebody else. Much of it makes rates worthless."""
    errors: str


def run(
    server: Running,
    path: str,
    *,
    clients: int,
    seconds: float,
    headers: Sequence[str] = (),
    script: str | None = None,
    arguments: Sequence[str] = (),
    beside: Sequence[Running] = (),
) -> Measured:
    """Ask `path` of a server from `clients` connections at once. `beside` works for it, such as its database."""
    command = [tool("wrk", "wrk"), "-t1", f"-c{clients}", f"-d{max(1, round(seconds))}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    if script is not None:
        command += ["-s", str(SCRIPTS / script)]
    command.append(f"http://127.0.0.1:{server.port}{path}")
    if arguments:
        command += ["--", *arguments]
    working = [server, *beside]
    before, busy, began = sum(each.cpu_s() for each in working), core_busy_s(), time.perf_counter()
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {LOAD_CORE}),
    )
    cpu_s = sum(each.cpu_s() for each in working) - before
    others = (core_busy_s() - busy - cpu_s) / (time.perf_counter() - began)
    return _read(done.stdout, cpu_s, max(0.0, others))


def middle(runs: Sequence[Measured]) -> Measured:
    """The median of several runs, figure by figure."""
    return Measured(
        a_second=median(r.a_second for r in runs),
        p50_ms=median(r.p50_ms for r in runs),
        p99_ms=median(r.p99_ms for r in runs),
        answers=sum(r.answers for r in runs),
        cpu_us=median(r.cpu_us for r in runs),
        others=median(r.others for r in runs),
        errors="; ".join(r.errors for r in runs if r.errors),
    )


def _read(told: str, cpu_s: float, others: float) -> Measured:
    counted = re.search(r"(\d+) requests in", told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if counted is None or rate is None:
        raise RuntimeError(f"wrk said what is not understood:\n{told}")
    answers = int(counted[1])
    wrong = re.findall(r"(?:Non-2xx or 3xx responses|Socket errors): .*", told)
    return Measured(
        a_second=float(rate[1]),
        p50_ms=_percentile(told, 50),
        p99_ms=_percentile(told, 99),
        answers=answers,
        cpu_us=cpu_s / answers * 1e6 if answers else 0.0,
        others=others,
        errors=", ".join(wrong),
    )


def _percentile(told: str, percent: int) -> float:
    found = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s|m)$", told, re.MULTILINE)
    return float(found[1]) * _UNITS[found[2]] if found else 0.0
