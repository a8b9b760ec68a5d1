"""What says of a person that he is a fool or bought reaches the desk's line, outside English too; the same of an act does not."""

import tomllib
from pathlib import Path

import pytest

from diwan.desk.lanes import LIKELY_BROKEN
from diwan.guidelines import Guideline
from tests.unit.screening.test_lexicon import LEXICON, reading

SENTENCES = tomllib.loads((Path(__file__).parent / "insult_sentences.toml").read_text(encoding="utf-8"))


def cases(kind: str) -> list[tuple[str, str]]:
    return [(code, sentence) for code in sorted(SENTENCES) for sentence in SENTENCES[code][kind]]


@pytest.mark.parametrize(("language", "sentence"), cases("found"))
def test_an_insult_of_a_person_reaches_the_line_from_which_the_desk_says_likely_broken(
    language: str, sentence: str
) -> None:
    scores = {each.guideline: each.score for each in LEXICON.look(reading(sentence, language))}
    assert scores.get(Guideline.PERSONAL_ATTACK, 0.0) >= LIKELY_BROKEN


@pytest.mark.parametrize(("language", "sentence"), cases("innocent"))
def test_the_same_words_of_an_act_of_an_animal_or_denied_stay_below_it(language: str, sentence: str) -> None:
    assert [each for each in LEXICON.look(reading(sentence, language)) if each.score >= LIKELY_BROKEN] == []


def test_there_are_enough_of_both_in_every_language_but_english() -> None:
    assert sorted(SENTENCES) == ["ar", "ckb", "fa", "ku", "tr"]
    assert all(len(set(each[kind])) >= 18 for each in SENTENCES.values() for kind in ("found", "innocent"))
