"""A password that somebody would try among the first is refused, whatever its length; one of a few odd words is not."""

import pytest

from diwan.errors import Unacceptable
from diwan.web.guessable import check_guessable

KNOWN = ["Berîvan Aras", "The Courier"]


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "123456789012",
        "qwertyuiop123",
        "aaaaaaaaaaaaaaaa",
        "abcdefghijklmn",
        "Password12345",
        "iloveyouiloveyou",
        "Berîvan Aras",
        "thecouriercourier",
        "x" * 1000,
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(Unacceptable, match="among the first"):
        check_guessable(password, KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        "four quiet words here",
        "zîlan û rojîn li serê çiyê",
        "شەوێکی درێژ بوو",
        "سه‌شنبه باران و نان گرم",
        "k7#Vq2!mZp9x",
        "a few words in a row " * 40,
    ],
)
def test_a_few_odd_words_in_any_script_are_taken(password: str) -> None:
    check_guessable(password, KNOWN)


def test_a_colleagues_name_is_another_matter() -> None:
    check_guessable("Berîvan Aras ponders kilims", [])
