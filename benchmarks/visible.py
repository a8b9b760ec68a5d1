"""Deciding to visible: from the moment a moderator's approval is sent to the one in which the printed page shows the comment.

Approvals go to `diwan serve` over HTTP as the desk's script sends them, at a fixed rate whatever the server makes of it (an open loop), all in one
thread and over many. A watcher looks at each thread's pointer on the disk, asks the server for it when it has changed, and keeps the time of the
answer: a pointer names the ledger entry of its print run, and so does the record of each publication. Afterwards every approved comment is looked
for in the pages, over HTTP. Beside it, in the same run, a small file is written and replaced as lastingly as the printed ones.
"""

import argparse
import http.client
import json
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from sqlalchemy import text

from benchmarks import machine, newsroom, serving, submitting, table
from benchmarks.newsroom import SITE, Desk
from diwan import founding
from diwan.articles import folder_name
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Role
from diwan.press import files
from diwan.storage.engine import connect
from diwan.web import sessions

AIM_MS = 250.0
RATES = {1: 15, 10: 10, 100: 8}
"""Approvals a second, and for how many seconds."""
THREADS = (1, 20)
SENDERS = 16
QUIET_S = 5.0
"""So long no pointer changes before the end is believed."""
LOOK_S = 0.002


@dataclass(frozen=True, slots=True)
class _Act:
    """A comment to approve, in which article."""

    article: str
    comment: Acknowledgement


@dataclass(frozen=True, slots=True)
class _Course:
    """Approvals at one rate, spread over the articles in turns."""

    name: str
    rate: int
    acts: Sequence[_Act]


def run(asked: argparse.Namespace) -> None:
    """Print the section of the table, for each database that there is here."""
    table.section(
        "Deciding to visible: from sending an approval to the page that shows it, milliseconds",
        ("p50", "p99", f"p99 / {AIM_MS:.0f} ms", "p50 / bare"),
        explained="Over HTTP, at a fixed rate; of a hundred approvals and fewer, p99 is the latest. Bare: a file of 4 kB replaced, durably, on the same disk.",
    )
    for database in asked.databases:
        if database == "postgresql":
            submitting.durable_postgresql()
        with (
            newsroom.new_database(database) as url,
            tempfile.TemporaryDirectory(prefix="diwan-bench-") as folder,
        ):
            _measure(database, url, Path(folder))


def _measure(database: str, url: str, folder: Path) -> None:
    config = newsroom.write_settings(folder, port=machine.free_port(), database=url)
    press, data = newsroom.load(config).press_root, newsroom.load(config).data
    with newsroom.desk(config) as desk:
        courses = [
            _prepared(desk, database, rate, seconds, threads)
            for threads in THREADS
            for rate, seconds in RATES.items()
        ]
        zin = founding.appoint(desk.house.store, desk.house.clock, name="Zîn", role=Role.MODERATOR).result()
        cookie = f"{sessions.COOKIE}={sessions.open_session(desk.house, zin.id, None)}"
    bare_ms = _bare_ms(folder)
    with serving.diwan(config) as server:
        await_screening(url, data)
        shares = []
        for course in courses:
            busy, used, began = machine.core_busy_s(), server.cpu_s(), time.perf_counter()
            sent, watched = _approve(server.port, cookie, press, course)
            others = machine.core_busy_s() - busy - (server.cpu_s() - used)
            shares.append(max(0.0, others / (time.perf_counter() - began)))
            positions = _positions(url, data, course.acts)
            _row(
                course.name,
                [
                    1000 * (watched.visible(act.article, positions[act.comment.comment_id]) - at)
                    for act, at in sent.items()
                ],
                bare_ms,
            )
        table.disturbance(shares)
        shown = _shown(server.port, [act.article for course in courses for act in course.acts])
    wanted = {act.comment.comment_id for course in courses for act in course.acts}
    table.note(f"{database}: {len(wanted)} approved, of which {len(wanted - shown)} are missing on the pages")


def await_screening(url: str, data: Path) -> None:
    """Wait until every comment has been read by the checks: it takes the core for seconds, and is not what is measured."""
    engine = connect(url, data)
    unread = text(
        "SELECT count(*) FROM comments c WHERE NOT EXISTS (SELECT 1 FROM screenings s WHERE s.comment_id = c.id)"
    )
    left = -1
    while left:
        time.sleep(0.2)
        with engine.connect() as connection:
            left = connection.execute(unread).scalar_one()
    engine.dispose()


def _prepared(desk: Desk, database: str, rate: int, seconds: int, threads: int) -> _Course:
    acts = []
    for number in range(threads):
        article = f"at-{rate}-over-{threads}-{number}"
        desk.register(article)
        many = len(range(number, rate * seconds, threads))
        acts.append([_Act(article, comment) for comment in desk.submit(many, article=article)])
    # In turns: the first of every article, the second of every article, and so on.
    ordered = [of[turn] for turn in range(max(map(len, acts))) for of in acts if turn < len(of)]
    where = "one thread" if threads == 1 else f"{threads} threads"
    return _Course(f"{database}: {rate} a second, {where}", rate, ordered)


@dataclass(slots=True)
class _Watched:
    """When a pointer that names this ledger position was first answered, for each article, the earliest first."""

    seen: dict[str, list[tuple[int, float]]] = field(default_factory=dict)

    def visible(self, article: str, position: int) -> float:
        return next(at for version, at in self.seen[article] if version >= position)

    def newest(self, article: str) -> int:
        return self.seen[article][-1][0] if article in self.seen else -1


def _approve(port: int, cookie: str, press: Path, course: _Course) -> tuple[dict[_Act, float], _Watched]:
    """Send the approvals; when each was due to be sent, and what the watcher saw until nothing new came for a while."""
    watched, done = _Watched(), threading.Event()
    articles = {act.article for act in course.acts}
    watcher = threading.Thread(target=_watch, args=(port, press, articles, watched, done))
    watcher.start()
    began = time.perf_counter() + 0.1
    due = {act: began + number / course.rate for number, act in enumerate(course.acts)}
    senders = _Senders(port, cookie)
    with ThreadPoolExecutor(SENDERS) as pool:
        for act, at in due.items():
            time.sleep(max(0.0, at - time.perf_counter()))
            pool.submit(senders.approve, act.comment)
    if senders.refused:
        raise RuntimeError(f"approvals were refused: {senders.refused[:3]}")
    quiet_since = time.perf_counter()
    while time.perf_counter() - quiet_since < QUIET_S:
        quiet_since = max([quiet_since, *(each[-1][1] for each in watched.seen.values())])
        time.sleep(LOOK_S)
    done.set()
    watcher.join()
    return due, watched


class _Senders:
    """The desk's script, on a connection for each thread of the pool."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port = port
        self._headers = {
            "cookie": cookie,
            "origin": f"http://127.0.0.1:{port}",
            "sec-fetch-site": "same-origin",
            "content-type": "application/x-www-form-urlencoded",
            "accept": "application/json",
        }
        self._own = threading.local()
        self.refused: list[str] = []

    def approve(self, comment: Acknowledgement) -> None:
        if not hasattr(self._own, "connection"):
            self._own.connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        body = urlencode({"digest": comment.digest.hex(), "outcome": "approved", "note": ""})
        self._own.connection.request(
            "POST", f"/desk/comments/{comment.comment_id}/decisions", body, self._headers
        )
        answer = self._own.connection.getresponse()
        said = answer.read().decode()
        if answer.status != 201:
            self.refused.append(f"{answer.status} {said}")


def _watch(port: int, press: Path, articles: set[str], watched: _Watched, done: threading.Event) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    names = {article: f"threads/{SITE}/{folder_name(article)}/pointer.json" for article in articles}
    there: dict[str, int] = {}
    while not done.wait(LOOK_S):
        for article, name in names.items():
            try:
                inode = (press / name).stat().st_ino
            except FileNotFoundError:
                continue
            if there.get(article) == inode:
                continue
            there[article] = inode
            version = int(json.loads(_get(connection, f"/{name}"))["version"])
            watched.seen.setdefault(article, []).append((version, time.perf_counter()))


def _positions(url: str, data: Path, acts: Sequence[_Act]) -> dict[str, int]:
    """The ledger position of each publication."""
    engine = connect(url, data)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT comment_id, position FROM publications"))
        found = {str(row[0]): int(row[1]) for row in rows}
    engine.dispose()
    if missing := [act for act in acts if act.comment.comment_id not in found]:
        raise RuntimeError(
            f"{len(missing)} approved comments were not printed within {QUIET_S:.0f} s of the last print run"
        )
    return found


def _shown(port: int, articles: Sequence[str]) -> set[str]:
    """The comments that stand on the threads' pages, as a reader's program finds them: from the pointer through the tiles to the pages."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    found: set[str] = set()
    for article in dict.fromkeys(articles):
        pointer = json.loads(_get(connection, f"/threads/{SITE}/{folder_name(article)}/pointer.json"))
        left = [pointer["top"]]
        while left:
            address = left.pop()
            sheet = json.loads(_get(connection, f"/pages/{address[:2]}/{address}.json"))
            found.update(each["opening"]["id"] for each in sheet.get("conversations", ()))
            left += [below["address"] for below in sheet.get("children", ())]
    return found


def _get(connection: http.client.HTTPConnection, path: str) -> str:
    connection.request("GET", path)
    answer = connection.getresponse()
    said = answer.read().decode()
    if answer.status != 200:
        raise RuntimeError(f"GET {path} answered {answer.status}")
    return said


def _bare_ms(folder: Path) -> float:
    took = []
    for number in range(50):
        began = time.perf_counter()
        files.replace(folder / "bare", number.to_bytes(2) * 2048)
        took.append(1000 * (time.perf_counter() - began))
    return median(took)


def _row(name: str, waited: list[float], bare_ms: float) -> None:
    ordered = sorted(waited)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    middle = median(ordered)
    table.row(name, (f"{middle:.0f}", f"{late:.0f}", f"{late / AIM_MS:.2f}", f"{middle / bare_ms:.0f}"))
