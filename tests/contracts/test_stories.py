"""The first hours of stories, on both databases."""

from dataclasses import replace

from diwan.clock import DAY, HOUR
from diwan.storage.stories import first_hours, sections_of
from tests.house import DESCRIPTION, House


def _counts(diwan: House, **given: object) -> list[int]:
    asked: dict[str, object] = {
        "site": "courier",
        "section": None,
        "hours": 2,
        "days": 28,
        "at": diwan.clock.at,
    }
    with diwan.store.connection() as connection:
        return sorted(first_hours(connection, **{**asked, **given}))  # type: ignore[arg-type]


def test_a_storys_hours_begin_with_its_first_comment(diwan: House) -> None:
    diwan.register("city")
    diwan.register("sport", replace(DESCRIPTION, section="Sport"))
    diwan.register("silent")
    diwan.clock.advance(DAY)
    for n in range(3):
        diwan.submit(f"at once {n}", article="city")
    diwan.clock.advance(HOUR)
    diwan.submit("an hour later", article="city")
    diwan.submit("the first one", article="sport")
    diwan.clock.advance(HOUR)
    diwan.submit("too late to count", article="city")
    assert _counts(diwan) == [4]
    diwan.clock.advance(HOUR)
    assert _counts(diwan) == [1, 4]
    assert _counts(diwan, section="Sport") == [1]
    assert _counts(diwan, site="gazette") == []
    assert _counts(diwan, days=1, at=diwan.clock.at + DAY) == []


def test_a_story_counts_in_the_section_it_has_today_and_once(diwan: House) -> None:
    diwan.register("city")
    diwan.submit("one", article="city")
    diwan.register("city", replace(DESCRIPTION, section="Harbour"))
    diwan.clock.advance(2 * HOUR)
    assert _counts(diwan, section="City") == []
    assert _counts(diwan, section="Harbour") == [1]
    assert _counts(diwan) == [1]
    with diwan.store.connection() as connection:
        assert "Harbour" in sections_of(connection, "courier")
        assert sections_of(connection, "gazette") == []
