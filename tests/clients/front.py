"""What stands in front of Diwan for clients that cannot be told another address.

It answers on a loopback port with a certificate for the fixed host and passes the bytes inside on as they are, as a publisher's
own TLS server does. Clients come in one of two ways: through `HTTPS_PROXY`, with CONNECT; or straight, where something in
the client's process resolves the fixed host to this port.

One loop does all of it: an OpenSSL connection must not be read in one thread while another writes to it.
"""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE_S = 30.0
LOOPBACK = "127.0.0.1"


class Front:
    """`port` answers with TLS, `proxy_port` to CONNECT. `asked_for` holds what CONNECT named, and the name of every TLS greeting."""

    def __init__(self, certificate: Path, behind: int) -> None:
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(certificate)
        self._tls.sni_callback = self._greeted
        self._behind = behind
        self._standing = threading.Event()
        self._loop = asyncio.new_event_loop()
        self.port = 0
        self.proxy_port = 0
        self.asked_for: set[str] = set()

    def serve(self) -> None:
        """Take connections until `close`."""
        self._loop.run_until_complete(self._listen())
        self._standing.set()
        self._loop.run_forever()
        self._loop.close()

    def wait(self) -> None:
        """Until it stands. Raises TimeoutError where it does not."""
        if not self._standing.wait(PATIENCE_S):
            raise TimeoutError

    def close(self) -> None:
        """Take no more."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _listen(self) -> None:
        straight = await asyncio.start_server(self._answer, LOOPBACK, 0, ssl=self._tls)
        proxy = await asyncio.start_server(self._agree, LOOPBACK, 0)
        self.port = straight.sockets[0].getsockname()[1]
        self.proxy_port = proxy.sockets[0].getsockname()[1]

    def _greeted(self, _tls: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        self.asked_for.add(name or "")

    async def _answer(self, outside: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        await _join(outside, back, self._behind)

    async def _agree(self, outside: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Read a proxy request to its end, agree, and lead to the port that answers with TLS."""
        try:
            head = await outside.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            back.close()
            return
        method, where, _ = head.decode("latin-1").split(None, 2)
        if method != "CONNECT":
            back.write(b"HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\n\r\n")
            back.close()
            return
        self.asked_for.add(where)
        back.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await _join(outside, back, self.port)


async def _join(outside: asyncio.StreamReader, back: asyncio.StreamWriter, port: int) -> None:
    """Pass on what comes either way, until either side ends."""
    try:
        inside, onward = await asyncio.open_connection(LOOPBACK, port)
    except ConnectionError:
        back.close()
        return
    await asyncio.gather(_pass(outside, onward), _pass(inside, back))


async def _pass(giver: asyncio.StreamReader, taker: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, ssl.SSLError):
        while piece := await giver.read(65536):
            taker.write(piece)
            await taker.drain()
    taker.close()


@contextmanager
def standing(certificate: Path, behind: int) -> Iterator[Front]:
    """A front before the server on port `behind`, until the block ends."""
    front = Front(certificate, behind)
    serving = threading.Thread(target=front.serve, daemon=True)
    serving.start()
    front.wait()
    try:
        yield front
    finally:
        front.close()
        serving.join(PATIENCE_S)
