"""Requests to every route, as `requests.toml` writes them: who asks, with which parameters, from which page."""

import hashlib
import html
import json
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from argon2 import PasswordHasher
from tests.publisher import Publisher, shared_secret
from tests.served import PUBLIC_URL

from diwan import arriving, identifiers, leisure, receipts, restraining, tying
from diwan.bootstrap import House
from diwan.clock import DAY, MINUTE
from diwan.envelopes import Purpose
from diwan.guidelines import Guideline
from diwan.letters import EnterLink
from diwan.moderators import Moderator
from diwan.readers import Arrival, Source
from diwan.restraining import Wish
from diwan.restraints import Effect
from diwan.ties import mark_of_subject
from diwan.web import sessions
from diwan.web.openid import journeys
from proofs.roles import READING, People, Who

REQUESTS = Path(__file__).with_name("requests.toml")
SITES = ("courier", "gazette", "nowhere")
PASSWORD = "the right pass phrase"


@dataclass(frozen=True, slots=True)
class Sound:
    """A request that is as it should be. `kind` says where its fields are: json, form or query."""

    method: str
    path: str
    who: Who = Who.OUTSIDER
    kind: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    origin: str = PUBLIC_URL

    @property
    def route(self) -> str:
        """As the table of routes has it."""
        return f"{self.method} {self.path}"

    @property
    def has_site(self) -> bool:
        """Whether it speaks of a site."""
        return "{site}" in self.path + str(self.fields)


def sound_requests(people: People) -> list[Sound]:
    """One for each method and path that is answered, HEAD apart. Raises ValueError for one that is written down and is no route."""
    written = {}
    for told in tomllib.loads(REQUESTS.read_text())["request"]:
        method, _, path = told["route"].partition(" ")
        kind = next(kind for kind in ("json", "form", "query") if kind in told)
        origin = told.get("origin", PUBLIC_URL)
        written[method, path] = Sound(method, path, Who(told["as"]), kind, told[kind], origin)
    found = [
        written.pop((method, path), Sound(method, path))
        for method, path in people.routes()
        if method != "HEAD"
    ]
    if written:
        raise ValueError(f"there is no such route: {sorted(written)}")
    return found


class Asker:
    """Sends them, each with what it needs made anew, so that no request changes what another is answered."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._newsroom = people.newsroom
        newsroom = self._newsroom
        newsroom.register()
        for site in newsroom.house.sites.values():
            leisure.print_account(newsroom.house.store, newsroom.house.press, site, newsroom.clock())
        stands = newsroom.submit("words that stand")
        newsroom.approve(stands)
        newsroom.approve(newsroom.submit("an answer that stands", parent=stands["comment"]))
        self._printed = str(stands["comment"])
        self._sheet = str(newsroom.pointer()["top"])
        self._replies = next(
            Path(path).stem
            for path, content in newsroom.press_files().items()
            if path.endswith(".json") and b'"sheet":"replies"' in content
        )
        pages = (newsroom.house.press.root / "pages").glob("*/*.html")
        self._page = max(pages, key=lambda page: page.stat().st_mtime_ns).stem
        # Somebody else than the one who sets a new password here.
        hashed, entering = PasswordHasher(1, 8, 1).hash(PASSWORD), people.appoint("Zozan").id
        newsroom.house.store.write(lambda tx: tx.set_password(entering, hashed)).result()

    def ask(
        self,
        sound: Sound,
        who: Who,
        *,
        site: str = "courier",
        fields: list[tuple[str, Any]] | None = None,
        headers: Mapping[str, str] | None = None,
        content_type: str | None = None,
    ) -> str:
        """The status of the answer; `sign in` where it leads there. `fields` and `content_type` stand in for the sound ones."""
        # The throttle forgets a try after fifteen minutes.
        self._newsroom.clock.advance(16 * MINUTE)
        given = self._given(sound, site)
        asked = list(sound.fields.items()) if fields is None else fields
        filled = [(name, _fill(value, given)) for name, value in asked]
        address = quote(_fill(sound.path.replace(":path", ""), given), safe="/:$~-_.")
        content, media_type = b"", None
        if sound.kind == "query" and filled:
            address += "?" + urlencode(filled)
        elif sound.kind == "json":
            content, media_type = _json(filled), "application/json"
        elif sound.kind == "form" or sound.method not in READING:
            content, media_type = urlencode(filled).encode(), "application/x-www-form-urlencoded"
        media_type = content_type if content_type is not None else media_type
        shown = dict(self._who(who))
        if "journey" in given:
            shown["cookie"] = "; ".join(filter(None, (shown.get("cookie"), given["journey"])))
        sent = {
            "origin": sound.origin,
            **shown,
            **({"content-type": media_type} if media_type else {}),
        }
        if headers is not None:
            sent = {name: value for name, value in {**sent, **headers}.items() if value}
        self._newsroom.client.cookies.clear()
        answer = self._newsroom.client.request(sound.method, address, content=content, headers=sent)
        if answer.headers.get("location", "").startswith("/desk/sign-in"):
            return "sign in" if sound.path != "/desk/sign-out" else "303"
        return str(answer.status_code)

    def _who(self, who: Who) -> Mapping[str, str]:
        people = self._people
        # A session of its own: one request may end it, and time goes on.
        afresh: dict[Who, Callable[[], Mapping[str, str]]] = {
            Who.MODERATOR: lambda: people.cookie(people.moderator),
            Who.EDITOR: lambda: people.cookie(people.editor),
            Who.DISMISSED: people.dismissed,
            Who.HALF_WAY: people.half_way,
            Who.READER: people.reader,
        }
        return afresh[who]() if who in afresh else people.headers[who]

    def _journey(self, path: str) -> dict[str, str]:
        """What a browser brings along that comes back from the provider to this path, where somebody has signed in who may come."""
        people, house = self._people, self._newsroom.house
        people.provider.subject = subject = secrets.token_hex(8)
        begun = path.removesuffix("/arrived").format(site="courier", provider="accounts")
        answer = self._newsroom.client.post(begun, data={"back": ""}, headers={"origin": PUBLIC_URL})
        there = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.text)
        if there is None:
            raise AssertionError(f"{begun} led nowhere: {answer.status_code}")
        if path.startswith("/desk"):
            tying.invite(
                house.store,
                house.clock,
                moderator_id=people.appoint(f"Invited {subject}").id,
                provider="accounts",
                mark=mark_of_subject(subject),
                editor=people.editor.id,
            ).result()
        back = people.provider.authorize(html.unescape(there[1]))
        return {**back, "journey": f"{journeys.COOKIE}={answer.cookies[journeys.COOKIE]}"}

    def _given(self, sound: Sound, site: str) -> dict[str, str]:
        wants = sound.path + str(sound.fields)
        sheet = self._page if sound.path.endswith(".html") else self._sheet
        given = {
            "site": site,
            "folder": "bridge",
            "article": "bridge",
            "two": sheet[:2],
            "address": self._replies if "replies" in sound.path else sheet,
            "asset": "diwan.js",
            "printed": self._printed,
            "key": secrets.token_hex(16),
            "name": "desk.css" if "static" in sound.path else f"New {secrets.token_hex(6)}",
            "page": secrets.token_hex(8),
            "phase": "courier",
            "model": "omni-moderation-latest",
            "rest": "nothing",
            "provider": "accounts",
            "revision": "1",
            "batch_id": "0" * 32,
            "appeal_id": "0" * 32,
            "passkey_id": "0" * 32,
            "pause_id": "0" * 32,
            "trial_id": "0" * 32,
            "language": "en",
            "kind": "banned",
        }
        newsroom, people = self._newsroom, self._people
        if "{vouched}" in wants:
            publisher = Publisher(newsroom.clock.at, shared_secret(), "HS256")
            given["vouched"] = publisher.token(jti=secrets.token_hex(8))
        if "{comment" in wants or "{digest}" in wants or ("{token}" in wants and "receipts" in wants):
            sent = newsroom.submit("words that wait")
            given |= {"comment": sent["comment"], "comment_id": sent["comment"], "digest": sent["digest"]}
            given["token"] = receipts.token(newsroom.house.secrets.receipts, sent["comment"])
            if sound.path.endswith("/proof"):
                newsroom.sealed()
        if sound.path.startswith("/report/"):
            given["comment"] = self._printed
        if "{token}" in wants and "sign-in" in wants:
            link = sessions.make_link(newsroom.house, people.appoint(f"Linked {secrets.token_hex(6)}").id)
            given["token"] = link.rsplit("/", 1)[1]
        if "/openid/" in sound.path and sound.path.endswith("/arrived"):
            given |= self._journey(sound.path)
        if sound.path == "/api/readers/links":
            given["state"] = secrets.token_hex(32)
        if sound.path == "/api/readers/arrivals":
            given |= handed_code(newsroom.house, site)
        if sound.path.startswith("/mail/"):
            given["token"] = mailed_token(newsroom.house, sound.path.split("/")[3], site)
        if "{reader_id}" in wants:
            given |= somebody_held(newsroom.house, people.editor)
        if "{moderator_id}" in wants or "{someone}" in wants:
            someone = people.appoint(f"Someone {secrets.token_hex(6)}").id
            given |= {"moderator_id": someone, "someone": someone}
        if sound.path == "/desk/terms/files/{name}":
            given["name"] = "none"
        if sound.route == "POST /desk/terms/{language}/{kind}":
            given["revision"] = str(
                newsroom.rows("SELECT coalesce(max(revision), 0) FROM term_lists WHERE list = 'en-banned'")[
                    0
                ][0]
            )
        if sound.route == "POST /desk/guidelines":
            given["revision"] = str(newsroom.rows("SELECT max(revision) FROM guidelines")[0][0])
        return given


def somebody_held(house: House, editor: Moderator) -> dict[str, str]:
    """A reader who has just come and been held: his id, the restraint's, and what a page about him has shown."""
    arrival = Arrival("courier", Source.PUBLISHER, secrets.token_hex(8), "Held")
    reader = arriving.arrive(
        house.store,
        house.clock,
        arrival,
        token_hash=secrets.token_bytes(32),
        until=house.clock() + DAY,
    ).result()
    wish = Wish(reader.id, Effect.HOLD, Guideline.THREAT, None, -1)
    restraint = restraining.restrain(house.store, house.clock, editor, wish).result()
    seen = house.store.write(lambda transaction: transaction.last_act_on(reader.id)).result()
    return {"reader_id": reader.id, "restraint": restraint.id, "seen": str(seen)}


def mailed_token(house: House, purpose: str, site: str) -> str:
    """The last part of a link that a mail brings, good for one use."""
    at, mailbox = house.clock(), f"{secrets.token_hex(6)}@example.org"
    mark = house.envelopes.mark(site, mailbox)
    name = mark.hex()
    if purpose == Purpose.ENTER:
        name = _enter_link(house, site, mailbox, "", None)
    elif purpose == Purpose.CONFIRM:
        # Without a request behind it: what a mail asked once is answered like what was never asked.
        name = identifiers.new(at)
    return house.envelopes.token(Purpose(purpose), site, name)


def handed_code(house: House, site: str) -> dict[str, str]:
    """What the widget brings along when its reader comes back from a mail: the code, and what the browser kept."""
    kept = secrets.token_hex(32)
    state = hashlib.sha256(kept.encode()).digest()
    link = _enter_link(house, site, f"{secrets.token_hex(6)}@example.org", "Rojîn", state)
    return {"code": house.envelopes.token(Purpose.HAND, site, link), "state": kept}


def _enter_link(house: House, site: str, mailbox: str, name: str, state: bytes | None) -> str:
    """The id of a link to sign in with, good for a minute."""
    at, mark = house.clock(), house.envelopes.mark(site, mailbox)
    closed = house.envelopes.close(mark, mailbox)
    link = EnterLink(identifiers.new(at), site, mark, closed, "bridge", name, state, at, at + MINUTE)
    house.store.write(lambda tx: tx.keep_enter_link(link)).result()
    return link.id


def _fill(value: Any, given: Mapping[str, str]) -> Any:
    """The value with what stands in braces in it replaced, however deep."""
    if isinstance(value, str):
        for name, text in given.items():
            value = value.replace("{" + name + "}", text)
        return value
    if isinstance(value, Mapping):
        return {name: _fill(each, given) for name, each in value.items()}
    if isinstance(value, list):
        return [_fill(each, given) for each in value]
    return value


def _json(fields: list[tuple[str, Any]]) -> bytes:
    """An object, written by hand, for a name may come twice."""
    told = ",".join(f"{json.dumps(name)}:{json.dumps(value)}" for name, value in fields)
    return ("{" + told + "}").encode()
