"""A comment's whole path through a real server, by somebody who does not give up: sent until it is acknowledged, approved until it is decided, looked for
until readers see it. What is answered meanwhile must be what he can do something with."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from diwan.articles import folder_name
from diwan.web import sessions
from proofs import kept
from proofs.load import Acknowledged, Answer, Connection, Died, Sent
from proofs.newsroom import PAPER, SITE, Newsroom
from proofs.outcome import Outcome

LOOK_S = 0.01
PATIENCE_S = 60.0
"""So long after the fault everything must be as if it had not been."""
CUT_OFF = 0
"""The status of an answer that never came, as when a process ends on purpose."""
_TOLD = (CUT_OFF, 503)


@dataclass
class Told:
    """What was sent and acknowledged by anybody, by key."""

    acknowledged: dict[str, Acknowledged] = field(default_factory=dict)
    sent: dict[str, Sent] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    """How often it was told that something could not be done now: by the status, or `cut off`."""

    def check(self, outcome: Outcome, tried: Newsroom) -> None:
        """All of it is stored, once and as it was sent; and whatever is printed leads to something."""
        kept.check(
            outcome,
            tried,
            {key: (each.comment_id, each.digest) for key, each in self.acknowledged.items()},
            lambda key: (self.sent[key].name, self.sent[key].body),
            lambda key: key in self.sent,
        )
        for gone in missing(tried.settings.press_root):
            outcome.fail(gone)

    def count(self, outcome: Outcome) -> None:
        """Tell it beside the attempts."""
        outcome.count("acknowledged", len(self.acknowledged))
        for kind, times in sorted(self.answers.items()):
            outcome.count(f"answers {kind}", times)


class Walker:
    """Over one connection, from one address."""

    def __init__(self, outcome: Outcome, tried: Newsroom, told: Told, address: str) -> None:
        self._outcome = outcome
        self._tried = tried
        self._told = told
        self.connection = Connection(tried.port, address)
        self.patience_s = PATIENCE_S

    async def walk(self, sent: Sent, article: str, what: str) -> None:
        """All of the path. `what` is being tried, for the sentence that tells of a failure."""
        came = await self.send(sent, article, what)
        if came is None or not await self.approve(came, what):
            return
        end = time.monotonic() + self.patience_s
        while not await self.is_shown(article, came.comment_id):
            if time.monotonic() > end:
                self._outcome.fail(f"{what}: approved, and not printed in {self.patience_s:.0f} s")
                return
            await asyncio.sleep(LOOK_S)

    async def send(self, sent: Sent, article: str, what: str) -> Acknowledged | None:
        """Send a comment until it is acknowledged. Its article is described with it, as by the paper's page."""
        self._told.sent[sent.key] = sent
        told = {
            **json.loads(sent.as_json()),
            "article": article,
            "described": {"url": f"{PAPER}/{article}", "headline": "The bridge", "language": "en"},
        }
        end = time.monotonic() + self.patience_s
        while time.monotonic() < end:
            answer = await self._ask("/api/comments", json.dumps(told).encode(), origin=PAPER)
            if answer.status in (200, 201):
                said = json.loads(answer.body)
                came = Acknowledged(sent, said["comment"], said["digest"], answer.status == 200)
                self._told.acknowledged[sent.key] = came
                return came
            await self._come_back(answer, what, "a comment")
        self._outcome.fail(f"{what}: nothing was acknowledged in {self.patience_s:.0f} s")
        return None

    async def approve(self, came: Acknowledged, what: str) -> bool:
        """Approve a comment until that is recorded."""
        fields = urlencode({"digest": came.digest, "outcome": "approved", "note": ""}).encode()
        end = time.monotonic() + self.patience_s
        while time.monotonic() < end:
            answer = await self._ask(
                f"/desk/comments/{came.comment_id}/decisions",
                fields,
                cookie=f"{sessions.COOKIE}={self._tried.session}",
                origin=f"http://127.0.0.1:{self._tried.port}",
                sec_fetch_site="same-origin",
                content_type="application/x-www-form-urlencoded",
                accept="application/json",
            )
            # It may have been recorded when the answer was lost: then his own decision is in force.
            if answer.status == 201 or (answer.status == 409 and json.loads(answer.body).get("decision")):
                return True
            await self._come_back(answer, what, "an approval")
        self._outcome.fail(f"{what}: nothing was decided in {self.patience_s:.0f} s")
        return False

    async def is_shown(self, article: str, comment_id: str) -> bool:
        """Whether a reader's program finds it: from the pointer to the page."""
        pointer = await self.get(f"/threads/{SITE}/{folder_name(article)}/pointer.json")
        left = _tops(pointer.body) if pointer.status == 200 else []
        while left:
            address = left.pop()
            answer = await self.get(f"/pages/{address[:2]}/{address}.json")
            if answer.status == 404:
                self._outcome.fail(f"the pointer of {article} leads to {address}.json, which is not there")
            if answer.status != 200:
                return False
            sheet = json.loads(answer.body)
            if any(each["opening"]["id"] == comment_id for each in sheet.get("conversations", ())):
                return True
            left += [below["address"] for below in sheet.get("children", ())]
        return False

    async def get(self, path: str, **headers: str) -> Answer:
        """The answer, CUT_OFF if there was none."""
        try:
            return await self.connection.get(path, **headers)
        except Died:
            self.connection.close()
            return Answer(CUT_OFF, b"")

    async def _ask(self, path: str, body: bytes, **headers: str) -> Answer:
        try:
            return await self.connection.post(path, body, **headers)
        except Died:
            self.connection.close()
            return Answer(CUT_OFF, b"")

    async def _come_back(self, answer: Answer, what: str, of: str) -> None:
        self._told.answers[str(answer.status) if answer.status else "cut off"] += 1
        if answer.status not in _TOLD or (answer.status and not answer.retry_after):
            self._outcome.fail(f"{what}: {of} was answered {answer.status} {answer.body[:200]!r}")
        await asyncio.sleep(LOOK_S)


def _tops(pointer: bytes) -> list[str]:
    """What a pointer leads to; nothing, while nothing is printed."""
    top = json.loads(pointer)["top"]
    return [top] if top else []


def pages(press: Path, article: str) -> Iterator[dict[str, Any]]:
    """The pages of a thread as they lie there, in their order."""
    left = _tops((press / "threads" / SITE / folder_name(article) / "pointer.json").read_bytes())
    while left:
        address = left.pop(0)
        sheet = json.loads((press / "pages" / address[:2] / f"{address}.json").read_bytes())
        left = [below["address"] for below in sheet.get("children", ())] + left
        if "conversations" in sheet:
            yield sheet


def missing(press: Path) -> list[str]:
    """What the printed pointers and sheets lead to and is not there."""
    gone = []
    for pointer in press.glob("threads/**/pointer.json"):
        left = _tops(pointer.read_bytes())
        while left:
            address = left.pop()
            file = press / "pages" / address[:2] / f"{address}.json"
            if not file.is_file():
                gone.append(f"{pointer} leads to {file.name}, which is not there")
                continue
            sheet = json.loads(file.read_bytes())
            # Of tiles there is no HTML: nobody reads them.
            if "conversations" in sheet and not file.with_suffix(".html").is_file():
                gone.append(f"{pointer} leads to {address}.html, which is not there")
            left += [below["address"] for below in sheet.get("children", ())]
    return gone
