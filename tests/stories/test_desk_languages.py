"""The desk in the moderator's own language: which one it is, that the choice lasts, and that all of a page follows it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from diwan.moderators import Role
from diwan.web.desk.preferring import COOKIE, accepted
from diwan.words.languages import LANGUAGES, direction
from tests.client import TestClient
from tests.desk_house import DeskHouse, desk_house, fields

FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"accept": "application/json"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with desk_house(tmp_path) as built:
        yield built


def browser(desk: DeskHouse) -> TestClient:
    return TestClient(desk.app, base_url="https://testserver", follow_redirects=False)


def signed_in(desk: DeskHouse, role: Role = Role.EDITOR) -> TestClient:
    client = browser(desk)
    assert client.post(desk.link(desk.appoint(role=role)), headers=FORM).status_code == 303
    return client


def language_of(page: str) -> tuple[str, str]:
    found = re.search(r'<html lang="([a-z]+)" dir="([a-z]+)"', page)
    assert found is not None
    return found[1], found[2]


def test_without_a_wish_the_desk_speaks_the_first_sites_language(desk: DeskHouse) -> None:
    assert language_of(browser(desk).get("/desk/sign-in").text) == ("en", "ltr")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ckb", "ckb"),
        ("ku-Arab-IQ, en;q=0.5", "ckb"),
        ("kmr", "ku"),
        ("de, tr;q=0.4, ar-IQ;q=0.8", "ar"),
        ("en;q=0, fa", "fa"),
        ("de-DE, fr", None),
        ("*", None),
        ("", None),
        ("fa;q=nonsense, ;;;,", None),
    ],
)
def test_a_browser_is_answered_in_what_it_likes_best_of_what_we_speak(
    header: str, language: str | None
) -> None:
    assert accepted(header) == language


def test_what_a_browser_asks_for_is_spoken(desk: DeskHouse) -> None:
    page = browser(desk).get("/desk/sign-in", headers={"accept-language": "ckb"}).text
    assert language_of(page) == ("ckb", "rtl")
    assert "مێزی چاودێران" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_moderators_choice_is_kept_and_goes_before_his_browsers(desk: DeskHouse, language: str) -> None:
    client = signed_in(desk)
    answer = client.post("/desk/language", data={"language": language, "back": "/desk/log"}, headers=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/log")
    assert "HttpOnly" in answer.headers["set-cookie"]
    page = client.get("/desk/log", headers={"accept-language": "tr"}).text
    assert language_of(page) == (language, direction(language))
    assert f'value="{language}" lang="{language}" dir="auto" aria-current="true"' in page


def test_a_choice_leads_back_to_the_desk_only_and_an_unknown_language_is_refused(desk: DeskHouse) -> None:
    client = browser(desk)
    elsewhere = client.post(
        "/desk/language", data={"language": "tr", "back": "https://evil.example/desk"}, headers=FORM
    )
    assert elsewhere.headers["location"] == "/desk"
    unknown = client.post("/desk/language", data={"language": "xx"}, headers={**FORM, **JSON})
    assert unknown.status_code == 422
    odd = browser(desk).get("/desk/sign-in", headers={"cookie": f"{COOKIE}=xx"}).text
    assert language_of(odd) == ("en", "ltr")


def test_a_link_that_was_not_used_is_still_there_after_choosing_a_language(desk: DeskHouse) -> None:
    link = desk.link(desk.appoint()).removeprefix("https://testserver")
    answer = browser(desk).post("/desk/language", data={"language": "ar", "back": link}, headers=FORM)
    assert answer.headers["location"] == link


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_every_page_comes_whole_in_every_language(desk: DeskHouse, language: str) -> None:
    client = signed_in(desk)
    sent = desk.submit("A bridge of sighs.")
    client.cookies.set(COOKIE, language)
    for path in (
        *(
            "/desk",
            "/desk/decided",
            "/desk/batches",
            "/desk/batches/new?lane=fine",
            "/desk/search",
            "/desk/log",
        ),
        *("/desk/figures", "/desk/tonight", "/desk/guidelines", "/desk/guidelines/new", "/desk/moderators"),
        *("/desk/motions", "/desk/password", f"/desk/comments/{sent.comment_id}"),
        *("/desk/log?from=nonsense", "/desk/nothing", f"/desk/batches/new?like={sent.comment_id}"),
    ):
        page = client.get(path).text
        assert language_of(page)[0] == language, path
        assert not re.search(r"\{[a-z_]+\}", re.sub(r'data-(?:day|moment)="[^"]*"', "", page)), path
        for english in (
            "Waiting",
            "Sign out",
            "Guidelines",
            "the newest first",
            "Nothing",
            " days",
            "Approve",
        ):
            assert english not in page, (path, english)


def test_a_script_is_answered_in_the_moderators_language_and_the_comment_keeps_its_own(
    desk: DeskHouse,
) -> None:
    client = signed_in(desk)
    sent = desk.submit("A bridge of sighs.")
    client.cookies.set(COOKIE, "tr")
    page = client.get("/desk").text
    assert re.search(r'class="body" dir="auto" lang="en">.{0,20}A bridge of sighs\.', page, re.DOTALL)
    path = f"/desk/comments/{sent.comment_id}/decisions"
    told = client.post(path, data={**fields(page), "outcome": "approved"}, headers={**FORM, **JSON})
    assert told.json()["decision"]["said"] == "Onaylandı"
    refused = client.post(
        path, data={**fields(page), "outcome": "rejected", "digest": ""}, headers={**FORM, **JSON}
    )
    assert refused.json()["detail"].startswith("Form hangi sözlere")


def test_numbers_and_days_are_written_as_the_language_does(desk: DeskHouse) -> None:
    client = signed_in(desk)
    desk.submit("One.")
    client.cookies.set(COOKIE, "fa")
    page = client.get("/desk/figures").text
    assert "اکنون ۱ دیدگاه در انتظار است." in page
    assert re.search(r"۱۴۰[۰-۹]/[۰-۹]{2}/[۰-۹]{2}", page)
    assert client.get("/desk/log.csv").text.lstrip("\ufeff").startswith('"decision","at"')
