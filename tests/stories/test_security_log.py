"""Whoever tries what he may not do is told of in the log, without his words, name or address."""

import json

import structlog

from diwan import founding
from diwan.moderators import Role
from diwan.web import sessions
from tests.served import PUBLIC_URL, Served

FORM = {"content-type": "application/x-www-form-urlencoded", "origin": PUBLIC_URL}


def test_a_moderator_who_tries_what_only_editors_may_is_told_of_by_his_id(newsroom: Served) -> None:
    house, client = newsroom.house, newsroom.client
    who = founding.appoint(house.store, house.clock, name="Sêvê", role=Role.MODERATOR).result()
    client.post(sessions.make_link(house, who.id), headers=FORM)
    with structlog.testing.capture_logs() as logs:
        assert client.get("/desk/log.csv").status_code == 403
        appointing = client.post("/desk/moderators", data={"name": "Gula"}, headers={"origin": PUBLIC_URL})
        assert appointing.status_code == 403
    refusals = [line for line in logs if line["event"] == "not-allowed"]
    assert [(line["route"], line["method"], line["moderator"]) for line in refusals] == [
        ("desk-log-csv", "GET", who.id),
        ("desk-appoint", "POST", who.id),
    ]
    assert "S\\u00ea" not in json.dumps(logs)
    assert "Gula" not in json.dumps(logs)


def test_a_form_from_a_foreign_page_is_told_of_without_what_it_held(newsroom: Served) -> None:
    newsroom.register()
    with structlog.testing.capture_logs() as logs:
        answer = newsroom.post(body="canary words", origin="https://elsewhere.example")
    assert answer.status_code == 403
    refusals = [line for line in logs if line["event"] == "not-allowed"]
    assert [(line["route"], line["method"], line.get("moderator")) for line in refusals] == [
        ("submit-json", "POST", None)
    ]
    assert "canary" not in json.dumps(logs)
    assert "elsewhere" not in json.dumps(logs)
