"""Who may ask what: every route by every role for every site, with parameters left out, empty, doubled and as arrays, and from the pages of
other sites.

The answers are written down in `answers.md`, where people read and review them; a route that is not there, or any other answer than the
one that is written, is a failure. What must hold whatever is written there is checked besides: the desk is closed to whoever has not
signed in, an editor's routes to moderators, one site's articles to another's key, and no page of another site changes anything.
`python -m proofs.matrix` writes the file anew, to be read before it is committed.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from tests.served import served
from tests.waiting import until

from proofs.asking import SITES, Asker, Sound, sound_requests
from proofs.outcome import Outcome
from proofs.roles import AT_THE_DESK, READING, People, Who, people

NAME = "matrix"
LONG = SHORT = 1
PLANTS = ("editors-door-open", "origin-not-asked", "any-site", "believes-any-proxy")

ANSWERS = Path(__file__).with_name("answers.md")
WAYS = ("missing", "empty", "doubled", "array")
ELSEWHERE = "https://evil.example"
CONTENT_TYPES = {
    "JSON": "application/json",
    "form": "application/x-www-form-urlencoded",
    "text": "text/plain",
    "multipart": "multipart/form-data; boundary=x",
    "no type": "",
}
OPEN_AT_THE_DESK = (
    "/desk/sign-in",
    "/desk/second-step",
    "/desk/passkey",
    "/desk/arrived",
    "/desk/sign-out",
    "/desk/openid",
    "/desk/language",
    "/desk/static",
    "/desk/{rest",
)
FOR_EDITORS = (
    *("/desk/log.csv", "/desk/tonight", "/desk/moderators", "/desk/guidelines/new"),
    *("/desk/terms", "/desk/pauses/", "/desk/closing"),
)
"""And POST /desk/guidelines."""
WITHOUT_COOKIES = ("/api/", "/v1", "/batch", "/coral", "/$", "/discovery")
"""They are called with keys, which no browser sends by itself: from which page a request comes makes no difference."""
BY_LINK = ("/mail/{site}/confirm/", "/mail/{site}/stop/", "/mail/{site}/refuse/")
"""Whoever has the link from the mail may do this, and no cookie counts: a mail program's one click (RFC 8058) has no Origin."""

_PREAMBLE = """# Every answer of every route

Made by `python -m proofs.matrix` and read by people; `make test` and `make prove` compare. A number is the status of the answer to a sound
request (`requests.toml`) or to one with a fault; *sign in* is a redirection to the page where one signs in.
"""


def run(database: str, size: int, plant: str = "") -> Outcome:  # noqa: ARG001 - there is one size
    """All of it on `database`. An attempt is an answer."""
    outcome = Outcome(NAME, database, hasty=bool(plant))
    with tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder, ExitStack() as stack:
        stack.enter_context(_planted(plant))
        found = stack.enter_context(people(Path(folder), database))
        stack.enter_context(outcome.timed())
        forged_addresses(Path(folder), outcome)
        _compare(answers(found, outcome), outcome)
    return outcome


def answers(found: People, outcome: Outcome) -> list[str]:
    """The lines of the file, as they are now."""
    until(lambda: found.newsroom.house.scoring.line.is_ready, "the checks to be loaded")
    requests = sound_requests(found)
    asker = Asker(found)
    outcome.count("routes", len(requests))
    return [
        *_PREAMBLE.splitlines(),
        *_cross_site(asker, requests, outcome),
        *_roles(asker, requests, outcome),
        *_parameters(asker, requests, outcome),
    ]


def _roles(asker: Asker, requests: list[Sound], outcome: Outcome) -> Iterator[str]:
    yield from _heading("Who may what", ["route", "site", *Who])
    rows = _Rows()
    for sound in requests:
        for site in SITES if sound.has_site else ("",):
            told = {who: asker.ask(sound, who, site=site or "courier") for who in Who}
            for who, answer in told.items():
                outcome.expect(
                    answer[0] not in "23" or _may(sound, who, site),
                    f"{who} was answered {answer} by {sound.route} {site}",
                )
            rows.add(sound, site, *told.values())
    yield from rows.lines()


def _may(sound: Sound, who: Who, site: str) -> bool:
    """What must hold, whatever is written down."""
    path = sound.path
    if path.startswith("/desk") and not path.startswith(OPEN_AT_THE_DESK) and path != "/desk/":
        for_editors = path.startswith(FOR_EDITORS) or sound.route == "POST /desk/guidelines"
        return who is Who.EDITOR or (who in AT_THE_DESK and not for_editors)
    if path.startswith("/api/articles"):
        return (who, site) in {(Who.API_KEY, "courier"), (Who.OTHER_API_KEY, "gazette")}
    return True


def _parameters(asker: Asker, requests: list[Sound], outcome: Outcome) -> Iterator[str]:
    yield from _heading(
        "Parameters left out, empty, doubled, and as an array", ["route", "parameter", "as", *WAYS]
    )
    for sound in requests:
        for name in sound.fields:
            told = []
            for way in WAYS:
                told.append(asker.ask(sound, sound.who, fields=_altered(sound, name, way)))
                outcome.expect(told[-1] != "500", f"{sound.route} broke at {name} {way}")
            yield _row(sound.route, name, sound.who, *told)


def _altered(sound: Sound, name: str, way: str) -> list[tuple[str, Any]]:
    fields: list[tuple[str, Any]] = []
    for each, value in sound.fields.items():
        if each != name:
            fields.append((each, value))
        elif way == "empty":
            fields.append((each, ""))
        elif way == "doubled":
            fields += [(each, value), (each, value)]
        elif way == "array":
            fields.append((each, [value]) if sound.kind == "json" else (f"{each}[]", value))
    return fields


def _cross_site(asker: Asker, requests: list[Sound], outcome: Outcome) -> Iterator[str]:
    yield from _heading(
        "Requests that a page of another site sends", ["route", "as", *CONTENT_TYPES, "Sec-Fetch-Site alone"]
    )
    rows = _Rows()
    for sound in requests:
        if sound.method in READING:
            continue
        # Whoever has a session would be the victim; where there are none, whoever the request is for.
        who = Who.EDITOR if sound.path.startswith("/desk") else sound.who
        told = [
            asker.ask(
                sound, who, headers={"origin": ELSEWHERE, "sec-fetch-site": "cross-site"}, content_type=media
            )
            for media in CONTENT_TYPES.values()
        ]
        told.append(asker.ask(sound, who, headers={"origin": "", "sec-fetch-site": "cross-site"}))
        for answer in told:
            outcome.expect(
                answer[0] not in "23s" or sound.path.startswith((*WITHOUT_COOKIES, *BY_LINK)),
                f"{sound.route} answered {answer} to a page of another site",
            )
        rows.add(sound, who, *told)
    yield from rows.lines()


def forged_addresses(folder: Path, outcome: Outcome) -> None:
    """The limit of submissions is of the address that sent them, whatever a request says of itself; behind a proxy, of what the proxy says."""
    tight = "per_minute = 1\nburst = 2\n[screening]\nmodel = false\nlexicons = []"
    (folder / "direct").mkdir()
    (folder / "proxied").mkdir()
    # Time stands still by the newsroom's own clock: on a slow machine a minute may pass between two requests.
    _unproxied(folder / "direct", tight, outcome)
    _proxied(folder / "proxied", tight, outcome)


def _unproxied(folder: Path, tight: str, outcome: Outcome) -> None:
    claims = ("x-forwarded-for", "x-real-ip", "forwarded", "client-ip", "true-client-ip", "cf-connecting-ip")
    with served("sqlite", folder, limits=tight) as newsroom:
        newsroom.register()
        forged = [f"198.51.100.{n}" for n in range(len(claims))]
        told = [
            newsroom.post(headers={name: f"for={one}" if name == "forwarded" else one}).status_code
            for name, one in zip(claims, forged, strict=True)
        ]
        outcome.expect(told == [201, 201, 429, 429, 429, 429], f"forged addresses lifted the limit: {told}")


def _proxied(folder: Path, tight: str, outcome: Outcome) -> None:
    with served("sqlite", folder, limits=tight, server='trusted_proxies = ["203.0.113.7/32"]') as newsroom:
        newsroom.register()

        def through(*addresses: str) -> list[int]:
            return [newsroom.post(headers={"x-forwarded-for": each}).status_code for each in addresses]

        for what, sent, wanted in (
            ("each reader has a limit", ("192.0.2.1", "192.0.2.2", "192.0.2.3"), [201, 201, 201]),
            (
                "what stands left of it is the reader's invention",
                ("198.51.100.1, 192.0.2.1", "198.51.100.2, 192.0.2.1"),
                [201, 429],
            ),
            ("an IPv6 subscriber is one", ("2001:db8::1", "2001:db8::2", "2001:db8::3"), [201, 201, 429]),
            ("what is no address lifts nothing", ("nonsense", "nonsense2", "nonsense3"), [201, 201, 429]),
        ):
            told = through(*sent)
            outcome.expect(told == wanted, f"behind a proxy, {what}: answered {told}")


def _compare(now: list[str], outcome: Outcome) -> None:
    written = ANSWERS.read_text().splitlines() if ANSWERS.exists() else []
    rows = {line for line in written if line.startswith("| ")}
    for line in now:
        if line.startswith("| "):
            outcome.expect(line in rows, f"not as written in answers.md: {line}")
    for line in sorted(rows - set(now)):
        outcome.fail(f"written in answers.md, and not so: {line}")


def _heading(title: str, columns: list[str]) -> list[str]:
    return ["", f"## {title}", "", _row(*columns, code=False), "|" + "---|" * len(columns)]


class _Rows:
    """Rows of routes: the methods of one path that are answered alike share a row."""

    def __init__(self) -> None:
        self._methods: dict[tuple[str, ...], list[str]] = {}

    def add(self, sound: Sound, *cells: str) -> None:
        self._methods.setdefault((sound.path, *cells), []).append(sound.method)

    def lines(self) -> Iterator[str]:
        for (path, *cells), methods in self._methods.items():
            yield _row(f"{', '.join(methods)} {path}", *cells)


def _row(first: str, *others: str, code: bool = True) -> str:
    return "| " + " | ".join([f"`{first}`" if code else first, *others]) + " |"


@contextmanager
def _planted(plant: str) -> Iterator[None]:
    with ExitStack() as stack:
        if plant == "editors-door-open":
            stack.enter_context(mock.patch("diwan.web.desk.roles.is_editor", return_value=True))
        elif plant == "origin-not-asked":
            stack.enter_context(mock.patch("diwan.web.desk.visits.check_same_origin"))
        elif plant == "any-site":
            stack.enter_context(mock.patch("diwan.web.publisher._authenticate", _whatever_is_asked))
        elif plant == "believes-any-proxy":
            stack.enter_context(mock.patch("diwan.web.protection.Proxies._trusts", return_value=True))
        yield


def _whatever_is_asked(_house: Any, request: Any) -> Any:
    return mock.Mock(site=request.path_params["site"])


def write() -> None:
    """Write the file as the answers are now."""
    with (
        tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder,
        people(Path(folder), "sqlite") as found,
    ):
        outcome = Outcome(NAME, "sqlite")
        lines = answers(found, outcome)
    ANSWERS.write_text("\n".join(lines) + "\n")
    for sentence in outcome.told:
        print(f"FAILED: {sentence}")


if __name__ == "__main__":
    write()
