"""What moderators and editors ask of the desk: lanes, cards, decisions, searches, the log, the figures."""

import time
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text
from starlette.testclient import TestClient

from diwan.bootstrap import House
from diwan.desk.lanes import BROKEN, BY_SURENESS, Lane, Order

if TYPE_CHECKING:
    from benchmarks.desk import Timing

_FORM = {"content-type": "application/x-www-form-urlencoded"}

LOOKED_FOR: dict[str, dict[str, str]] = {
    "a word of half of all comments": {"words": "half"},
    "two common words": {"words": "half latest"},
    "a word of few": {"words": "seldom"},
    "a word that nobody wrote": {"words": "nobodywrotethis"},
    "a word of the oldest tenth": {"words": "campaign"},
    "a common word and one of few": {"words": "half seldom"},
    "two that never meet": {"words": "campaign latest"},
    "a phrase, English": {"words": "the council has promised this bridge for eleven years"},
    "a phrase, Sorani": {"words": "یازدە ساڵە"},
    "a phrase, Kurmanji": {"words": "pir spas ji bo"},
    "a phrase, Arabic": {"words": "شكرا على"},
    "a phrase, Turkish": {"words": "belediye köprü"},
    "a phrase, Persian": {"words": "ممنون که بودجه را"},
    "two letters": {"words": "ku"},
    "one comment's number": {"words": "4711"},
    "a name": {"name": "Berîvan 7"},
    "a common word, rejected ones": {"words": "half", "standing": "rejected"},
    "a common word, waiting ones": {"words": "half", "standing": "waiting"},
    "a common word, one site": {"words": "half", "site": "gazette"},
}

PAGES = {
    "the log": "/desk/log",
    "the log, by section": "/desk/log?section=Sport",
    "the log, a section that is not there": "/desk/log?section=None",
    "the log, one site": "/desk/log?site=gazette",
    "the log, by person": "/desk/log?author=moderator/{moderator}",
    "the log, by guideline": "/desk/log?reason=abuse",
    "the log, rejections": "/desk/log?outcome=rejected",
    "the log, overruled, 50 days ago": "/desk/log?overruled=yes&to={day}",
    "the log, the next page": "/desk/log?behind={behind}",
    "what was decided last": "/desk/decided",
    "figures of 7 days": "/desk/figures?days=7",
    "figures of 90 days": "/desk/figures?days=90",
    "figures of 90 days, one site": "/desk/figures?days=90&site=courier",
    "tonight": "/desk/tonight?section=City",
    "moderators": "/desk/moderators",
    "a reader's page": "/desk/readers/{reader}",
    "what is in force against readers": "/desk/readers",
    "to confirm": "/desk/motions",
    "a comment's page": "/desk/comments/{comment}",
    "batches, the histogram": "/desk/batches",
    "batches, the histogram, one site": "/desk/batches?lane=threat&site=courier",
}


def measure(house: House, client: TestClient, timing: "Timing") -> None:
    """Time all of it."""
    for name, path in _lanes().items():
        timing.told(f"a lane opens: {name}", partial(asked, client, path))
    _deciding(house, client, timing)
    for name, form in LOOKED_FOR.items():
        timing.told(f"search: {name}", partial(_looked, client, form))
    with house.store.connection() as connection:
        middle = connection.execute(text("SELECT max(position) / 2 FROM comments")).scalar_one()
        named = _named(connection)
    further = {"words": "half", "behind": str(int(middle))}
    timing.told("search: a common word, from the middle on", partial(_looked, client, further))
    for name, path in PAGES.items():
        timing.told(name, partial(asked, client, path.format(**named)))
    stream = {"accept": "application/json"}
    timing.told("what an open page is told", lambda: ok(client.get("/desk/live", headers=stream), 200))
    timing.told("the log as CSV, its first piece", lambda: _first_piece(client), rounds=5)


def _lanes() -> dict[str, str]:
    found = {"oldest first": "/desk"}
    for lane in Lane:
        if lane is not Lane.OLDEST:
            found[lane.value] = f"/desk?lane={lane}"
        if lane in BY_SURENESS:
            found[f"{lane.value}, surest first"] = f"/desk?lane={lane}&order={Order.SURENESS}"
        if lane in BROKEN:
            found[f"{lane.value}, together"] = f"/desk?lane={lane}&mixed=no"
    found["one section"] = "/desk?section=City"
    found["one site"] = "/desk?site=gazette"
    found["one language"] = "/desk?language=ckb"
    found["a section and a language"] = "/desk?section=City&language=en"
    found["likely fine, one section, surest first"] = (
        f"/desk?lane={Lane.FINE}&section=Sport&order={Order.SURENESS}"
    )
    found["threats, one section and language"] = f"/desk?lane={Lane.THREAT}&section=City&language=en"
    return found


def _deciding(house: House, client: TestClient, timing: "Timing") -> None:
    waiting = waiting_ones(house, 4 * (timing.rounds + 1))

    def decide(outcome: str = "rejected/promotion") -> None:
        comment_id, made = waiting.pop()
        answer = client.post(
            f"/desk/comments/{comment_id}/decisions",
            data={"digest": made.hex(), "outcome": outcome},
            headers={"accept": "application/json"},
        )
        ok(answer, 201)

    def next_card() -> None:
        decide()
        ok(client.get(f"/desk?lane={Lane.PROMOTION}"), 200)

    timing.told("a decision returns", decide)
    timing.told("an approval returns", lambda: decide("approved"))
    timing.told("a decision, and the next cards", next_card)


def waiting_ones(house: House, limit: int) -> list[tuple[str, bytes]]:
    """The latest that wait and that one person alone may reject."""
    with house.store.connection() as connection:
        rows = connection.execute(
            text(
                "SELECT c.id, c.digest FROM waiting w JOIN comments c ON c.id = w.comment_id "
                # Criticism of the publisher is rejected by two.
                "WHERE NOT EXISTS (SELECT 1 FROM laned l WHERE l.comment_id = c.id AND l.lane = 'criticism') "
                "ORDER BY w.position DESC LIMIT :limit"
            ),
            {"limit": limit},
        ).all()
    return [(row[0], bytes(row[1])) for row in rows]


def _named(connection: Connection) -> Mapping[str, object]:
    """Whom and what the addresses name: somebody who decided much, a reader who wrote much, a place in the middle of the log."""

    def one(sql: str) -> Any:
        return connection.execute(text(sql)).one()

    at, position = one(
        "SELECT at, position FROM decisions WHERE position > (SELECT max(position) / 2 FROM decisions) ORDER BY position LIMIT 1"
    )
    return {
        "moderator": one("SELECT id FROM moderators ORDER BY position LIMIT 1")[0],
        "reader": one("SELECT reader_id FROM signers GROUP BY reader_id ORDER BY count(*) DESC LIMIT 1")[0],
        "comment": one("SELECT comment_id FROM waiting ORDER BY position LIMIT 1")[0],
        "behind": f"{at}-{position}",
        "day": time.strftime("%Y-%m-%d", time.gmtime(at / 1000)),
    }


def asked(client: TestClient, path: str, query: Mapping[str, str] | None = None) -> None:
    """A page, which must be there."""
    ok(client.get(path, params=query), 200)


def _looked(client: TestClient, form: Mapping[str, str]) -> None:
    ok(client.post("/desk/search", data=dict(form), headers=_FORM), 200)


def _first_piece(client: TestClient) -> None:
    with client.stream("GET", "/desk/log.csv?since=2020-01-01&section=None") as answer:
        ok(answer, 200)


def ok(answer: Any, status: int) -> None:
    """Raises SystemExit for another answer than the expected one: there is nothing to measure."""
    if answer.status_code != status:
        raise SystemExit(f"the desk answered {answer.status_code} where {status} was expected")
