"""An appeal: its term, its words, and the reason of an answer."""

import pytest

from diwan.appeals import MAX_CHARACTERS, Verdict, check_answer, check_appeal_words, closes_at
from diwan.clock import DAY
from diwan.decisions import MAX_NOTE_CHARACTERS, Author, AuthorKind, Decision, Outcome, Reason
from diwan.errors import Unacceptable
from diwan.guidelines import Guideline


def test_the_term_counts_from_the_rejection() -> None:
    author = Author(AuthorKind.MODERATOR, "m")
    rejection = Decision(
        "d", "c", bytes(32), Outcome.REJECTED, author, Reason(1, Guideline.THREAT), None, 1000
    )
    assert closes_at(rejection, 3) == 1000 + 3 * DAY


@pytest.mark.parametrize("words", ["why", " \r\n why\t", "بۆ؟ می‌گویم", "x" * MAX_CHARACTERS])
def test_words_are_kept_as_they_were_sent(words: str) -> None:
    assert check_appeal_words(words) == words


@pytest.mark.parametrize(
    ("words", "code"),
    [("", "appeal-empty"), ("x" * (MAX_CHARACTERS + 1), "appeal-too-long"), ("\0x", "appeal-characters")],
)
def test_words_that_cannot_be_taken_are_refused_with_a_code_of_their_own(words: str, code: str) -> None:
    with pytest.raises(Unacceptable) as refused:
        check_appeal_words(words)
    assert (refused.value.code, refused.value.field) == (code, "words")


def test_upholding_gives_a_reason_and_overturning_need_not() -> None:
    check_answer(Verdict.OVERTURNED, "")
    check_answer(Verdict.UPHELD, "It names a person.")
    for verdict, note in ((Verdict.UPHELD, " \n"), (Verdict.OVERTURNED, "x" * (MAX_NOTE_CHARACTERS + 1))):
        with pytest.raises(Unacceptable) as refused:
            check_answer(verdict, note)
        assert refused.value.field == "note"
