"""Strings made for databases, headers, redirections and servers' own requests, in every field and parameter of every route.

No answer is an accident (500), has a header that the house does not send or a line end in one, or leads elsewhere; nothing is connected to; what was
taken is stored byte for byte, no row is gone, and `diwan verify` accepts the whole.
"""

import json
import re
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from tests.served import PAPER, PUBLIC_URL

from diwan.web.sign_in import fetching
from proofs import attack_strings
from proofs.asking import Asker, Sound, sound_requests
from proofs.attack_cells import cells
from proofs.attack_connections import Connections, connections
from proofs.attack_strings import Attack
from proofs.outcome import Outcome
from proofs.roles import People, people

KINDS = ("sqli", "naughty", "crlf", "open_redirect", "ssrf", "csv")
NEXT = ("next", "back", "folder", "article", "told", "state", "iss")
"""Fields that name where to go on, or could."""
ADDRESSES = ("url", "page", "value", "website")
"""Fields that hold an address, or could."""
HEADERS = (
    "origin",
    "referer",
    "user-agent",
    "accept-language",
    "x-forwarded-for",
    "x-request-id",
    "cookie",
    "range",
)
ASKED = (
    ("OPTIONS", "/api/comments"),
    ("OPTIONS", "/api/readers/links"),
    ("GET", "/read/courier/bridge"),
    ("GET", "/desk/sign-in"),
    ("GET", "/pages/aa/aa.html"),
    ("GET", "/desk/log.csv"),
    ("POST", "/desk/language"),
)
LINE_ENDS = (b"\r", b"\n", b"\0")
KNOWN = frozenset(
    [
        "access-control-allow-headers",
        "access-control-allow-methods",
        "access-control-allow-origin",
        "access-control-expose-headers",
        "access-control-max-age",
        "access-control-allow-private-network",
        "allow",
        "cache-control",
        "clear-site-data",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-length",
        "content-range",
        "content-security-policy",
        "content-type",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "etag",
        "last-modified",
        "location",
        "permissions-policy",
        "referrer-policy",
        "retry-after",
        "server-timing",
        "set-cookie",
        "strict-transport-security",
        "vary",
        "www-authenticate",
        "x-accel-buffering",
        "x-content-type-options",
        "x-frame-options",
        "x-robots-tag",
        "deprecation",
        "link",
        "date",
        "server",
        "accept-ranges",
    ]
)
_LEADING = re.compile(r'http-equiv="refresh" content="\d+; ?url=([^"]*)"|class="back" href="([^"]*)"')
_PLACES = re.compile(r"(\{[^}]*\})")
_LEFT_OUT = frozenset({"POST /desk/sign-out"})


def tried(folder: Path, database: str, outcome: Outcome, most: int | None) -> None:
    """Ask for everything, with at most so many strings of each kind."""
    strings = [attack for kind in KINDS for attack in attack_strings.attacks(kind, most)]
    with people(folder, database) as found, connections(outcome) as connected:
        asker = Asker(found)
        _Tries(found, asker, outcome, connected, strings, most).all()


class _Tries:
    def __init__(
        self,
        found: People,
        asker: Asker,
        outcome: Outcome,
        connected: Connections,
        strings: list[Attack],
        most: int | None,
    ) -> None:
        self._people, self._asker, self._outcome = found, asker, outcome
        self._newsroom, self._connected = found.newsroom, connected
        self._strings, self._most = strings, most
        self._at = ""
        self._papers = {urlsplit(PAPER).netloc}
        self._provider = urlsplit(found.provider.issuer).netloc
        connected.allow(urlsplit(found.provider.issuer).port or 0)
        self._real = self._newsroom.client.request
        self._newsroom.client.request = self._request  # type: ignore[method-assign]

    def all(self) -> None:
        before = self._newsroom.counts()
        self._words()
        self._fields()
        self._parameters()
        self._headers()
        self._fetches()
        cells(self._people, self._outcome, attack_strings.attacks("csv"))
        after = self._newsroom.counts()
        for table, rows in before.items():
            self._outcome.expect(after[table] >= rows, f"there are fewer rows in {table} than before")
        self._outcome.expect(not self._newsroom.violations(), "diwan verify names something")
        self._connected.judge()

    # --- what is asked ---------------------------------------------------------------------------------------------

    def _words(self) -> None:
        """Each string as a comment and as a name, stored as it came, once."""
        kept: dict[str, tuple[str, str]] = {}
        for attack in self._strings:
            for name, body in (("Rojîn", attack.text), (attack.text, "Plain words.")):
                self._at = f"POST /api/comments with {attack.name}"
                try:
                    answer = self._newsroom.post(name=name, body=body)
                except UnicodeEncodeError:
                    continue
                if answer.status_code == 201:
                    kept[answer.json()["comment"]] = (name, body)
        stored = {
            row[0]: (row[1], row[2])
            for row in self._newsroom.rows("SELECT comment_id, name, body FROM words")
        }
        for comment, words in kept.items():
            self._outcome.expect(stored.get(comment) == words, "a comment is not stored as it was sent")
        self._outcome.count("stored byte for byte", len(kept))

    def _fields(self) -> None:
        """Each field of each route, with a string in it and the others as they should be."""
        pairs = [
            (sound, name)
            for sound in sound_requests(self._people)
            for name in sound.fields
            if sound.route not in _LEFT_OUT
        ]
        times = -(-len(self._strings) // len(pairs))
        chosen = islice(cycle(self._strings), times * len(pairs))
        for sound, name in pairs:
            for attack in islice(chosen, times):
                self._ask(sound, name, attack)
        whole = self._most is None
        for sound, name in pairs:
            for kind, wanted in (
                ("open_redirect", name in NEXT),
                ("ssrf", name in ADDRESSES),
                ("crlf", whole or name in NEXT),
            ):
                for attack in attack_strings.attacks(kind, self._most) if wanted else ():
                    self._ask(sound, name, attack)
        self._outcome.count("fields of routes", len(pairs))

    def _parameters(self) -> None:
        """In place of what stands in an address, and in parameters that no route knows."""
        routes = [(method, path) for method, path in self._people.routes() if method in {"GET", "POST"}]
        with_places = [(method, path) for method, path in routes if "{" in path]
        times = -(-len(self._strings) // len(with_places))
        chosen = islice(cycle(self._strings), times * len(with_places))
        for method, path in with_places:
            for attack in islice(chosen, times):
                text = quote(attack.text, safe="", errors="surrogatepass")
                address = "".join(text if part.startswith("{") else part for part in _PLACES.split(path))
                headers = {**self._people.cookie(self._people.editor), "origin": PUBLIC_URL}
                self._safely(
                    f"{method} {path} with {attack.name}",
                    self._newsroom.client.request,
                    method,
                    f"{address}?x={text}",
                    headers=headers,
                )

    def _headers(self) -> None:
        """In headers that an answer may repeat or be made from. No server hands over one with a line end in it: there it ends."""
        request, turn = self._newsroom.client.request, cycle(ASKED)
        for attack in [*attack_strings.attacks("crlf"), *attack_strings.attacks("open_redirect", self._most)]:
            try:
                sent = attack.text.encode("latin-1")
            except UnicodeEncodeError:
                continue
            if any(end in sent for end in LINE_ENDS):
                continue
            for name in HEADERS:
                headers = [(name.encode(), sent)]
                for method, path in islice(turn, len(ASKED) if self._most is None else 1):
                    self._safely(
                        f"{method} {path} with {attack.name} as {name}",
                        request,
                        method,
                        path,
                        headers=headers,
                    )

    def _fetches(self) -> None:
        """As the address of a publisher's keys, which only the settings name: no address of a private network is connected to."""
        for attack in attack_strings.attacks("ssrf", self._most):
            address = re.sub(r"^[a-z]+:", "https:", attack.text, flags=re.IGNORECASE)
            with self._connected.only_numbers():
                try:
                    fetching.fetch(address)
                    self._outcome.fail(f"what lies at {attack.name} was fetched")
                except (fetching.NoKeys, ValueError):
                    self._outcome.attempts += 1

    def _ask(self, sound: Sound, name: str, attack: Attack) -> None:
        fields = [(each, attack.text if each == name else value) for each, value in sound.fields.items()]
        self._safely(
            f"{sound.route}, {name} = {attack.name}",
            self._asker.ask,
            sound,
            sound.who,
            fields=fields,
        )

    def _safely(self, at: str, act: Callable[..., Any], *given: Any, **more: Any) -> None:
        self._at = at
        try:
            act(*given, **more)
        except UnicodeEncodeError:
            # A half of a surrogate pair cannot be sent at all.
            return
        except (AssertionError, KeyError):
            raise
        except Exception as accident:  # noqa: BLE001 - whatever it is, it is an accident
            self._outcome.fail(f"{at}: {type(accident).__name__}")

    # --- what is answered ----------------------------------------------------------------------------------------------

    def _request(self, method: str, url: Any, **how: Any) -> Any:
        answer = self._real(method, url, **how)
        self._outcome.attempts += 1
        if answer.status_code == 500:
            self._outcome.fail(f"{self._at}: 500")
        for name, value in answer.headers.raw:
            if name.decode("latin-1").lower() not in KNOWN or any(end in name + value for end in LINE_ENDS):
                self._outcome.fail(f"{self._at}: a header that is not ours, or with a line end")
            if (
                name.lower() == b"set-cookie"
                and not value.startswith(b"__Host-diwan")
                and not value.startswith(b"diwan")
            ):
                self._outcome.fail(f"{self._at}: a cookie that is not ours")
        if method == "PUT" and answer.status_code == 200:
            # Where an article lies, its publisher says, and pages about it lead back there.
            self._papers.add(urlsplit(str(json.loads(how["content"])["url"])).netloc)
        for where in self._leads(answer):
            if not self._is_ours(where, str(answer.url)):
                self._outcome.fail(f"{self._at}: it leads elsewhere")
        return answer

    def _leads(self, answer: Any) -> Iterator[str]:
        if "location" in answer.headers:
            yield answer.headers["location"]
        if answer.headers.get("content-type", "").startswith("text/html"):
            for found in _LEADING.finditer(answer.text):
                yield (found[1] or found[2] or "").replace("&amp;", "&")

    def _is_ours(self, where: str, asked: str) -> bool:
        """As a browser reads it: without tabs and line ends, a backslash being a slash."""
        read = re.sub(r"[\t\r\n]", "", where).strip("\0 ").replace("\\", "/")
        parts = urlsplit(urljoin(asked.replace("//testserver", "//" + urlsplit(PUBLIC_URL).netloc), read))
        ours = {urlsplit(PUBLIC_URL).netloc, self._provider} | self._papers
        return parts.scheme in {"http", "https"} and parts.netloc in ours
