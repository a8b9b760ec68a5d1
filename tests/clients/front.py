"""What stands in front of Diwan for clients that cannot be told another address.

It answers on a loopback port with a certificate for the fixed host and passes the bytes inside on as they are, as a publisher's
own TLS server does. Clients come in one of two ways: through `HTTPS_PROXY`, with CONNECT; or straight, where something in
the client's process resolves the fixed host to this port.
"""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TLS_HANDSHAKE = b"\x16"
PATIENCE_S = 30.0


class Front:
    """`port` is where it listens. `asked_for` holds what CONNECT named, and the name of every TLS greeting."""

    def __init__(self, certificate: Path, behind: int) -> None:
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(certificate)
        self._tls.sni_callback = self._greeted
        self._behind = behind
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.asked_for: set[str] = set()

    def serve(self) -> None:
        """Take connections until `close`."""
        while True:
            try:
                taken, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(taken,), daemon=True).start()

    def close(self) -> None:
        """Take no more."""
        # Closing alone would not wake the thread that waits in accept().
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _greeted(self, _tls: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        self.asked_for.add(name or "")

    def _answer(self, taken: socket.socket) -> None:
        taken.settimeout(PATIENCE_S)
        with taken, suppress(OSError):
            if taken.recv(1, socket.MSG_PEEK) != TLS_HANDSHAKE:
                self.asked_for.add(_connect(taken))
            with (
                self._tls.wrap_socket(taken, server_side=True) as outside,
                socket.create_connection(("127.0.0.1", self._behind), PATIENCE_S) as inside,
            ):
                back = threading.Thread(target=_pass, args=(inside, outside), daemon=True)
                back.start()
                _pass(outside, inside)
                back.join()


def _connect(taken: socket.socket) -> str:
    """Read a proxy request to its end, agree, and return the host and port that it names."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = taken.recv(1)
        if not piece:
            raise ConnectionError
        head += piece
    method, where, _ = head.decode("latin-1").split(None, 2)
    if method != "CONNECT":
        taken.sendall(b"HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\n\r\n")
        raise ConnectionError
    taken.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    return where


def _pass(giver: socket.socket, taker: socket.socket) -> None:
    with suppress(OSError):
        while piece := giver.recv(65536):
            taker.sendall(piece)
    with suppress(OSError):
        taker.shutdown(socket.SHUT_RDWR)


@contextmanager
def standing(certificate: Path, behind: int) -> Iterator[Front]:
    """A front before the server on port `behind`, until the block ends."""
    front = Front(certificate, behind)
    threading.Thread(target=front.serve, daemon=True).start()
    try:
        yield front
    finally:
        front.close()
