"""When more comments come than can be stored: everybody is told to come back, nothing is stored or lost, and readers read on."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

from diwan import turns
from tests.served import PAPER, Served, texts_in


@contextmanager
def crowd(newsroom: Served) -> Iterator[None]:
    """As many as should wait to be acknowledged."""
    came = [newsroom.house.turns.come() for _ in range(turns.MOST_WAITING)]
    try:
        yield
    finally:
        for _ in came:
            newsroom.house.turns.go(time.monotonic())


def test_whoever_comes_on_top_of_a_crowd_is_told_when_to_come_back_and_is_taken_then(
    newsroom: Served,
) -> None:
    newsroom.register()
    sent = json.dumps(newsroom.body())
    with crowd(newsroom):
        answer = newsroom.post(sent)
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.json()["code"] == "overloaded"
        assert "send it again" in answer.json()["detail"]
        assert int(answer.headers["retry-after"]) > 0
        # Not even a malformed one is read, and nobody has to prove who he is to hear it.
        assert newsroom.post("{").status_code == 503
        assert newsroom.rows("SELECT count(*) FROM comments") == [(0,)]
    assert newsroom.post(sent).status_code == 201
    assert newsroom.post(sent).status_code == 200


def test_the_papers_page_can_read_when_to_come_back(newsroom: Served) -> None:
    newsroom.register()
    with crowd(newsroom):
        answer = newsroom.post(json.dumps(newsroom.body()), origin=PAPER)
    assert answer.headers["access-control-allow-origin"] == PAPER
    assert "Retry-After" in answer.headers["access-control-expose-headers"]


def test_a_form_sent_into_a_crowd_comes_back_with_its_words(newsroom: Served) -> None:
    newsroom.register()
    key = newsroom.fresh_key()
    with crowd(newsroom):
        form = newsroom.post_form(body="typed by hand", key=key)
        assert form.status_code == 503
        assert int(form.headers["retry-after"]) > 0
        assert "typed by hand" in form.text
        assert texts_in(form.text, "p", "problem")
    assert newsroom.post_form(body="typed by hand", key=key).status_code == 303


def test_readers_read_and_moderators_decide_however_many_wait(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit("approved in the crowd")
    with crowd(newsroom):
        newsroom.approve(sent)
        assert "approved in the crowd" in newsroom.read().text
        assert newsroom.client.get(sent["receipt"]).status_code == 200
        assert newsroom.client.get("/readyz").status_code == 200


def test_what_is_turned_away_is_counted_as_a_submission_that_was_not_taken(newsroom: Served) -> None:
    newsroom.register()
    with crowd(newsroom):
        newsroom.post(json.dumps(newsroom.body()))
    told = newsroom.client.get("/metrics").text
    assert 'diwan_requests_total{route="submit_json",status="5xx"} 1.0' in told
