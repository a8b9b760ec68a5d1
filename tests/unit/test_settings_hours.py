"""`[sites.hours]`: what it may say, and that whatever is wrong is told with its line and what to write instead."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from diwan import settings
from diwan.errors import CannotStart
from diwan.hours import AT_ANY_TIME, Hours, Opening, SiteHours

SITE = """public_url = "https://comments.example.org"
[[sites]]
id = "courier"
name = "The Courier"
origins = ["https://www.example.org"]
"""
DAY = (Opening(420, 1320),)


def read(text: str) -> SiteHours:
    return settings.parse(SITE + text, {}, folder=Path(), name="diwan.toml").sites[0].hours


def everywhere(text: str) -> Hours:
    hours = read(text).everywhere
    assert hours is not None
    return hours


def test_without_a_table_comments_are_taken_at_any_time() -> None:
    assert read("") == AT_ANY_TIME
    assert not AT_ANY_TIME.are_set


def test_a_day_stands_over_every_day_and_may_have_several_openings() -> None:
    hours = everywhere("""[sites.hours]
zone = "Europe/Berlin"
every_day = "07:00-22:00"
saturday = ["15:00 - 18:00", "09:00–13:00"]
sunday = []
""")
    assert hours.zone is ZoneInfo("Europe/Berlin")
    assert hours.days == (DAY,) * 5 + ((Opening(540, 780), Opening(900, 1080)), ())


def test_days_that_nobody_names_are_shut() -> None:
    assert everywhere('[sites.hours]\nzone = "UTC"\nmonday = "07:00-22:00"').days == (DAY, *((),) * 6)


def test_what_ends_before_it_begins_ends_on_the_day_after_and_a_day_has_twenty_four_hours() -> None:
    days = everywhere('[sites.hours]\nzone = "UTC"\nmonday = "22:00-02:00"\ntuesday = "00:00-24:00"').days
    assert days[:2] == ((Opening(1320, 1560),), (Opening(0, 1440),))


def test_a_section_says_what_differs() -> None:
    hours = read("""[sites.hours]
zone = "Asia/Baghdad"
every_day = "07:00-22:00"
friday = []
[sites.hours.sections."Sport"]
friday = "07:00-22:00"
[sites.hours.sections.Weather]
every_day = "00:00-24:00"
""")
    assert hours.of("City") is hours.everywhere
    assert hours.sections["Sport"].days == (DAY,) * 7
    # Its own every_day is for the site's Friday, too.
    assert hours.sections["Weather"].days == ((Opening(0, 1440),),) * 7
    assert hours.sections["Sport"].zone is ZoneInfo("Asia/Baghdad")


def test_hours_may_be_those_of_sections_alone() -> None:
    hours = read('[sites.hours]\nzone = "UTC"\nsections = { Sport = { sunday = "07:00-22:00" } }')
    assert hours.everywhere is None
    assert hours.sections["Sport"].days == (*((),) * 6, DAY)


ZONE = '[sites.hours]\nzone = "Europe/Berlin"\n'


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("hours = 7", 6, "Write [sites.hours] and its settings below it."),
        ('[sites.hours]\nmonday = "07:00-22:00"', 6, "sites.hours.zone is missing"),
        ('[sites.hours]\nzone = "Europe/Berln"\nmonday = "07:00-22:00"', 7, "Did you mean Europe/Berlin?"),
        ('[sites.hours]\nzone = "Europe"\nmonday = "07:00-22:00"', 7, "must be the name of a time zone"),
        ('[sites.hours]\nzone = "../shadow"\nmonday = "07:00-22:00"', 7, 'Write for example `zone = "Europe'),
        ('[sites.hours]\nzone = 1\nmonday = "07:00-22:00"', 7, "must be the name of a time zone"),
        ('[sites.hours]\nzone = ""\nmonday = "07:00-22:00"', 7, "must be the name of a time zone"),
        (ZONE, 6, "sites.hours names no hours"),
        (ZONE + "every_day = []", 6, "opens on no day"),
        (ZONE + 'tusday = "07:00-22:00"', 8, "Did you mean tuesday?"),
        (ZONE + 'monday = "7:00-22:00"', 8, "with two digits"),
        (ZONE + 'monday = "07:00-25:00"', 8, "from 00:00 to 24:00"),
        (ZONE + 'monday = "24:00-02:00"', 8, "from 00:00 to 24:00"),
        (ZONE + 'monday = "07:00-24:30"', 8, "from 00:00 to 24:00"),
        (ZONE + 'monday = "٠٧:٠٠-٢٢:٠٠"', 8, "must be hours such as"),
        (ZONE + "monday = 7", 8, "must be hours such as"),
        (ZONE + "monday = [7]", 8, "must be hours such as"),
        (ZONE + 'monday = "07:00-07:00"', 8, "the whole day is `00:00-24:00`"),
        (ZONE + 'monday = ["07:00-12:00", "11:00-13:00"]', 8, "overlap; write them as one"),
        (ZONE + 'sections = ["Sport"]', 8, 'write [sites.hours.sections."Obituaries"] for a section'),
        (ZONE + "[sites.hours.sections.Sport]", 8, "sites.hours.sections.Sport names no hours"),
        (ZONE + '[sites.hours.sections.Sport]\nzone = "UTC"\nmonday = "07:00-22:00"', 9, "is not a setting"),
        (
            ZONE + '[sites.hours.sections.Sport]\nmonday = "x"',
            9,
            'Write for example `monday = "07:00-22:00"`',
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_to_write(text: str, line: int, told: str) -> None:
    with pytest.raises(CannotStart) as refused:
        read(text)
    assert str(refused.value).startswith(f"diwan.toml, line {line}: ")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value), "one mistake is told once"


def test_where_the_machine_knows_no_zones_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diwan.settings.hours.available_timezones", set)
    with pytest.raises(CannotStart, match="install its time zone data"):
        read('[sites.hours]\nzone = "Europe/Paris-la"\nmonday = "07:00-22:00"')
