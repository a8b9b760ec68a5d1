"""Deciding many at once through the desk's pages, without script: chosen, looked at, sampled, decided, followed, undone."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from diwan import batching, lifecycle
from diwan.batches import SAMPLE
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Moderator
from tests.client import TestClient
from tests.desk_house import DeskHouse, desk_house

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with desk_house(tmp_path) as built:
        yield built


def signed_in(desk: DeskHouse, moderator: Moderator) -> TestClient:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    assert client.post(desk.link(moderator), headers=FORM).status_code == 303
    return client


def many(desk: DeskHouse, count: int) -> list[Acknowledgement]:
    return [desk.submit(f"comment number {n}", screened=False) for n in range(count)]


def form(page: str, *, read: bool = True, **more: str) -> dict[str, str]:
    """What the page's form would send."""
    hidden = dict(re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)">', page))
    ticks = re.findall(r'name="(read-[0-9a-f]{32})"', page)
    return hidden | (dict.fromkeys(ticks, "yes") if read else {}) | more


def carried_out(desk: DeskHouse) -> None:
    house = desk.house
    screen_first = partial(lifecycle.screen_first, house.store, house.clock, house.screener)
    while batching.go_on(house.store, house.clock, screen_first):
        pass


def standings(desk: DeskHouse, comments: list[Acknowledgement]) -> set[str]:
    return {desk.card(each).standing for each in comments}


def test_all_under_an_article_are_approved_together(desk: DeskHouse) -> None:
    comments, client = many(desk, 30), signed_in(desk, desk.appoint())
    page = client.get(f"/desk/batches/new?article={comments[0].comment_id}").text
    assert "Decide 30 together" in page
    assert page.count('type="checkbox"') == SAMPLE
    assert "up to 14 in 100" in page
    answer = client.post("/desk/batches", data=form(page, outcome="approved"))
    assert answer.status_code == 303
    under_way = client.get(answer.headers["location"]).text
    assert "Still to be decided: <strong>30</strong>" in under_way
    assert '<meta http-equiv="refresh"' in under_way
    carried_out(desk)
    done = client.get(answer.headers["location"]).text
    assert "It is done." in done
    assert '<meta http-equiv="refresh"' not in done
    assert standings(desk, comments) == {"approved"}


def test_the_sample_must_be_read_and_what_was_ticked_stays_ticked(desk: DeskHouse) -> None:
    comments, client = many(desk, 30), signed_in(desk, desk.appoint())
    page = client.get(f"/desk/batches/new?article={comments[0].comment_id}").text
    ticked = form(page, outcome="approved")
    ticked.pop(next(name for name in ticked if name.startswith("read-")))
    refused = client.post("/desk/batches", data=ticked)
    assert refused.status_code == 422
    assert "Read the sample first" in refused.text
    assert "1 of 20 are left" in refused.text
    assert len(re.findall(r'type="checkbox"[^>]* checked', refused.text)) == SAMPLE - 1
    assert standings(desk, comments) == {"waiting"}
    again = client.post("/desk/batches", data=form(refused.text, outcome="approved"))
    assert again.status_code == 303


def test_a_handful_is_read_as_it_stands_there(desk: DeskHouse) -> None:
    comments, client = many(desk, 4), signed_in(desk, desk.appoint())
    page = client.get(f"/desk/batches/new?article={comments[0].comment_id}").text
    assert "All of them" in page
    assert 'type="checkbox"' not in page
    assert client.post("/desk/batches", data=form(page, outcome="approved")).status_code == 303


def test_a_rejection_leaves_criticism_out_and_says_so(desk: DeskHouse) -> None:
    comments, client = many(desk, 3), signed_in(desk, desk.appoint())
    criticism = desk.submit("You deleted my comment.")
    page = client.get(f"/desk/batches/new?article={comments[0].comment_id}").text
    assert "Criticism of the publisher: <strong>1</strong>" in page
    assert "Reject 3<" in page
    sent = client.post("/desk/batches", data=form(page, outcome="rejected", guideline="abuse/racism"))
    carried_out(desk)
    assert sent.status_code == 303
    assert standings(desk, comments) == {"rejected"}
    assert standings(desk, [criticism]) == {"waiting"}


def test_a_rejection_names_its_guideline(desk: DeskHouse) -> None:
    comments, client = many(desk, 3), signed_in(desk, desk.appoint())
    page = client.get(f"/desk/batches/new?article={comments[0].comment_id}").text
    answer = client.post("/desk/batches", data=form(page, outcome="rejected", guideline=""))
    assert answer.status_code == 400
    assert "Choose the guideline" in answer.text


def test_what_came_after_one_had_looked_is_not_swept_along(desk: DeskHouse) -> None:
    comments, client = many(desk, 3), signed_in(desk, desk.appoint())
    page = client.get(f"/desk/batches/new?article={comments[0].comment_id}").text
    late = desk.submit("sent later")
    client.post("/desk/batches", data=form(page, outcome="approved"))
    carried_out(desk)
    assert standings(desk, comments) == {"approved"}
    assert standings(desk, [late]) == {"waiting"}


def test_what_is_before_a_colleague_is_left_out_and_told(desk: DeskHouse) -> None:
    comments, client = many(desk, 3), signed_in(desk, desk.appoint())
    signed_in(desk, desk.appoint("Colleague")).get("/desk")
    page = client.get(f"/desk/batches/new?article={comments[0].comment_id}").text
    assert "Before <bdi>Colleague</bdi> now: <strong>3</strong>" in page
    assert "Nothing that waits is like that" in page


def test_a_form_sent_twice_is_one_batch(desk: DeskHouse) -> None:
    comments, client = many(desk, 3), signed_in(desk, desk.appoint())
    sent = form(client.get(f"/desk/batches/new?article={comments[0].comment_id}").text, outcome="approved")
    first, again = (client.post("/desk/batches", data=sent) for _ in range(2))
    assert first.headers["location"] == again.headers["location"]
    carried_out(desk)
    assert client.post("/desk/batches", data=sent).headers["location"] == first.headers["location"]


def test_a_batch_is_undone_together_but_for_what_was_decided_since(desk: DeskHouse) -> None:
    moderator = desk.appoint()
    comments, client = many(desk, 3), signed_in(desk, moderator)
    page = client.get(f"/desk/batches/new?article={comments[0].comment_id}").text
    where = client.post("/desk/batches", data=form(page, outcome="rejected", guideline="promotion"))
    carried_out(desk)
    anew = desk.card(comments[0]).current
    assert anew is not None
    path = f"/desk/comments/{comments[0].comment_id}/decisions"
    changed = {"digest": comments[0].digest.hex(), "supersedes": anew.decision.id, "outcome": "approved"}
    client.post(path, data=changed)
    page = client.get(where.headers["location"]).text
    assert "Undo: approve 2" in page
    undone = client.post(f"{where.headers['location']}/undo", data=form(page, outcome="approved"))
    assert undone.status_code == 303
    carried_out(desk)
    assert standings(desk, comments) == {"approved"}
    assert "undone by" in client.get(where.headers["location"]).text
    assert "undoing an earlier batch" in client.get("/desk/batches").text


def test_an_approval_is_undone_under_a_guideline(desk: DeskHouse) -> None:
    comments, client = many(desk, 2), signed_in(desk, desk.appoint())
    page = client.get(f"/desk/batches/new?article={comments[0].comment_id}").text
    where = client.post("/desk/batches", data=form(page, outcome="approved")).headers["location"]
    carried_out(desk)
    page = client.get(where).text
    assert client.post(f"{where}/undo", data=form(page, outcome="approved")).status_code == 409
    assert client.post(f"{where}/undo", data=form(page, outcome="rejected")).status_code == 400
    undone = client.post(f"{where}/undo", data=form(page, outcome="rejected", guideline="vulgarity"))
    assert undone.status_code == 303
    carried_out(desk)
    assert standings(desk, comments) == {"rejected"}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("lane=oldest", 400),
        ("lane=threat&from=101", 422),
        ("lane=threat&from=95&to=60", 422),
        ("lane=threat&site=nowhere", 422),
        ("like=nothing", 400),
        ("like=x&article=y", 400),
        ("lane=threat&from=50&to=100", 200),
        ("", 303),
    ],
)
def test_an_address_that_chooses_nothing_sensible_is_refused(
    desk: DeskHouse, query: str, status: int
) -> None:
    assert signed_in(desk, desk.appoint()).get(f"/desk/batches/new?{query}").status_code == status


def test_the_spread_of_scores_stands_there_as_a_table_too(desk: DeskHouse) -> None:
    page = signed_in(desk, desk.appoint()).get("/desk/batches?lane=threat").text
    assert page.count('<rect class="bin"') == 25
    assert '<th scope="row">50–52 %</th>' in page
    assert 'name="from" min="50" max="100"' in page


def test_there_is_no_batch_that_nobody_began(desk: DeskHouse) -> None:
    client = signed_in(desk, desk.appoint())
    for name in ("x", "0" * 32, "019a" + "0" * 8 + "7000" + "8000" + "0" * 12):
        assert client.get(f"/desk/batches/{name}").status_code == 404
