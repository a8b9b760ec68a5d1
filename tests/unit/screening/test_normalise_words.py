"""The smaller tools of the normaliser: masked words, marks that decide, and the disguises that training makes."""

import re
from random import Random

import pytest
from hypothesis import given, strategies as st
from training.obfuscate import ARABIC, LATIN, disguise, obfuscate

from diwan.screening.normalise import marks_agree, normalise, wildcard_pattern


@pytest.mark.parametrize(
    ("masked", "word", "fits"),
    [
        ("w*asel", "weasel", True),
        ("w**sel", "weasel", True),
        ("wea***", "weasel", True),
        ("w*asel", "weeasel", False),
        ("w*asel", "w1asel", False),
        ("w*asel", "weasels", False),
        ("ر*باه", "روباه", True),
    ],
)
def test_a_masked_word_fits_the_words_it_can_stand_for(masked: str, word: str, fits: bool) -> None:
    assert (re.fullmatch(wildcard_pattern(masked), word) is not None) is fits


@pytest.mark.parametrize(
    ("term", "written", "agree"),
    [
        ("kız", "kız", True),
        ("kız", "kiz", True),
        ("kız", "KIZ", True),
        ("kiz", "kız", False),
        ("on", "ön", False),
        ("ön", "on", True),
        ("ön", "ÖN", True),
        ("şêr", "ser", True),
        ("ser", "şer", False),
        ("kiz", "k1z", True),
        ("kiz", "k i z", True),
    ],
)
def test_a_mark_that_was_written_was_meant(term: str, written: str, agree: bool) -> None:
    assert marks_agree(term, written) is agree


WORDS = ["weasel", "skunk", "vulture", "Hyena", "monkeys"]
UNDONE = [
    "spaced",
    "punctuated",
    "look-alikes",
    "zero-width",
    "accented",
    "fullwidth",
    "case",
    "stretched",
    "leet",
]


@pytest.mark.parametrize("way", UNDONE)
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("seed", range(8))
def test_what_training_disguises_the_normaliser_undoes(way: str, word: str, seed: int) -> None:
    written = LATIN[way](word, Random(seed))
    assert word.lower() in normalise(f"You are {written} to me", "en").folded.text.split()


@pytest.mark.parametrize("way", ["variants", "tatweel", "zero-width", "spaced", "stretched"])
@pytest.mark.parametrize("word", ["مدرسة", "ئێواره", "كێشه", "رۆژنامه", "یکشنبه"])
@pytest.mark.parametrize("seed", range(5))
def test_what_it_disguises_in_arabic_script_is_undone_as_well(way: str, word: str, seed: int) -> None:
    key = normalise(word, "ckb").folded.text
    written = ARABIC[way](word, Random(seed))
    assert key in normalise(f"بۆ {written} دەچم", "ckb").folded.text.split()


@given(st.text(min_size=3, max_size=12), st.randoms(use_true_random=False))
def test_any_word_can_be_disguised(word: str, random: Random) -> None:
    assert disguise(word, random)


def test_a_disguise_depends_on_nothing_but_the_seed() -> None:
    text = "Nobody asked the fishermen, and nobody will."
    assert obfuscate(text, Random(7)) == obfuscate(text, Random(7))
    assert len({obfuscate(text, Random(seed)) for seed in range(20)}) > 10


def test_only_the_words_asked_for_are_disguised() -> None:
    for seed in range(20):
        written = obfuscate(
            "The weasel saw the other weasel", Random(seed), targets={"weasel"}, ways={"leet"}
        )
        assert re.fullmatch(r"The \S+ saw the other \S+", written)
        assert written != "The weasel saw the other weasel"
