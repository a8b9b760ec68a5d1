"""The decision log as it is read at the desk and downloaded by editors."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from sqlalchemy import Connection

from diwan.clock import HOUR
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.errors import Unavailable
from diwan.guidelines import Guideline
from diwan.lifecycle import Verdict
from diwan.moderators import Moderator, Role
from diwan.storage import log as stored
from diwan.storage.store import Store
from diwan.web.desk import log as pages
from tests.client import TestClient
from tests.deciding import decided
from tests.desk_house import DeskHouse, desk_house
from tests.house import HandClock

FORM = {"content-type": "application/x-www-form-urlencoded"}
CANARY, NAME = "canary-words-7f3a", "Canary Name"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[DeskHouse]:
    with desk_house(tmp_path, clock=clock) as built:
        yield built


def signed_in(desk: DeskHouse, moderator: Moderator) -> TestClient:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    assert client.post(desk.link(moderator), headers=FORM).status_code == 303
    return client


@pytest.fixture
def editor(desk: DeskHouse) -> Moderator:
    return desk.appoint("Zîn", Role.EDITOR)


def noted(desk: DeskHouse, moderator: Moderator, body: str, note: str) -> str:
    sent = desk.submit(body, name=NAME, screened=False)
    verdict = Verdict(sent.comment_id, sent.digest, Outcome.REJECTED, Guideline.THREAT, note=note)
    author = Author(AuthorKind.MODERATOR, moderator.id)
    decided(desk.house.store, desk.house.clock, desk.house.screener, author, verdict)
    return sent.comment_id


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_log_shows_who_decided_what_and_why_and_no_readers_words(
    desk: DeskHouse, editor: Moderator
) -> None:
    comment_id = noted(desk, editor, CANARY, "the second sentence")
    page = signed_in(desk, desk.appoint("Berfîn")).get("/desk/log").text
    for shown in ("Rejected: Threat", "Zîn", "the second sentence", "The bridge is open again", "revision 1"):
        assert shown in page
    assert f"/desk/comments/{comment_id}" in page
    assert CANARY not in page
    assert NAME not in page
    assert "log.csv" not in page


def test_filters_stay_in_the_form_and_lead_on_to_the_next_page(desk: DeskHouse, editor: Moderator) -> None:
    for n in range(3):
        noted(desk, editor, f"words {n}", f"note {n}")
    client = signed_in(desk, editor)
    with mock.patch.object(pages, "PAGE", 2):
        first = client.get(f"/desk/log?reason=threat&author=moderator/{editor.id}&section=City")
    assert "note 2" in first.text
    assert "note 0" not in first.text
    assert '<option value="threat" selected>' in first.text
    link = first.text.split('href="/desk/log?')[-1].split('"')[0].replace("&amp;", "&")
    second = client.get(f"/desk/log?{link}").text
    assert "note 0" in second
    assert "note 1" not in second
    assert "back to the newest" in second


def test_a_filter_that_cannot_be_read_is_told_beside_the_form(desk: DeskHouse, editor: Moderator) -> None:
    answer = signed_in(desk, editor).get("/desk/log?from=yesterday&outcome=approved")
    assert answer.status_code == 422
    assert "such as 2026-11-24" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert '<option value="approved" selected>' in answer.text


def test_an_empty_log_says_so(desk: DeskHouse, editor: Moderator) -> None:
    client = signed_in(desk, editor)
    assert "Nothing has been decided yet" in client.get("/desk/log").text
    assert "No decision is like that" in client.get("/desk/log?outcome=approved").text


def test_what_stood_in_a_log_that_was_not_looked_through_is_not_denied(
    desk: DeskHouse, editor: Moderator
) -> None:
    for n in range(4):
        noted(desk, editor, f"words {n}", f"note {n}")
    with mock.patch.object(stored, "SCAN", 2):
        page = signed_in(desk, editor).get("/desk/log?outcome=approved").text
    assert "as far back as one look goes" in page
    assert "Look further back" in page


def test_the_download_holds_what_was_filtered_and_no_readers_words(
    desk: DeskHouse, editor: Moderator, clock: HandClock
) -> None:
    comment_id = noted(desk, editor, CANARY, f"he wrote {CANARY}")
    clock.advance(HOUR)
    desk.decide(desk.submit(CANARY + " again", name=NAME), editor)
    client = signed_in(desk, editor)
    answer = client.get("/desk/log.csv?outcome=rejected")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="diwan-decisions-2026-09-21.csv"'
    assert answer.headers["cache-control"] == "no-store"
    [row] = rows(answer.text)
    assert (row["comment"], row["author"], row["guideline"]) == (comment_id, "Zîn", "threat")
    assert row["link"] == f"https://testserver/desk/comments/{comment_id}"
    assert CANARY not in answer.text
    assert NAME not in answer.text
    assert len(rows(client.get("/desk/log.csv").text)) == 2
    [with_note] = rows(client.get("/desk/log.csv?outcome=rejected&notes=yes").text)
    assert with_note["note"] == f"he wrote {CANARY}"


def test_a_note_that_is_a_formula_is_only_text_in_the_download(desk: DeskHouse, editor: Moderator) -> None:
    noted(desk, editor, "words", '=HYPERLINK("http://evil.example","click")')
    [row] = rows(signed_in(desk, editor).get("/desk/log.csv?notes=yes").text)
    assert row["note"].startswith("'=")


def test_a_download_that_breaks_off_does_not_end_like_a_whole_one(desk: DeskHouse, editor: Moderator) -> None:
    for n in range(4):
        noted(desk, editor, f"words {n}", f"note {n}")
    client = signed_in(desk, editor)
    reading = Store.connection
    asked, last = 0, 0

    @contextmanager
    def failing(store: Store) -> Iterator[Connection]:
        nonlocal asked
        asked += 1
        if asked == last:
            raise Unavailable("gone")
        with reading(store) as connection:
            yield connection

    with mock.patch.object(stored, "PORTION", 2), mock.patch.object(Store, "connection", failing):
        assert len(rows(client.get("/desk/log.csv").text)) == 4
        # The next time the last of its portions cannot be read.
        asked, last = 0, asked
        with pytest.raises(Unavailable):
            client.get("/desk/log.csv")


def test_filters_that_cannot_be_read_give_no_download(desk: DeskHouse, editor: Moderator) -> None:
    assert signed_in(desk, editor).get("/desk/log.csv?from=x").status_code == 422


def test_what_overruled_a_decision_is_said_in_the_language_of_the_desk(
    desk: DeskHouse, editor: Moderator
) -> None:
    sent = desk.submit(screened=False)
    first = desk.decide(sent, editor)
    verdict = Verdict(sent.comment_id, sent.digest, Outcome.REJECTED, Guideline.THREAT, supersedes=first.id)
    author = Author(AuthorKind.MODERATOR, editor.id)
    decided(desk.house.store, desk.house.clock, desk.house.screener, author, verdict)
    client = signed_in(desk, editor)
    assert "overruled since: rejected" in client.get("/desk/log").text
    said = client.get("/desk/log", headers={"accept-language": "tr"}).text
    assert "sonradan geçersiz: reddedildi" in said
