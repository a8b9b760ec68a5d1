"""Sentences that checks and refusals made in English are told in the moderator's language, whole or in their known parts."""

import pytest

from diwan.errors import Conflict, TooMany, Unacceptable
from diwan.screening.rules import offers
from diwan.web.desk.speaking import speaking
from diwan.web.desk.telling import explained, explained_plainly, told


def test_in_english_everything_stands_as_it_is_and_is_escaped() -> None:
    assert told("model: threat, 97 %") == "model: threat, 97 %"
    assert explained(Conflict("<b>")) == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("english", "turkish"),
    [
        ("took too long", "çok uzun sürdü"),
        ("2 links, hidden behind a shortener", "2 bağlantı, kısaltılmış adres arkasında gizli"),
        ("a phone number in the name", "adda bir telefon numarası"),
        ("model could not tell", "<bdi>model</bdi> anlayamadı"),
        ("model: threat, 97 %", "<bdi>model</bdi>: Tehdit, %97"),
        ("links: 1 link", "<bdi>links</bdi>: 1 bağlantı"),
        (
            "12 like this, in 2 threads, under 1 name",
            "2 tartışma içinde, 1 ad altında bunun gibi 12 yorum",
        ),
        (
            "criticises the publisher: a rejection needs a second pair of eyes",
            "yayıncıyı eleştiriyor: ret için ikinci bir kişinin bakması gerekir",
        ),
        ("listed in built-in en, house (mild)", "<bdi>built-in en, house</bdi> listesinde (hafif)"),
        ("What the adviser says, in its own words.", "<bdi>What the adviser says, in its own words.</bdi>"),
        ("1 link, something nobody knows", "<bdi>1 link, something nobody knows</bdi>"),
    ],
)
def test_what_a_check_has_written_on_record_is_told(english: str, turkish: str) -> None:
    with speaking("tr"):
        assert told(english) == turkish


def test_a_refusal_is_told_with_what_was_filled_in() -> None:
    with speaking("ar"):
        waits = TooMany("Too many failed sign-ins. Please wait 2 seconds, or ask for a sign-in link.", 2)
        assert "ثانيتين" in explained_plainly(waits)
    with speaking("tr"):
        taken = Conflict("There is, or was, a moderator called <Zîn>; choose another name.")
        assert explained(taken).startswith("<bdi>&lt;Zîn&gt;</bdi> adında")
        assert explained_plainly(taken).startswith("<Zîn> adında")


def test_what_checks_say_of_what_they_find_is_known_to_the_catalog() -> None:
    sentences = [what for _, what in offers.KINDS.values()]
    with speaking("ckb"):
        assert [each for each in sentences if str(told(each)) == f"<bdi>{each}</bdi>"] == []


def test_numbers_in_a_list_of_what_can_be_chosen_are_in_the_digits_of_the_language() -> None:
    with speaking("ar"):
        assert "٧" in explained_plainly(Unacceptable("Choose one of: 7, 30, 90.", field="days"))
