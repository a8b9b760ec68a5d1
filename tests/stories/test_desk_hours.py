"""What hours are set, as the desk tells it, and whether comments are taken now. It is Monday, 16:13 in Berlin."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from diwan.clock import HOUR
from diwan.hours import Hours, Opening, SiteHours
from diwan.moderators import Role
from tests.client import TestClient
from tests.desk_house import SITE, DeskHouse, desk_house
from tests.house import HandClock
from tests.served import texts_in
from tests.stories.test_desk_rules import BRIDGE, signed_in

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = Hours(BERLIN, ((Opening(420, 1320),),) * 5 + ((Opening(540, 780), Opening(900, 1440)), ()))
HOURS = SiteHours(
    WEEK,
    {
        "City": Hours(BERLIN, ((),) * 6 + ((Opening(600, 720),),)),
        "Sport": Hours(BERLIN, ((Opening(0, 1440),),) * 7),
    },
)
AN_ARTICLE_IN_THE_CITY = BRIDGE


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[DeskHouse]:
    with desk_house(tmp_path, clock=clock) as built:
        built.house.sites[SITE] = replace(built.house.sites[SITE], hours=HOURS)
        yield built


@pytest.fixture
def editor(desk: DeskHouse) -> TestClient:
    return signed_in(desk, desk.appoint("Zîn", Role.EDITOR))


def test_everybody_reads_the_week_and_whether_it_is_open_now(desk: DeskHouse, clock: HandClock) -> None:
    moderator = signed_in(desk, desk.appoint("Berfîn"))
    page = moderator.get("/desk/rules").text
    assert texts_in(page, "p", "now") == [
        "Open now, until: Monday, 22:00.",
        "Closed now, until: Sunday, 10:00.",
        "Open now.",
    ]
    for days in (
        "<li>Monday – Friday: 07:00–22:00</li>",
        "<li>Saturday: 09:00–13:00, 15:00–24:00</li>",
        "<li>Sunday: none</li>",
    ):
        assert days in page
    assert "Hours, in <bdi>Sport</bdi>" in page
    assert "By the clock of Europe/Berlin, now UTC+2." in page
    assert "replies included" in page
    clock.advance(6 * HOUR)
    # By then the session is over.
    night = signed_in(desk, desk.appoint("Hawrê"))
    assert "Closed now, until: Tuesday, 07:00." in night.get("/desk/rules").text


def test_a_site_without_hours_says_nothing_of_them(desk: DeskHouse, editor: TestClient) -> None:
    desk.house.sites[SITE] = replace(desk.house.sites[SITE], hours=SiteHours())
    assert "Outside the hours" not in editor.get("/desk/rules").text


def test_hours_of_a_section_alone_leave_the_others_open(desk: DeskHouse, editor: TestClient) -> None:
    desk.house.sites[SITE] = replace(desk.house.sites[SITE], hours=SiteHours(None, {"Sport": WEEK}))
    page = editor.get("/desk/rules").text
    assert "Comments are taken at any time." in page
    assert "Hours, in the other sections" in page


def test_the_page_that_opens_an_article_does_not_hide_that_the_hours_hold_beside_it(
    desk: DeskHouse, editor: TestClient
) -> None:
    editor.post("/desk/closing", data={**AN_ARTICLE_IN_THE_CITY, "closes": "never"})
    page = editor.get("/desk/closing", params=AN_ARTICLE_IN_THE_CITY).text
    assert ">Open</h2>" in page
    assert "The hours of the section hold beside this. Closed now, until: Sunday, 10:00." in page
    editor.post("/desk/closing", data={**AN_ARTICLE_IN_THE_CITY, "closes": "now"})
    assert "hold beside this" not in editor.get("/desk/closing", params=AN_ARTICLE_IN_THE_CITY).text


def test_the_week_is_told_in_the_language_of_whoever_reads_it(desk: DeskHouse, editor: TestClient) -> None:
    page = editor.get("/desk/rules", headers={"accept-language": "ckb"}).text
    assert "<li>دووشەممە – هەینی: ٠٧:٠٠–٢٢:٠٠</li>" in page
    assert "ئێستا کراوەیە، تا: دووشەممە، ٢٢:٠٠." in page
    assert "١٥:٠٠–٢٤:٠٠" in page
