"""Near means handed out and varied; two people's own words are not near, however much they agree."""

from itertools import combinations, product

import pytest
from hypothesis import given, strategies as st

from diwan.screening.normalise import normalise
from diwan.screening.sketch import BANDS, BYTES, NEAR, band_keys, resemblances, sketch
from tests.unit.screening.written_alike import HANDED_OUT, OWN_WORDS


def drawn(text: str, language: str) -> bytes:
    made = sketch(normalise(text, language).folded.text)
    assert made is not None
    return made


VARIED = [
    (language, change, original, varied)
    for language, (original, variants) in HANDED_OUT.items()
    for change, varied in variants.items()
]


@pytest.mark.parametrize(("language", "change", "original", "varied"), VARIED)
def test_what_was_handed_out_and_varied_is_near_and_is_found(
    language: str, change: str, original: str, varied: str
) -> None:
    one, other = drawn(original, language), drawn(varied, language)
    assert resemblances(one, [other])[0] >= NEAR
    # Recall: it is not enough to be near, a look-up must come across it.
    assert set(band_keys(one)) & set(band_keys(other))


@pytest.mark.parametrize("language", HANDED_OUT)
def test_all_variants_of_one_text_are_near_each_other_almost_always(language: str) -> None:
    original, variants = HANDED_OUT[language]
    all_of_them = [drawn(text, language) for text in (original, *variants.values())]
    pairs = list(combinations(all_of_them, 2))
    found = sum(resemblances(a, [b])[0] >= NEAR for a, b in pairs)
    assert found >= 0.9 * len(pairs)


def test_peoples_own_words_on_one_subject_are_never_near_each_other_or_what_was_handed_out() -> None:
    for language, texts in OWN_WORDS.items():
        own = [drawn(text, language) for text in texts]
        handed = [
            drawn(text, language) for text in (HANDED_OUT[language][0], *HANDED_OUT[language][1].values())
        ]
        for one, other in [*combinations(own, 2), *product(own, handed)]:
            # Far below, not just below: precision does not hang by a thread.
            assert resemblances(one, [other])[0] < NEAR / 2


def test_there_are_enough_honest_comments_to_speak_of_precision() -> None:
    assert sum(len(texts) for texts in OWN_WORDS.values()) >= 40


@pytest.mark.parametrize(
    "short",
    ["", "Well said.", "Thank you for this good article", "👍" * 500, "." * 500, "دەستخۆش بۆ ئەم بابەتە"],
)
def test_short_texts_have_no_sketch(short: str) -> None:
    assert sketch(short) is None


@given(st.text(min_size=0, max_size=300))
def test_a_sketch_depends_on_nothing_but_letters_and_has_its_size(text: str) -> None:
    made = sketch(text)
    assert made == sketch("  ".join(text)) == sketch(text)
    if made is not None:
        assert len(made) == BYTES
        keys = band_keys(made)
        assert len(set(keys)) == BANDS
        assert all(-(2**63) <= key < 2**63 for key in keys)
        assert resemblances(made, [made]) == [1.0]


def test_sketches_are_the_same_for_ever() -> None:
    """They are stored: other numbers for the same text would make every earlier comment unlike every later one."""
    made = sketch("the bridge over the river is open again at last and everybody is glad of it")
    assert made is not None
    assert made[:8].hex() == "27b8f26861959fee"
    assert band_keys(made)[0] == -2320463350825469654


def test_nothing_resembles_nothing() -> None:
    assert resemblances(bytes(BYTES), []) == []
