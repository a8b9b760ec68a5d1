"""What is harsh, which words are masked, what somebody has read, and how harsh comments are kept apart."""

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from diwan.comments import Words
from diwan.desk import care
from diwan.desk.care import REST_AFTER, Exposure, Masked
from diwan.guidelines import Guideline
from diwan.screening.findings import Finding, Span
from diwan.screening.rules.hostility import Hostility

WORDS = Words("Vile Rojîn", "What a vile, vile thing. ئەم قسەیە بەدە.")


def finding(
    guideline: Guideline | None, *spans: Span, score: float = 0.9, could_not_tell: bool = False
) -> Finding:
    return Finding("terms", "1", guideline, score, spans, could_not_tell=could_not_tell)


def hidden(*findings: Finding, words: Words = WORDS) -> list[str]:
    fields = {"body": words.body, "name": words.name}
    return [fields[each.field][each.begin : each.end] for each in care.masked(words, findings)]


# --- masking ---------------------------------------------------------------------------------------------------------


def test_single_words_under_profanity_vulgarity_and_abuse_are_masked_in_body_and_name() -> None:
    assert hidden(finding(Guideline.VULGARITY, Span(7, 11), Span(0, 4, "name"))) == ["vile", "Vile"]


def test_ordinary_words_that_offend_only_together_are_not_masked() -> None:
    said = replace(finding(Guideline.ABUSE, Span(7, 11)), check=Hostility.name)
    assert hidden(said) == []
    assert hidden(said, finding(Guideline.ABUSE, Span(7, 11))) == ["vile"]


@pytest.mark.parametrize(
    "guideline", [Guideline.THREAT, Guideline.PERSONAL_ATTACK, Guideline.PROMOTION, None]
)
def test_what_only_a_sentence_breaks_is_not_masked(guideline: Guideline | None) -> None:
    assert hidden(finding(guideline, Span(7, 11))) == []


def test_what_is_not_sure_enough_or_could_not_be_told_is_not_masked() -> None:
    assert hidden(finding(Guideline.ABUSE, Span(7, 11), score=0.49)) == []
    assert hidden(finding(Guideline.ABUSE, Span(7, 11), could_not_tell=True)) == []


def test_a_finding_that_marks_a_sentence_masks_nothing() -> None:
    assert hidden(finding(Guideline.ABUSE, Span(0, len(WORDS.body)))) == []


def test_a_comment_of_one_word_is_masked_too() -> None:
    assert hidden(finding(Guideline.PROFANITY, Span(0, 4)), words=Words("x", "vile")) == ["vile"]


def test_a_word_that_two_checks_mark_is_masked_once_and_whole() -> None:
    """A model may mark the part of a word that it reads as one."""
    assert hidden(finding(Guideline.ABUSE, Span(8, 10)), finding(Guideline.PROFANITY, Span(7, 11))) == [
        "vile"
    ]


def test_each_word_of_a_term_is_masked_by_itself() -> None:
    assert hidden(finding(Guideline.ABUSE, Span(5, 11))) == ["a", "vile"]


def test_a_first_letter_keeps_its_marks() -> None:
    assert care.first_letter("e\u0302vil") == "e\u0302"
    assert care.first_letter("بەد") == "ب"


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=5))
def test_masks_lie_within_the_text_in_order_and_never_over_white_space(
    body: str, places: list[tuple[int, int]]
) -> None:
    spans = [Span(min(pair), max(pair)) for pair in places]
    masks = care.masked(Words("x", body), [finding(Guideline.ABUSE, *spans)])
    assert masks == tuple(sorted(masks, key=lambda each: (each.begin, each.end)))
    for each in masks:
        assert 0 <= each.begin < each.end <= len(body)
        assert not any(character.isspace() for character in body[each.begin : each.end])
    assert all(isinstance(each, Masked) for each in masks)


# --- what somebody has read ------------------------------------------------------------------------------------------

unders = st.frozensets(st.sampled_from(list(Guideline)))


@given(st.lists(unders, max_size=40))
def test_counts_and_the_row_fit_into_a_tally_and_come_out_again(comments: list[frozenset[Guideline]]) -> None:
    exposure = Exposure()
    for under in comments:
        exposure = exposure.and_one(under)
        assert exposure.bits < 2**64
        assert care.unpacked(exposure.read, exposure.bits) == exposure
    assert exposure.read == len(comments)
    assert exposure.by_guideline == {
        guideline: count
        for guideline in Guideline
        if (count := sum(guideline in under for under in comments))
    }


def test_counts_end_and_never_spill_over_into_others() -> None:
    exposure = Exposure()
    for _ in range(1500):
        exposure = exposure.and_one(frozenset({Guideline.THREAT}))
    assert exposure.by_guideline == {Guideline.THREAT: 1023}
    assert care.unpacked(exposure.read, exposure.bits) == exposure


def test_many_harsh_ones_in_a_row_want_a_rest_and_a_light_one_ends_the_row() -> None:
    exposure = Exposure()
    for _ in range(REST_AFTER - 1):
        exposure = exposure.and_one(frozenset({Guideline.ABUSE}))
    assert not exposure.wants_rest
    assert exposure.and_one(frozenset({Guideline.ABUSE})).wants_rest
    assert (
        not exposure.and_one(frozenset({Guideline.PROMOTION}))
        .and_one(frozenset({Guideline.ABUSE}))
        .wants_rest
    )


# --- a breath in between ---------------------------------------------------------------------------------------------


@given(st.lists(st.booleans(), max_size=24))
def test_harsh_ones_are_apart_as_far_as_there_is_anything_to_put_between(harsh: list[bool]) -> None:
    cards = list(range(len(harsh)))
    order = care.breathing(cards, harsh)
    assert sorted(order) == cards
    for heavy in (True, False):
        assert [card for card in order if harsh[card] is heavy] == [c for c in cards if harsh[c] is heavy]
    together = sum(harsh[one] and harsh[other] for one, other in pairwise(order))
    heavies = sum(harsh)
    assert together == max(0, heavies - (len(harsh) - heavies) - 1)


def test_what_is_apart_already_stays_as_it_is() -> None:
    assert care.breathing("abcde", [False, True, False, False, True]) == list("abcde")
