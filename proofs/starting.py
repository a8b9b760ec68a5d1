"""Starting `diwan serve` a thousand times, and killing it with everything it has started.

An import of everything takes seconds, so that a thousand starts would take hours. A stem is a process that has imported it all, and has
no threads: each start is a fork of it that runs the command as the shell would. Every `BY_SHELL`-th start is a new process from
the command line all the same.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.machine import answers

ROOT = Path(__file__).parents[1]
BY_SHELL = 50
START_TIMEOUT_S = 120.0
END_TIMEOUT_S = 30.0


class Stem:
    """A process of which servers are forked."""

    def __init__(self) -> None:
        self._starts = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "proofs.starting"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def start(
        self, config: Path, port: int, log: Path, plant: str = "", *, calls: Path | None = None
    ) -> "Server":
        """`diwan serve` with these settings, once it answers. Its output is appended to `log`; `plant` is a fault that it has, `calls` the socket
        where it is to ask about its system calls (`failing.py`)."""
        self._starts += 1
        if self._starts % BY_SHELL == 0 and not plant and calls is None:
            server = Server(_from_the_shell(config, log))
        else:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            print(f"{config}\t{log}\t{plant}\t{calls or ''}", file=self._process.stdin, flush=True)
            server = Server(int(self._process.stdout.readline()))
        ready = answers("/readyz")
        _until(lambda: ready(port) or not server.is_running, START_TIMEOUT_S)
        if not server.is_running:
            raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-4000:]}")
        return server

    def close(self) -> None:
        """End the stem; what was forked of it and runs goes on."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@contextmanager
def stem() -> Iterator[Stem]:
    """A stem, ended after the block."""
    grown = Stem()
    try:
        yield grown
    finally:
        grown.close()


class Server:
    """A started server: the leader of a session of its own, and everything it has started."""

    def __init__(self, leader: int) -> None:
        self._leader = leader

    @property
    def is_running(self) -> bool:
        """Whether its first process is alive: asked often while it starts, when to look at every process of the machine costs more than the start."""
        try:
            return _fields(self._leader)[0] not in "ZX"
        except (FileNotFoundError, ProcessLookupError):
            return False

    def pids(self) -> list[int]:
        """The processes of its session that are alive."""
        return [
            pid for pid, fields in _processes() if int(fields[3]) == self._leader and fields[0] not in "ZX"
        ]

    def kill(self) -> None:
        """SIGKILL for all of them at once; returns when none is left."""
        self.signal(signal.SIGKILL)
        _until(lambda: not self.pids(), END_TIMEOUT_S)

    def signal(self, what: signal.Signals) -> None:
        """Send this to all of them at once."""
        try:
            os.killpg(self._leader, what)
        except ProcessLookupError:
            return

    def stop(self) -> None:
        """Ask it to end as a supervisor does, and wait for it."""
        self.signal(signal.SIGTERM)
        _until(lambda: not self.pids(), END_TIMEOUT_S)


def _processes() -> Iterator[tuple[int, list[str]]]:
    """Every process with the fields of its /proc/PID/stat behind the name: state, parent, group, session."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                yield int(entry.name), _fields(int(entry.name))
            except (FileNotFoundError, ProcessLookupError):
                continue


def _fields(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _until(condition: Callable[[], object], patience_s: float) -> None:
    """Look often at first, then seldom: to look at every process of a machine takes longer than most of them need to end."""
    deadline, pause_s = time.monotonic() + patience_s, 0.005
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError("waited in vain for a server to start or to end")
        time.sleep(pause_s)
        pause_s = min(1.3 * pause_s, 0.1)


def _command(config: Path) -> list[str]:
    return ["--config", str(config), "serve"]


def _from_the_shell(config: Path, log: Path) -> int:
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "diwan", *_command(config)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ).pid


def _grow() -> None:
    """The stem: for each line on standard input, fork a server and tell its process id. Ends with the input."""
    import diwan.cli.main
    import diwan.web.app
    from diwan.screening.screener import Screener

    # What the first comment would have to wait for.
    Screener((), timeout_s=1).prepare()
    # Whoever ends is nobody's zombie.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while line := sys.stdin.readline():
        config, log, plant, calls = line.rstrip("\n").split("\t")
        if os.fork() == 0:
            _become_server(Path(config), Path(log), plant, calls, diwan.cli.main.main)


def _become_server(
    config: Path, log: Path, plant: str, calls: str, main: Callable[[list[str]], None]
) -> None:
    os.setsid()
    # Told only now: before, it is not yet the leader of a session, and nobody could find it.
    print(os.getpid(), flush=True)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, at in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(descriptor, at)
    if plant:
        from proofs import plants

        plants.ALL[plant]()
    if calls:
        from proofs.calls import ask_about_each

        ask_about_each(Path(calls))
    try:
        main(_command(config))
    finally:
        os._exit(1)


if __name__ == "__main__":
    _grow()
