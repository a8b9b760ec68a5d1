"""The machine measured on: its cores, its tools, and the processes started for a measurement."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE = _CORES[0]
"""Everything that serves (the database's server included) runs on this core."""
LOAD_CORE = _CORES[-1]
"""The load generator runs on this one; on a machine with one core they share it, and the ratios mean less."""

START_TIMEOUT_S = 120.0
_TICKS = os.sysconf("SC_CLK_TCK")
REST_S = 0.3
"""A server that uses next to no processor time for so long has nothing left to do."""
_SYSTEM_PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])


class Missing(Exception):
    """A measurement needs a program that is not installed."""


def tool(name: str, package: str) -> str:
    """The path of a program. Raises Missing, which names the Debian package."""
    found = shutil.which(name, path=_SYSTEM_PATH)
    if found is None:
        raise Missing(f"needs {name}: apt install {package}")
    return found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


class Running:
    """A started program with everything it has started itself."""

    def __init__(self, leaders: Sequence[int], port: int) -> None:
        self._leaders = leaders
        self.port = port

    def pids(self) -> list[int]:
        """The leaders and all below them."""
        return _with_descendants(self._leaders)

    def cpu_s(self) -> float:
        """Seconds of processor time used so far, in user and kernel mode."""
        total = 0
        for pid in self.pids():
            fields = _stat(pid)
            total += int(fields[11]) + int(fields[12]) if fields else 0
        return total / _TICKS

    def at_rest(self) -> float:
        """Wait until it has next to nothing left to do, and return the seconds of processor time that it has used until then."""
        used = self.cpu_s()
        while True:
            time.sleep(REST_S)
            before, used = used, self.cpu_s()
            if used - before < REST_S / 10:
                return used

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Stopped, so that what it still has to do does not disturb another measurement."""
        stopped = self.pids()
        _signal(stopped, signal.SIGSTOP)
        try:
            yield
        finally:
            _signal(stopped, signal.SIGCONT)


@contextmanager
def started(
    command: Sequence[str],
    port: int,
    *,
    ready: Callable[[int], bool],
    environment: Mapping[str, str] | None = None,
    log: Path,
) -> Iterator[Running]:
    """Run `command` on the server's core until the block ends. Its output goes to `log`, shown if it does not start."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),  # noqa: PLW1509 - no threads here
        )
        running = Running([process.pid], port)
        try:
            _await(lambda: ready(port), process, log)
            yield running
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                _signal(running.pids(), signal.SIGKILL)
                process.wait()


def answers(path: str) -> Callable[[int], bool]:
    """Whether a server answers 200 there."""

    def ask(port: int) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    return ask


def pin(pid: int) -> Running:
    """Put a running program and all it has started on the server's core; what it starts later follows."""
    running = Running([pid], 0)
    for each in running.pids():
        os.sched_setaffinity(each, {SERVER_CORE})
    return running


def core_busy_s() -> float:
    """Seconds for which the server's core has been busy since the machine started, whoever kept it so."""
    for line in Path("/proc/stat").read_text().splitlines():
        name, *ticks = line.split()
        if name == f"cpu{SERVER_CORE}":
            user, nice, system, _idle, _waiting, interrupts, soft, stolen = map(int, ticks[:8])
            return (user + nice + system + interrupts + soft + stolen) / _TICKS
    return 0.0


def parent(pid: int) -> int:
    return int(_stat(pid)[1])


def _await(ready: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{process.args!r} did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


def _with_descendants(leaders: Sequence[int]) -> list[int]:
    parents = {
        int(entry.name): _stat(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()
    }
    found = list(leaders)
    for leader in found:
        found += [pid for pid, fields in parents.items() if fields and int(fields[1]) == leader]
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name; empty if the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _signal(pids: Sequence[int], what: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, what)
        except ProcessLookupError:
            continue
