"""What a reader is told of a rejection, what he can have of his own data, and what the public is told, over HTTP."""

import io
import json
import re
import zipfile
from pathlib import Path

from diwan import appealing, leisure, retention
from diwan.clock import DAY
from diwan.decisions import Outcome
from diwan.editions.words import words_for
from diwan.guidelines import Guideline
from diwan.retention import Terms
from tests.served import Served, served


def facts(page: str) -> list[str]:
    section = re.search(r'<section id="reasons".*?</section>', page, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", section[0], re.DOTALL) if section else []


def test_a_rejection_states_what_was_done_on_what_ground_by_what_means_and_where_to_turn(
    tmp_path: Path,
) -> None:
    table = '[statements]\ncontact = "<ombud>@courier.example"\nout_of_court = "Press Council"'
    with served("sqlite", tmp_path, server=f"metrics = true\n{table}") as newsroom:
        newsroom.register()
        sent = newsroom.submit("words to be rejected")
        assert facts(newsroom.client.get(sent["receipt"]).text) == []
        newsroom.decide(sent, Outcome.REJECTED, Guideline.THREAT)
        told = facts(newsroom.client.get(sent["receipt"]).text)
    assert told[0].startswith("Your comment is not shown, in no place")
    assert "break the guideline above" in told[1]
    assert told[2].startswith("Nobody had reported it")
    assert "automated check" in told[3]
    assert "&lt;ombud&gt;@courier.example" in told[4]
    assert "Press Council" in told[5]
    assert told[6] == "You can go to court in any case."


def test_a_rejection_after_a_report_says_so_and_that_the_comment_had_been_shown(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit("words to be reported")
    approval = newsroom.approve(sent)
    answer = newsroom.client.post(
        "/api/reports",
        json={
            "site": "courier",
            "comment": sent["comment"],
            "key": newsroom.fresh_key(),
            "guideline": "threat",
            "reason": "canary of the reporter",
        },
        headers={"origin": "https://courier.example"},
    )
    assert answer.status_code == 201, answer.text
    newsroom.decide(sent, Outcome.REJECTED, Guideline.THREAT, supersedes=approval.id)
    page = newsroom.client.get(sent["receipt"]).text
    assert facts(page)[0].startswith("Your comment had been shown and was taken out again")
    assert facts(page)[2] == "A reader had reported it before the decision."
    assert "canary of the reporter" not in page


def test_the_archive_holds_what_is_the_readers_own_and_nothing_of_others(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit("my own <b>words</b>", name="Şîlan & co")
    rejection = newsroom.decide(sent, Outcome.REJECTED, Guideline.THREAT, note="canary for colleagues")
    house = newsroom.house
    appeal = appealing.appeal(
        house.store,
        newsroom.clock,
        comment_id=sent["comment"],
        decision_id=rejection.id,
        words="my own objection",
        days=14,
    ).result()
    answer = newsroom.client.get(f"{sent['receipt']}/archive")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert sorted(archive.namelist()) == ["data.html", "data.json"]
        page, told = archive.read("data.html").decode(), json.loads(archive.read("data.json"))
    [about] = told["comments"]
    assert (about["comment"]["name"], about["comment"]["body"]) == ("Şîlan & co", "my own <b>words</b>")
    assert about["comment"]["digest"] == sent["digest"]
    assert [d["outcome"] for d in about["decisions"]] == ["rejected"]
    assert about["appeals"][0]["words"] == "my own objection"
    assert "my own &lt;b&gt;words&lt;/b&gt;" in page
    assert "my own objection" in page
    words = words_for("en")
    assert words.date(newsroom.clock.at) in page
    assert not re.search(r"\d{4}-\d\d-\d\dT", page), "a moment as programs write it"
    assert words.say("decided-by-moderator") in page
    for never in ("canary for colleagues", "Berfîn", newsroom.moderator.name):
        assert never not in page
        assert never not in json.dumps(told, ensure_ascii=False)
    assert appeal.id in json.dumps(told)


def test_the_archive_opens_to_the_receipt_alone(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit("my own words")
    receipt = sent["receipt"]
    for wrong in (
        receipt[:-1] + ("0" if receipt[-1] != "0" else "1"),
        receipt[:-32],
        f"/receipts/{sent['comment']}",
    ):
        answer = newsroom.client.get(f"{wrong}/archive")
        assert answer.status_code == 404
        assert "my own words" not in answer.text


def test_a_rejection_whose_words_are_over_still_tells_its_ground_and_does_not_say_withdrawn(
    newsroom: Served,
) -> None:
    newsroom.register()
    sent = newsroom.submit("a fine bridge whose term is over")
    newsroom.decide(sent, Outcome.REJECTED, Guideline.THREAT)
    newsroom.clock.advance(40 * DAY)
    house = newsroom.house
    assert retention.look(house.store, newsroom.clock, Terms(rejected_words=30), house.sites) == (1, False)
    page = newsroom.client.get(sent["receipt"]).text
    assert "the time for which they are kept is over" in page
    assert "You have withdrawn" not in page
    assert "a fine bridge whose term is over" not in page
    assert facts(page) != []
    assert newsroom.client.get(f"{sent['receipt']}/archive").status_code == 200
    assert newsroom.violations() == []


def test_the_public_figures_are_printed_and_linked_and_read_without_the_database(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit("a fine bridge")
    newsroom.approve(sent)
    house = newsroom.house
    leisure.print_account(house.store, house.press, house.sites["courier"], newsroom.clock())
    address = "/transparency/courier/page.html"
    assert address in newsroom.client.get(sent["receipt"]).text
    assert address in newsroom.read().text
    page = newsroom.client.get(address)
    assert page.status_code == 200
    assert "no-cache" in page.headers["cache-control"]
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "<h1>How comments are moderated here</h1>" in page.text
    sheet = newsroom.client.get("/transparency/courier/figures.csv")
    assert sheet.headers["content-type"] == "text/csv; charset=utf-8"
    assert (
        newsroom.client.get("/transparency/courier/figures.json").json()["format"] == "diwan-transparency/1"
    )
    assert newsroom.client.get("/transparency/nowhere/page.html").status_code == 404
    assert newsroom.client.post(address).status_code == 405
    assert "a fine bridge" not in page.text + sheet.text
