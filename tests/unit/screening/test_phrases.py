"""How phrases are written and found."""

import pytest

from diwan.screening.phrases import Found, Phrases


@pytest.mark.parametrize(
    ("phrase", "text", "is_there"),
    [
        ("for sale", "a house for sale.", True),
        ("for sale", "A House FOR SALE", True),
        ("for sale", "for, sale", True),
        ("for sale", "before sale", False),
        ("for sale", "for sales", False),
        ("for sale|rent", "for rent", True),
        ("telegram~ me", "telegrammed me", True),
        ("telegram~ me", "telegram 'tan me", False),
        ("join my * channel", "join my channel", True),
        ("join my * channel", "join my very new channel", True),
        ("join my * channel", "join my one two three channel", False),
        ("join the? channel", "join channel", True),
        ("join the? channel", "join the channel", True),
        ("join the? channel", "join a channel", False),
        ("کانال ما", "به کانال ما", True),
        ("می‌نویسیم", "مقاله می‌نویسیم", True),
    ],
)
def test_a_phrase_is_found_where_it_stands(phrase: str, text: str, is_there: bool) -> None:
    assert bool(Phrases({"x": phrase}).find(text, "en")) is is_there


def test_empty_lines_and_remarks_say_nothing_and_groups_are_told() -> None:
    phrases = Phrases({"one": "# a remark\n\n  for sale \n", "two": "a house"})
    assert phrases.find("a house for sale; a remark", None) == [Found("one", 8, 16), Found("two", 0, 7)]
