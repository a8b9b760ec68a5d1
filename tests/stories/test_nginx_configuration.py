"""nginx, started with the configuration that the manual gives, hands out the printed files as Diwan itself would."""

import asyncio
import gzip
import hashlib
import http.client
import re
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import brotli
import pytest

from diwan.editions.sheets import Sheet
from diwan.press.house import PrintingHouse
from diwan.web.reading import Reading
from tests import nginx as nginx_here

pytestmark = nginx_here.needed

JSON = b'{"comments":[' + b'"one comment",' * 200 + b"0]}"
HTML = b"<ol>" + b"<li>one comment</li>" * 200 + b"</ol>"
ADDRESS = hashlib.sha256(JSON).hexdigest()
PAGE = f"/pages/{ADDRESS[:2]}/{ADDRESS}.json"
POINTER = "/threads/demo/bridge~2f1/pointer.json"
PATHS = [
    PAGE,
    PAGE.replace(".json", ".html"),
    POINTER,
    POINTER.replace("pointer.json", "head.html"),
    "/widget/diwan.js",
    "/widget/diwan.css",
    "/widget/fonts/latin.woff2",
    "/transparency/demo/page.html",
    "/transparency/demo/figures.json",
    "/transparency/demo/figures.csv",
    "/checkpoint",
]
SAME = (
    "content-type",
    "cache-control",
    "access-control-allow-origin",
    "cross-origin-resource-policy",
    "x-content-type-options",
    "content-security-policy",
    "content-encoding",
    "content-length",
    "vary",
)


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class Behind(BaseHTTPRequestHandler):
    """Stands where Diwan would, and says what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = "\n".join([self.path, *(f"{k.lower()}: {v}" for k, v in self.headers.items())]).encode()
        self.send_response(203)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> PrintingHouse:
    house = PrintingHouse(tmp_path_factory.mktemp("nginx") / "press")
    house.keep(Sheet(ADDRESS, JSON, HTML))
    house.point("demo", "bridge~2f1", HTML, b'{"version":1}' + b" " * 200)
    house.asset("diwan.js", b"export const diwan = 1;\n" * 100)
    house.asset("diwan.css", b"diwan-comments { display: block }\n" * 100)
    house.asset("fonts/latin.woff2", bytes(range(256)))
    house.account("demo", HTML, JSON, b"day,comments\n" * 100)
    house.checkpoint(b"comments.example.org\n1\n")
    (house.root.parent / "secret.json").write_bytes(b"secret")
    house.root.parent.chmod(0o755)
    return house


@pytest.fixture(scope="module")
def behind() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Behind)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


class Running(NamedTuple):
    port: int
    takes_brotli: bool


@pytest.fixture(scope="module", params=["gzip", "brotli"])
def nginx(
    request: pytest.FixtureRequest, house: PrintingHouse, behind: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:  # fmt: skip
    takes_brotli = request.param == "brotli"
    if takes_brotli and not nginx_here.BROTLI.exists():
        pytest.skip(f"{nginx_here.BROTLI} is not installed: apt install libnginx-mod-http-brotli-static")
    folder = tmp_path_factory.mktemp(f"nginx-{request.param}")
    with nginx_here.running(folder, behind=behind, root=house.root, takes_brotli=takes_brotli) as port:
        yield Running(port, takes_brotli)


def ask(port: int, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
    response = connection.getresponse()
    names = [name.lower() for name, _ in response.getheaders()]
    assert len(names) == len(set(names)), f"a header was sent twice: {names}"
    answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    connection.close()
    return answer


def ask_diwan(root: Path, path: str, accepted: str) -> Answer:
    sent: list[Any] = []

    async def receive() -> Any:
        raise AssertionError("nothing is received")

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(b"accept-encoding", accepted.encode())],
    }
    asyncio.run(Reading(root, 1 << 20)(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, sent[1]["body"])


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br", "gzip, deflate, br"])
@pytest.mark.parametrize("path", PATHS)
def test_nginx_answers_as_diwan_does(nginx: Running, house: PrintingHouse, path: str, accepted: str) -> None:
    taken = accepted if nginx.takes_brotli else re.sub(r",? ?br", "", accepted) or "identity"
    expected = ask_diwan(house.root, path, taken)
    answer = ask(nginx.port, path, Accept_Encoding=accepted)
    assert answer.status == expected.status == 200
    assert answer.body == expected.body
    for name in SAME:
        assert answer.headers.get(name) == expected.headers.get(name), name
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(
        answer.headers.get("content-encoding", ""), bytes
    )
    assert unpack(answer.body) == (house.root / path[1:]).read_bytes()


@pytest.mark.parametrize("path", PATHS)
def test_who_has_it_is_not_sent_it_again(nginx: Running, path: str) -> None:
    first = ask(nginx.port, path, Accept_Encoding="gzip")
    again = ask(nginx.port, path, Accept_Encoding="gzip", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["cache-control"] == first.headers["cache-control"]
    assert again.headers["access-control-allow-origin"] == "*"


def test_a_reprint_shows_at_once(nginx: Running, house: PrintingHouse) -> None:
    first = ask(nginx.port, POINTER)
    house.point("demo", "bridge~2f1", HTML, b'{"version":2}' + b" " * 250)
    second = ask(nginx.port, POINTER, If_None_Match=first.headers["etag"])
    house.point("demo", "bridge~2f1", HTML, b'{"version":1}' + b" " * 200)
    assert second.status == 200
    assert b'"version":2' in second.body


def test_head_and_preflight_are_answered(nginx: Running) -> None:
    assert ask(nginx.port, PAGE, "HEAD").body == b""
    preflight = ask(nginx.port, POINTER, "OPTIONS", Origin="https://www.example.org")
    assert preflight.status == 204
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert preflight.headers["access-control-allow-headers"] == "If-None-Match"


@pytest.mark.parametrize(
    "path",
    ["/", "/submissions", "/threads/demo/none/pointer.json", "/widget/other.js", "/transparency/none/page.html", "/transparency/demo/other.html",
     "/pages/00/" + "0" * 64 + ".json", "/widget"],
)  # fmt: skip
def test_everything_else_is_asked_of_diwan(nginx: Running, path: str) -> None:
    answer = ask(
        nginx.port, path, X_Forwarded_For="198.51.100.7", Forwarded="for=198.51.100.7", Host="c.example"
    )
    assert answer.status == 203
    asked = answer.body.decode().splitlines()
    assert asked[0] == path
    assert "host: c.example" in asked
    assert "x-forwarded-for: 127.0.0.1" in asked, "what a client claims must end at nginx"
    assert "x-forwarded-proto: http" in asked
    assert "198.51.100.7" not in answer.body.decode()


def test_a_submission_reaches_diwan_whole_and_an_oversized_one_does_not(nginx: Running) -> None:
    assert ask(nginx.port, "/submissions", "POST", b"x" * 65536).status == 203
    assert ask(nginx.port, "/submissions", "POST", b"x" * 200_000).status == 413


@pytest.mark.parametrize(
    "path",
    ["/../secret.json", "/widget/../../secret.json", "/widget/%2e%2e/%2e%2e/secret.json", "/pages/..%2f..%2fsecret.json",
     "/widget/.hidden.js", "/metrics"],
)  # fmt: skip
def test_nothing_but_printed_files_is_handed_out(nginx: Running, path: str) -> None:
    answer = ask(nginx.port, path)
    assert answer.status in {203, 400, 403, 404}
    assert answer.body != b"secret"
    if path == "/metrics":
        assert answer.status == 404


def test_reading_asks_nothing_of_diwan(nginx: Running, house: PrintingHouse) -> None:
    """So it goes on while Diwan is stopped: the only answer Diwan's stand-in gives is 203."""
    assert {ask(nginx.port, path).status for path in PATHS} == {200}
