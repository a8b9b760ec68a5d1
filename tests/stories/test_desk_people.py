"""Editors appoint and dismiss from the page; and who may see which page of the desk."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from diwan import founding
from diwan.errors import NotAllowed
from diwan.guidelines import FIRST_TEXTS
from diwan.moderators import Moderator, Role
from diwan.storage.guidelines import GuidelinesReader
from diwan.storage.people import PeopleReader
from diwan.web import sessions
from tests.client import TestClient
from tests.desk_house import DeskHouse, desk_house

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with desk_house(tmp_path) as built:
        yield built


def browser(desk: DeskHouse) -> TestClient:
    return TestClient(desk.app, base_url="https://testserver", follow_redirects=False)


def signed_in(desk: DeskHouse, moderator: Moderator) -> TestClient:
    client = browser(desk)
    client.post(desk.link(moderator), headers=FORM)
    return client


@pytest.fixture
def zin(desk: DeskHouse) -> Moderator:
    return desk.appoint("Zîn", Role.EDITOR)


@pytest.fixture
def editor(desk: DeskHouse, zin: Moderator) -> TestClient:
    return signed_in(desk, zin)


def names(desk: DeskHouse) -> dict[str, Moderator]:
    with desk.house.store.connection() as connection:
        return {each.name: each for each in PeopleReader(connection).moderators()}


def test_an_editor_appoints_and_the_link_signs_in_once(desk: DeskHouse, editor: TestClient) -> None:
    answer = editor.post("/desk/moderators", data={"name": " Rojda ", "role": "moderator"})
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    [link] = re.findall(r"https://testserver/desk/sign-in/[\w-]{43}", answer.text)
    client = browser(desk)
    assert client.post(link, headers=FORM).status_code == 303
    assert "Rojda" in client.get("/desk").text
    assert browser(desk).post(link, headers=FORM).status_code == 410
    assert link not in editor.get("/desk/moderators").text


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({"name": "Zîn", "role": "moderator"}, 409, "choose another name"),
        ({"name": "", "role": "moderator"}, 422, "1 to 60 characters"),
        ({"name": "a\u202eb", "role": "moderator"}, 422, "control or invisible"),
        ({"name": "Rojda", "role": "owner"}, 422, "Choose one of: moderator, editor"),
        ({"name": "Rojda"}, 422, "Choose one of"),
    ],
)
def test_an_appointment_that_cannot_be_is_told_beside_the_form(
    desk: DeskHouse, editor: TestClient, sent: dict[str, str], status: int, told: str
) -> None:
    answer = editor.post("/desk/moderators", data=sent)
    assert answer.status_code == status
    assert told in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert set(names(desk)) == {"Zîn"}


def test_a_dismissal_is_asked_for_once_more_and_takes_effect_at_once(
    desk: DeskHouse, editor: TestClient
) -> None:
    berfin = desk.appoint("Berfîn")
    hers = signed_in(desk, berfin)
    path = f"/desk/moderators/{berfin.id}/dismissal"
    assert path in editor.get("/desk/moderators").text
    assert "Dismiss <bdi>Berfîn</bdi>?" in editor.get(path).text
    assert names(desk)["Berfîn"].dismissed_at is None
    answer = editor.post(path, headers=FORM)
    assert "<bdi>Berfîn</bdi> is dismissed" in editor.get(answer.headers["location"]).text
    assert hers.get("/desk").status_code == 303
    assert editor.post(path, headers=FORM).status_code == 404


def test_a_link_made_by_somebody_dismissed_since_signs_nobody_in(
    desk: DeskHouse, editor: TestClient, zin: Moderator
) -> None:
    appointed = editor.post("/desk/moderators", data={"name": "Rojda", "role": "moderator"}).text
    rojda, berfin = names(desk)["Rojda"], desk.appoint("Berfîn")
    reset = editor.post(f"/desk/moderators/{berfin.id}/reset", headers=FORM).text
    links = [re.search(r"https?://[^\s<\"]+/desk/sign-in/[\w-]+", page) for page in (appointed, reset)]
    of_the_operator = desk.link(rojda)
    founding.dismiss(desk.house.store, desk.house.clock, name=zin.name, by="operator").result()
    for link in links:
        assert link is not None
        assert browser(desk).get(link[0]).status_code == 410
        assert browser(desk).post(link[0], headers=FORM).status_code == 410
    with pytest.raises(NotAllowed):
        sessions.make_link(desk.house, rojda.id, by=zin.id)
    assert browser(desk).post(of_the_operator, headers=FORM).status_code == 303


def test_an_editor_cannot_dismiss_himself(desk: DeskHouse, editor: TestClient, zin: Moderator) -> None:
    path = f"/desk/moderators/{zin.id}/dismissal"
    assert path not in editor.get("/desk/moderators").text
    assert editor.get(path).status_code == 403
    assert editor.post(path, headers=FORM).status_code == 403
    assert names(desk)["Zîn"].dismissed_at is None


EVERYBODY, EDITORS = (200, 200), (403, 200)
"""The answers to a moderator and to an editor. Nobody is sent to the door from each of them."""

PAGES = {
    "/desk": EVERYBODY,
    "/desk/decided": EVERYBODY,
    "/desk/log": EVERYBODY,
    "/desk/log?outcome=rejected": EVERYBODY,
    "/desk/log.csv": EDITORS,
    "/desk/log.csv?notes=yes": EDITORS,
    "/desk/figures": EVERYBODY,
    "/desk/figures?days=90&site=courier": EVERYBODY,
    "/desk/guidelines": EVERYBODY,
    "/desk/guidelines/1": EVERYBODY,
    "/desk/guidelines/new": EDITORS,
    "/desk/moderators": EDITORS,
    "/desk/moderators/{berfin}/dismissal": EDITORS,
    "/desk/tonight": EDITORS,
}
ACTS = {
    "/desk/guidelines": {**FIRST_TEXTS, "threat": "Threaten nobody.", "revision": "1"},
    "/desk/moderators": {"name": "Rojda", "role": "editor"},
    "/desk/moderators/{berfin}/dismissal": {},
}


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_seen_by_whom_it_is_for(desk: DeskHouse, editor: TestClient, path: str) -> None:
    berfin, hawre = desk.appoint("Berfîn"), desk.appoint("Hawrê")
    path = path.format(berfin=berfin.id)
    nobody = browser(desk).get(path)
    assert nobody.status_code == 303
    assert nobody.headers["location"].startswith("/desk/sign-in?next=")
    answers = signed_in(desk, hawre).get(path).status_code, editor.get(path).status_code
    assert answers == PAGES[path.replace(berfin.id, "{berfin}")]


@pytest.mark.parametrize("path", ACTS)
def test_nobody_and_no_moderator_does_what_editors_do(desk: DeskHouse, editor: TestClient, path: str) -> None:
    berfin, hawre = desk.appoint("Berfîn"), desk.appoint("Hawrê")
    before = set(names(desk))
    for client, status in ((browser(desk), 303), (signed_in(desk, hawre), 403)):
        answer = client.post(path.format(berfin=berfin.id), data=ACTS[path], headers=FORM)
        assert answer.status_code == status
    foreign = editor.post(
        path.format(berfin=berfin.id), data=ACTS[path], headers={**FORM, "origin": "https://evil.example"}
    )
    assert foreign.status_code == 403
    assert set(names(desk)) == before
    assert names(desk)["Berfîn"].dismissed_at is None
    with desk.house.store.connection() as connection:
        assert GuidelinesReader(connection).current().revision == 1


def test_the_bar_leads_only_to_what_its_reader_may_see(desk: DeskHouse, editor: TestClient) -> None:
    hers, his = signed_in(desk, desk.appoint("Berfîn")).get("/desk").text, editor.get("/desk").text
    for path in ("/desk/log", "/desk/figures", "/desk/guidelines"):
        assert f'href="{path}"' in hers
        assert f'href="{path}"' in his
    assert 'href="/desk/moderators"' in his
    assert 'href="/desk/moderators"' not in hers
