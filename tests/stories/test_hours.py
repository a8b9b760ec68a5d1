"""Comments at the hours of a newsroom: what is taken, what is refused outside of them, and what a reader is told. It is Monday, 16:13 in Berlin."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from diwan.clock import HOUR, MINUTE, SECOND, Milliseconds
from diwan.decisions import Outcome
from tests.breadth import on_both, on_one
from tests.house import START
from tests.served import PAPER, PUBLIC_URL, Served, served, texts_in
from tests.stories.test_publisher import make_key, put
from tests.stories.test_submitting import told

database = on_one("hours are settings and a clock: the database is asked for an article as ever")
shared_database = on_one("the same", scope="module")


HOURS = """
[sites.hours]
zone = "Europe/Berlin"
every_day = "07:00-17:00"
saturday = ["09:00-13:00", "15:00-18:00"]
sunday = []
[sites.hours.sections.Sport]
every_day = "00:00-24:00"
"""
CLOSING = 46 * MINUTE + 40 * SECOND
"""So long after the start it is five in the afternoon."""
SHUT = (409, "outside-hours", None)


@pytest.fixture
def timed(database: str, tmp_path: Path) -> Iterator[Served]:
    """A newsroom with hours, whose articles are printed."""
    with served(database, tmp_path, site=HOURS) as running:
        running.register()
        running.register("match", section="Sport")
        running.register("pird", language="ckb")
        running.print()
        yield running


def close(timed: Served, *, later: Milliseconds = 0) -> None:
    timed.clock.at = START + CLOSING + later


def form_is_there(page: str) -> bool:
    return "<textarea" in page


@on_both
def test_outside_the_hours_nothing_is_stored_and_everybody_is_told_until_when(timed: Served) -> None:
    timed.clock.at = START + CLOSING - 1
    timed.submit("just in time")
    before = timed.counts()
    close(timed)
    answer = timed.post(body="a moment too late")
    assert told(answer) == SHUT
    assert int(answer.headers["retry-after"]) == 14 * HOUR // SECOND
    assert answer.json()["opens_at"] == "2026-09-22T05:00:00.000Z"
    assert answer.headers["access-control-allow-origin"] == PAPER
    assert "2026-09-22T05:00:00.000Z" in answer.json()["detail"]
    assert timed.post(body="from a server", origin=None).status_code == 409
    assert timed.post_form(body="from a form").status_code == 409
    assert timed.counts() == before
    timed.clock.advance(14 * HOUR - 1)
    assert int(timed.post().headers["retry-after"]) == 1
    timed.clock.advance(1)
    assert timed.post().status_code == 201


def test_a_comment_acknowledged_in_time_is_acknowledged_again_when_it_is_late(timed: Served) -> None:
    sent = json.dumps(timed.body(body="sent in time, asked for again"))
    first = timed.post(sent)
    assert first.status_code == 201
    form = {"key": "form-key-00000001", "body": "the same with a form"}
    receipt = timed.post_form(**form).headers["location"]
    before = timed.counts()
    close(timed, later=HOUR)
    again = timed.post(sent)
    assert (again.status_code, again.json()) == (200, first.json())
    assert timed.post_form(**form).headers["location"] == receipt
    assert timed.counts() == before
    assert told(timed.post(body="a new one")) == SHUT


def test_a_reply_waits_for_the_hours_like_any_comment(timed: Served) -> None:
    first = timed.submit()
    timed.approve(first)
    close(timed)
    assert told(timed.post(body="a reply", parent=first["comment"])) == SHUT


def test_a_section_has_hours_of_its_own(timed: Served) -> None:
    close(timed)
    assert timed.post(article="match").status_code == 201
    assert form_is_there(timed.read("match").text)
    assert not form_is_there(timed.read().text)


@on_both
def test_an_article_at_first_sight_keeps_the_hours_of_the_section_it_is_shown_in(timed: Served) -> None:
    close(timed)
    described = {"url": f"{PAPER}/new", "headline": "New", "language": "ckb", "section": "City"}
    answer = timed.post(article="new", described=described)
    assert told(answer) == SHUT
    assert "کاتژمێر" in answer.json()["told"]
    assert timed.rows("SELECT count(*) FROM threads WHERE article = 'new'") == [(0,)]
    assert timed.post(article="new", described={**described, "section": "Sport"}).status_code == 201


def test_a_closed_thread_is_told_as_closed_and_not_as_opening_again(timed: Served) -> None:
    timed.register("old", closes_at=START + 1)
    timed.print()
    close(timed)
    assert told(timed.post(article="old")) == (409, "thread-closed", None)
    assert "Comments open again" not in timed.read("old").text


def test_the_page_says_when_comments_open_again_and_nothing_is_printed_for_it(timed: Served) -> None:
    def threads() -> dict[str, bytes]:
        return {
            path: data for path, data in timed.press_files().items() if not path.startswith("/checkpoint")
        }

    assert form_is_there(timed.read().text)
    before = threads()
    close(timed)
    page = timed.read()
    assert page.status_code == 200
    assert not form_is_there(page.text)
    assert texts_in(page.text, "p", "closed") == [
        "Comments are closed at this hour. Comments open again tomorrow at 07:00. That is the newsroom’s time, UTC+2."
    ]
    timed.clock.advance(8 * HOUR)
    assert "open again today at 07:00" in timed.read().text
    # Saturday evening, and Sunday is closed.
    timed.clock.at = START + CLOSING + 5 * 24 * HOUR + HOUR
    assert "open again on Monday at 07:00" in timed.read().text
    assert "ڕۆژی دووشەممە کاتژمێر ٠٧:٠٠" in timed.read("pird").text
    assert threads() == before


def test_the_form_of_the_page_comes_back_with_its_words_and_key(timed: Served) -> None:
    close(timed)
    refused = timed.post_form(body="words worth keeping", name="Zîn", key="kept-key-00000001")
    assert (refused.status_code, refused.headers["retry-after"]) == (409, "50400")
    assert "words worth keeping</textarea>" in refused.text
    assert 'value="kept-key-00000001"' in refused.text
    [problem] = texts_in(refused.text, "p", "problem")
    assert problem.startswith(
        "Comments are closed at this hour. Your words were not sent; they are kept here."
    )
    assert "tomorrow at 07:00" in problem
    timed.clock.advance(14 * HOUR)
    assert timed.post_form(body="words worth keeping", name="Zîn", key="kept-key-00000001").status_code == 303


def test_the_publisher_is_told_that_it_is_only_the_hours(timed: Served) -> None:
    key = make_key(timed)
    close(timed)
    assert (put(timed, key).json()["open"], put(timed, key).json()["opens_at"]) == (
        False,
        "2026-09-22T05:00:00.000Z",
    )
    sport = put(timed, key, section="Sport").json()
    assert (sport["open"], sport["opens_at"]) == (True, None)
    closed = put(timed, key, closes_at="2026-09-21T10:00:00Z").json()
    assert (closed["open"], closed["opens_at"]) == (False, None)


def test_the_widget_is_told_in_the_language_of_the_article(timed: Served) -> None:
    close(timed)
    assert (
        timed.post()
        .json()["told"]
        .endswith("Comments open again tomorrow at 07:00. That is the newsroom’s time, UTC+2.")
    )
    assert timed.post(article="pird").json()["told"].startswith("لەم کاتژمێرەدا لێدوان وەرناگیرێت.")


def test_the_widget_has_the_week_printed_once_for_each_language(timed: Served) -> None:
    script = timed.client.get("/widget/diwan.js").text
    assert '["courier"].includes(this.site)' in script
    assert "sites with hours" not in script
    week = timed.client.get("/widget/hours/courier/ckb.js").text
    assert '"zone": "Europe/Berlin"' in week
    assert '"sections": {"Sport": ' in week
    assert '"420": "٠٧:٠٠"' in week
    assert timed.client.get("/widget/hours/gazette/ckb.js").status_code == 404
    assert 'data-section="City"' in timed.client.get("/threads/courier/bridge/head.html").text


def test_a_site_without_hours_has_a_widget_that_does_not_ask_for_any(shared_newsroom: Served) -> None:
    assert "/hours/" not in shared_newsroom.client.get("/widget/diwan.js").text


def test_what_is_no_comment_is_taken_at_any_hour(timed: Served) -> None:
    printed, rejected = timed.submit(), timed.submit("rejected")
    timed.approve(printed)
    decision = timed.decide(rejected, Outcome.REJECTED)
    close(timed)
    report = {
        "site": "courier",
        "comment": printed["comment"],
        "key": "report-key-00000001",
        "guideline": "threat",
    }
    here = {"origin": PUBLIC_URL}
    assert timed.client.post("/api/reports", json=report, headers={"origin": PAPER}).status_code == 201
    objection = {"decision": decision.id, "words": "It breaks nothing."}
    timed.client.post(f"{rejected['receipt']}/appeal", data=objection, headers=here)
    timed.client.post(f"{printed['receipt']}/withdrawal", headers=here)
    counted = [
        timed.rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("reports", "appeals", "erasures")
    ]
    assert counted == [1, 1, 1]
