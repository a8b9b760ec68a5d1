"""Canaries: words that no reader may see, looked for in everything that anybody can fetch.

Undecided, rejected, erased and refused comments carry them, and so do moderators' notes and an article's text. Every route is asked with
every method by everybody who may come, every printed file is read in each of its forms, and so are all log lines. The desk may
show a moderator what waits and what was rejected; nobody may be shown what was erased. And what readers are given
must be the same, byte for byte and tag for tag, as before there were any canaries: a count or an ETag may betray as much as a word.
"""

import io
import logging
import random
import re
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import brotli
import structlog
import zstandard
from tests.house import SITE
from tests.served import PUBLIC_URL
from tests.waiting import until

from diwan import erasure, leisure, lifecycle, logs, receipts
from diwan.clock import DAY
from diwan.comments import Submission, Words
from diwan.decisions import Outcome as Decided
from diwan.lifecycle import Acknowledgement
from proofs.asking import mailed_token
from proofs.canary_plants import PLANTS as PLANTS, planted
from proofs.outcome import Outcome
from proofs.roles import AT_THE_DESK, PRINTED, People, Who, people

NAME = "canaries"
LONG = 10_000
SHORT = 20

CANARY = "canary"
ERASED = "canary-erased"
EVERY_METHOD = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
ASKED_ONE_BY_ONE = 500
"""Canaries whose own addresses are asked for by everybody; the others' by outsiders alone."""
ACCOUNTED_AFTER = 14 * DAY
"""By then the week of the canaries is one of those of which the public accounts tell."""
QUERIES = (
    "page=0",
    "page=999999",
    "reply={comment}",
    "before=9",
    "behind=0-0",
    "decided={comment}",
    "next=/desk/comments/{comment}",
)
# They change who is who, and are asked for by `matrix`.
LEFT_OUT = frozenset({("POST", "/desk/sign-out")})
# A form's fresh key; and the version, which is the ledger position of the print run: how the ledger grows, its checkpoint tells anyone.
_OF_THE_MOMENT = re.compile(r'name="key" value="[^"]*"|data-version="\d+"|"version":\d+')


def run(database: str, size: int, plant: str = "") -> Outcome:
    """`size` canaries on `database`. An attempt is one answer, file or log in which none may be."""
    outcome = Outcome(NAME, database, hasty=bool(plant))
    with tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder, ExitStack() as stack:
        stack.enter_context(planted(plant))
        lines = stack.enter_context(_everything_logged())
        found = stack.enter_context(people(Path(folder), database))
        stack.enter_context(outcome.timed())
        _Hunt(found, outcome, size).hunt(lines)
    return outcome


class _Hunt:
    def __init__(self, found: People, outcome: Outcome, size: int) -> None:
        self._people = found
        self._newsroom = found.newsroom
        self._outcome = outcome
        self._size = size
        self._chance = random.Random(size)
        self._undecided: list[Acknowledgement] = []
        self._others: list[Acknowledgement] = []
        self._stands: dict[str, Any] = {}

    def hunt(self, lines: io.StringIO) -> None:
        newsroom = self._newsroom
        newsroom.register(text=f"{CANARY}-text of the article, which is sold")
        self._print_accounts()
        self._stands = newsroom.submit("words that stand", name="Name that stands")
        newsroom.approve(self._stands)
        newsroom.approve(newsroom.submit("an answer that stands", parent=self._stands["comment"]))
        # Printed once more, so that only what comes now can make a difference.
        self._reprint()
        before = self._what_readers_get()
        self._let_fly()
        self._refused()
        self._reprint()
        newsroom.screened()
        newsroom.sealed()
        after = self._what_readers_get()
        for address in before.keys() | after.keys():
            same = before.get(address) == after.get(address)
            self._outcome.expect(
                same, f"what readers get at {address} changed with comments that nobody approved"
            )
        self._log(lines)
        self._files()
        self._their_archives()
        self._routes()
        self._their_own_addresses()
        self._log(lines)
        self._accounts()
        self._outcome.count("canaries", self._size)

    def _log(self, lines: io.StringIO) -> None:
        told = lines.getvalue()
        self._outcome.expect(CANARY not in told, "a canary is in the log")
        self._outcome.expect("words that stand" not in told, "a reader's words are in the log")

    def _reprint(self) -> None:
        thread = self._newsroom.rows("SELECT id FROM threads WHERE article = 'bridge'")[0][0]
        self._newsroom.house.store.write(lambda tx: tx.owe_printing(thread, None)).result()
        self._newsroom.print()

    # --- the canaries ---------------------------------------------------------------------------------------

    def _let_fly(self) -> None:
        house = self._newsroom.house
        futures = []
        for number in range(self._size):
            parent = str(self._stands["comment"]) if number % 3 == 0 else None
            words = Words(f"{CANARY}-name-{number}", f"{CANARY}-words-{number} and what follows")
            if number % 5 == 0:
                words = Words(ERASED, f"{ERASED}-{number}")
            submission = Submission(SITE.id, "bridge", f"{CANARY}-key-{number:09d}", words, parent)
            futures.append(lifecycle.submit(house.store, house.clock, house.sites[SITE.id], submission))
        for number, future in enumerate(futures):
            sent = future.result()
            if number % 5 == 0:
                erasure.erase(house.store, house.clock, comment_id=sent.comment_id, by="reader").result()
                self._others.append(sent)
            elif number % 2 == 0:
                self._reject(sent)
                self._others.append(sent)
            else:
                self._undecided.append(sent)

    def _reject(self, sent: Acknowledgement) -> None:
        self._newsroom.decide(
            {"comment": sent.comment_id, "digest": sent.digest.hex()}, Decided.REJECTED, note=f"{CANARY}-note"
        )

    def _refused(self) -> None:
        """What is refused comes back in no answer to a program either."""
        newsroom = self._newsroom
        for answer in (
            newsroom.post(body=f"{CANARY}-refused\0"),
            newsroom.post(body=f"{CANARY}-refused", name=f"{CANARY}\u202e"),
            newsroom.post(body=f"{CANARY}-refused", article="nobody-knows"),
            newsroom.post(b'{"body": "canary-refused'),
            newsroom.post(body=f"{CANARY}-refused", origin="https://evil.example"),
            newsroom.post(body=f"{CANARY}-refused", parent=self._undecided[0].comment_id),
        ):
            self._outcome.expect(answer.status_code >= 400, "what should be refused was taken")
            self._outcome.expect(
                CANARY not in answer.text + str(answer.headers), "an error repeats a reader's words"
            )

    # --- where they are looked for -------------------------------------------------------------------------------

    def _what_readers_get(self) -> dict[str, tuple[int, str, str | None]]:
        """Status, body and tag of every page and printed file, but for the keys that a form is given anew each time."""
        found = {}
        paths = ["/read/courier/bridge", "/read/courier/bridge?page=0", "/widget/diwan.js"]
        # Apart from the public accounts, which count on purpose, and are printed anew when a duty finds time.
        paths += [
            path
            for path in self._newsroom.press_files()
            if path.endswith((".html", ".json")) and not path.startswith("/transparency/")
        ]
        for path in paths:
            answer = self._newsroom.client.get(path)
            tag = None if path.startswith("/threads/") else answer.headers.get("etag")
            found[path] = (answer.status_code, _OF_THE_MOMENT.sub("", answer.text), tag)
        return found

    def _files(self) -> None:
        stands = False
        for path, content in self._newsroom.press_files().items():
            told = _unpacked(path, content)
            stands = stands or b"words that stand" in told
            self._outcome.expect(CANARY.encode() not in told, f"a canary is printed in {path}")
        self._outcome.expect(stands, "not even what was approved is printed: this proves nothing")

    @cached_property
    def _sheet(self) -> str:
        """The address of a printed sheet."""
        return next(
            path
            for path in self._newsroom.press_files()
            if path.startswith("/pages/") and path.endswith(".html")
        )

    def _routes(self) -> None:
        known: dict[str, set[str]] = {}
        for method, path in self._people.routes():
            known.setdefault(path, set()).add(method)
        shown = 0
        for who in Who:
            for path, methods in known.items():
                filled = self._filled(path)[: None if who in {Who.OUTSIDER, Who.EDITOR} else 1]
                asked = [(method, address) for address in filled for method in sorted(methods)]
                if who is Who.OUTSIDER:
                    asked += [(method, filled[0]) for method in EVERY_METHOD if method not in methods]
                if who in {Who.OUTSIDER, Who.EDITOR} and "GET" in methods:
                    asked += [("GET", address) for address in self._with_queries(path, filled[0])]
                for method, address in asked:
                    if (method, path) not in LEFT_OUT:
                        shown += self._ask(who, method, address)
        self._outcome.count("routes", len(known))
        self._outcome.expect(shown, "no moderator was shown a canary at the desk: this proves nothing")

    def _filled(self, path: str) -> list[str]:
        """The path with what can stand in its places."""
        comment = self._undecided[0]
        described = self._newsroom.house.secrets
        digest = comment.digest.hex()
        own = receipts.token(described.receipts, str(self._stands["comment"]))
        sheet = self._sheet
        fill = {
            "site": ["courier", "gazette", "nowhere"],
            "folder": ["bridge", "nothing"],
            "comment": [comment.comment_id, str(self._stands["comment"])],
            "token": [own, comment.comment_id, comment.comment_id * 2],
            "comment_id": [comment.comment_id, self._others[0].comment_id, self._others[1].comment_id],
            "address": [Path(sheet).stem, digest],
            "two": [Path(sheet).stem[:2]],
            "moderator_id": [self._people.moderator.id],
            "article": ["bridge", f"bridge/{comment.comment_id}"],
            "name": ["desk.css"],
            "asset": ["diwan.js"],
            "revision": ["1"],
            "reader_id": [row[0] for row in self._newsroom.rows("SELECT id FROM readers LIMIT 2")]
            or ["0" * 32],
            "batch_id": ["0" * 32],
            "appeal_id": ["0" * 32],
            "passkey_id": ["0" * 32],
            "pause_id": ["0" * 32],
            "trial_id": ["0" * 32],
            "language": ["en", "any"],
            "kind": ["banned"],
            "phase": ["courier"],
            "model": ["omni-moderation-latest"],
            "provider": ["accounts"],
            "rest": [f"comments/{comment.comment_id}/words"],
        }
        if path.startswith("/mail/"):
            fill["token"].append(mailed_token(self._newsroom.house, path.split("/")[3], "courier"))
        filled = [path]
        for name in re.findall(r"\{(\w+)(?::path)?\}", path):
            filled = [
                re.sub(r"\{" + name + r"(:path)?\}", value, each) for each in filled for value in fill[name]
            ]
        return filled

    def _with_queries(self, path: str, filled: str) -> list[str]:
        if path in PRINTED or "static" in path:
            return []
        return [f"{filled}?{query.format(comment=self._undecided[0].comment_id)}" for query in QUERIES]

    def _their_own_addresses(self) -> None:
        """Each canary's own: as a receipt, a page to answer it, a card, a sheet."""
        for number, sent in enumerate(self._undecided + self._others):
            digest = sent.digest.hex()
            addresses = [
                f"/receipts/{sent.comment_id}",
                f"/receipts/{sent.comment_id}{digest[:32]}",
                f"/read/courier/bridge?reply={sent.comment_id}",
                f"/pages/{digest[:2]}/{digest}.json",
                f"/desk/comments/{sent.comment_id}",
            ]
            for who in Who if number < ASKED_ONE_BY_ONE * self._size // LONG + 2 else (Who.OUTSIDER,):
                for address in addresses:
                    self._ask(who, "GET", address)

    def _their_archives(self) -> None:
        """Whoever has a comment's receipt has his own words in the archive and in the proof, and nothing of anybody else's."""
        newsroom, secret = self._newsroom, self._newsroom.house.secrets.receipts
        asked = [sent.comment_id for sent in (*self._undecided[:3], *self._others[:6])]
        for comment in [*asked, str(self._stands["comment"])]:
            key, own = newsroom.rows(
                "SELECT c.submission_key, w.body FROM comments c LEFT JOIN words w ON w.comment_id = c.id WHERE c.id = :id",
                id=comment,
            )[0]
            address = f"/receipts/{receipts.token(secret, comment)}"
            for path in (address, f"{address}/archive", f"{address}/proof"):
                answer = newsroom.client.get(path)
                told, archived = _told(answer), path.endswith("/archive")
                self._outcome.expect(
                    not archived or (answer.status_code == 200 and (own is None or own in told)),
                    f"the archive of {comment} has not its author's words ({answer.status_code})",
                )
                others = _without(told, key)
                self._outcome.expect(
                    f"{CANARY}-" not in others,
                    f"somebody saw more than his own at {path.removeprefix(address) or 'his receipt'}",
                )
                if ERASED in told:
                    self._outcome.fail(f"what was erased is told at {path.removeprefix(address)}")

    def _print_accounts(self) -> None:
        """Print the sites' public accounts. Until all their days are added up, an account says so."""
        house = self._newsroom.house

        def whole() -> bool:
            printed = [
                leisure.print_account(house.store, house.press, site, house.clock())
                for site in house.sites.values()
            ]
            return all(printed)

        until(whole, "the days of the accounts to be added up")

    def _accounts(self) -> None:
        """When their week is over, the canaries are counted in the public account, and not told."""
        self._newsroom.clock.advance(ACCOUNTED_AFTER)
        self._print_accounts()
        for site in self._newsroom.house.sites:
            for name in ("page.html", "figures.json", "figures.csv"):
                answer = self._newsroom.client.get(f"/transparency/{site}/{name}")
                self._outcome.expect(
                    answer.status_code == 200 and CANARY not in _told(answer),
                    f"a canary is in the public account of {site}, or there is none ({answer.status_code})",
                )
        figures = self._newsroom.client.get(f"/transparency/{SITE.id}/figures.json").json()
        self._outcome.expect(
            figures["received"] >= self._size,
            "the public account does not count the canaries: this proves nothing",
        )

    def _ask(self, who: Who, method: str, address: str) -> int:
        """One answer; 1 if it shows a canary to somebody who may see it."""
        headers = {**self._people.headers[who], "origin": PUBLIC_URL}
        answer = self._newsroom.client.request(method, address, headers=headers)
        told = _told(answer)
        may = who in AT_THE_DESK and address.startswith("/desk")
        seen = CANARY in told
        self._outcome.expect(
            may or not seen, f"{who} saw a canary by {method} {address} ({answer.status_code})"
        )
        if ERASED in told:
            self._outcome.fail(f"{who} saw what was erased by {method} {address}")
        return int(may and seen)


def _told(answer: Any) -> str:
    """Everything that an answer says, also what is packed in it."""
    told = str(answer.headers)
    if answer.headers.get("content-type") != "application/zip" or not answer.content:
        return f"{answer.text}{told}"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archived:
        return told + "".join(archived.read(name).decode() for name in archived.namelist())


def _without(told: str, key: str) -> str:
    """The text without what the author of the comment with this submission key has sent himself. In his archive are also the single words
    under which it is found; what others wrote is known by the hyphen.
    """
    number = key.rsplit("-", 1)[1].lstrip("0") or "0"
    own = rf"{re.escape(key)}|{CANARY}-(?:name|words)-{number}(?!\d)"
    return re.sub(own, "", told)


def _unpacked(path: str, content: bytes) -> bytes:
    if path.endswith(".br"):
        return bytes(brotli.decompress(content))
    if path.endswith(".zst"):
        return zstandard.ZstdDecompressor().decompress(content)
    if path.endswith(".gz"):
        import gzip

        return gzip.decompress(content)
    return content


@contextmanager
def _everything_logged() -> Iterator[io.StringIO]:
    """All log lines, at the lowest level; the logging is afterwards as it was."""
    root = logging.getLogger()
    kept = (root.handlers[:], root.level, sys.excepthook, threading.excepthook, logging.raiseExceptions)
    structured = structlog.get_config()
    stream = io.StringIO()
    logs.configure("debug", stream)
    try:
        yield stream
    finally:
        root.handlers[:], root.level, sys.excepthook, threading.excepthook, logging.raiseExceptions = kept
        logging.captureWarnings(capture=False)
        structlog.contextvars.clear_contextvars()
        structlog.configure(**structured)
