"""Diwan as an operator runs it: its own commands in processes of their own, on real sockets. And other programs beside it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
VARIABLE = "DIWAN_TEST_CLIENTS"
CLIENTS = Path(os.environ.get(VARIABLE, ROOT / ".venv-clients"))
"""The environment that `make clients` makes."""
START_S = 120
PATIENCE_S = 60
"""For a client to ask all it has to ask, or for the server to end."""

_SETTINGS = """
public_url = "http://127.0.0.1:{port}"
data = "data"
[server]
port = {port}
"""


@dataclass(frozen=True, slots=True)
class Deployed:
    """A server that only scores, on `port`, and two keys: one with plenty, one for a single text a minute."""

    port: int
    key: str
    small_key: str

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def deployed(folder: Path) -> Iterator[Deployed]:
    """`diwan keys add` and `diwan serve --only scoring`, until the block ends."""
    port = _free_port()
    config = folder / "diwan.toml"
    config.write_text(_SETTINGS.format(port=port))
    diwan = [sys.executable, "-m", "diwan", "--config", str(config)]
    keys = [
        subprocess.run(
            [*diwan, "keys", "add", "--scoring", name, "--per-minute", str(per_minute)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()[-1]
        for name, per_minute in (("plenty", 1_000_000), ("little", 1))
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*diwan, "serve", "--only", "scoring"], stdout=log, stderr=log, start_new_session=True
        )
        try:
            _await_ready(process, port, folder / "log")
            yield Deployed(port, *keys)
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise


def python_client(
    script: str,
    asked: Mapping[str, Any],
    *,
    environment: Mapping[str, str] | None = None,
    beside: bool = False,
) -> list[dict[str, Any]]:
    """What `scripts/{script}` prints for `asked`, run in the clients' environment; skips where that is not made.

    With `beside`, the package that stands beside the others comes first.
    """
    python = CLIENTS / "bin" / "python"
    if not (CLIENTS / "clients.stamp").exists():
        pytest.skip("the Python clients of other services are not installed: make clients")
    more = {"PYTHONPATH": str(CLIENTS / "beside"), "MPLCONFIGDIR": os.devnull} if beside else {}
    return _run([str(python), str(HERE / "scripts" / script)], asked, {**more, **(environment or {})})


def node_client(
    script: str, asked: Mapping[str, Any], environment: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What `node/{script}` prints for `asked`; skips where Node or the packages are missing."""
    node = shutil.which("node")
    if node is None or not (HERE / "node" / "node_modules" / "clients.stamp").exists():
        pytest.skip("the npm clients of other services are not installed: make clients (needs npm)")
    resolver = str(HERE / "node" / "resolver.js")
    return _run([node, "--require", resolver, str(HERE / "node" / script)], asked, environment)


def _run(
    command: Sequence[str], asked: Mapping[str, Any], environment: Mapping[str, str]
) -> list[dict[str, Any]]:
    # Nothing of this machine's proxies or trusted authorities: only what a test gives.
    own = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    done = subprocess.run(
        command,
        input=json.dumps(asked),
        env={**own, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _await_ready(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Longer than `until` waits: a whole server starts here, on a machine that may be busy with other tests."""
    look = threading.Event()
    deadline = time.monotonic() + START_S
    while not _is_ready(port):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        look.wait(0.05)


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
