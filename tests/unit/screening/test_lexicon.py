"""What the built-in lists find, and what they leave alone, language by language."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from diwan.comments import Words
from diwan.desk.lanes import LIKELY_BROKEN
from diwan.screening.check import Context, Reading, read
from diwan.screening.guess import Guess
from diwan.screening.language import LANGUAGES
from diwan.screening.lexicons import built_in, built_in_lists
from diwan.screening.normalise import normalise
from diwan.screening.phrase_tables import SURE
from diwan.screening.rules.lexicon import Lexicon

SENTENCES = tomllib.loads((Path(__file__).parent / "lexicon_sentences.toml").read_text(encoding="utf-8"))
CODES = sorted(LANGUAGES)
FEWEST = {"en": 250, "tr": 150, "ar": 150, "fa": 150, "ckb": 80, "ku": 80}
LEXICON = Lexicon(built_in_lists(CODES))


def reading(body: str, language: str, name: str = "Rojîn") -> Reading:
    """As `read` makes it, but in a language that is known for sure."""
    return Reading(
        Words(name, body),
        Context(language),
        normalise(body, language),
        normalise(name, language),
        Guess(language, 1.0),
    )


def cases(kind: str) -> list[tuple[str, str]]:
    return [(code, sentence) for code in CODES for sentence in SENTENCES[code][kind]]


@pytest.mark.parametrize(("language", "sentence"), cases("innocent"))
def test_innocent_words_are_let_pass(language: str, sentence: str) -> None:
    assert LEXICON.look(reading(sentence, language)) == []


@pytest.mark.parametrize(("language", "sentence"), cases("found"))
def test_what_is_listed_is_found(language: str, sentence: str) -> None:
    assert LEXICON.look(reading(sentence, language)) != []


@pytest.mark.parametrize("language", CODES)
def test_each_language_has_enough_sentences_of_both_kinds_to_say_something(language: str) -> None:
    assert all(len(set(SENTENCES[language][kind])) >= 40 for kind in ("innocent", "found"))


@pytest.mark.parametrize("language", CODES)
def test_each_list_is_in_its_language_and_large_enough(language: str) -> None:
    assert built_in(language).language == language
    assert built_in(language).size >= FEWEST[language]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Dick Cheney", "Jo Cox", "Kike Hernandez", "Fanny", "Sergio Dos Santos"]),
        ("ar", ["كسرى", "عبد الله", "نيك", "زبيدة"]),
        ("tr", ["Sikandar", "Amina", "İskender", "Götze"]),
        ("fa", ["کسری", "کیانوش", "گلپذیر"]),
        ("ku", ["Kerîm", "Bijî", "Pîroz"]),
        ("ckb", ["کەریم", "حەمە", "گوڵاڵە"]),
    ],
)
def test_names_of_people_are_let_pass(language: str, names: list[str]) -> None:
    for name in names:
        assert LEXICON.look(reading("ok", language, name)) == [], name


def test_a_term_speaks_only_in_its_language() -> None:
    assert LEXICON.look(reading("piç", "tr"))
    assert not LEXICON.look(reading("piç", "en"))


def test_the_check_names_the_languages_that_are_switched_on() -> None:
    assert Lexicon(built_in_lists(["tr", "en"])).languages == frozenset({"en", "tr"})


def test_another_choice_of_lists_is_another_version() -> None:
    assert Lexicon(built_in_lists(["tr"])).version != Lexicon(built_in_lists(["en"])).version
    assert Lexicon(built_in_lists(["tr", "en"])).version == Lexicon(built_in_lists(["en", "tr"])).version


def test_a_finding_never_repeats_the_words() -> None:
    [finding] = LEXICON.look(read(Words("x", "what a cunt"), Context("en")))
    assert finding.detail == "listed in built-in en (strong)"


@pytest.mark.parametrize(
    ("language", "meant", "reported"),
    [
        ("ar", "هذا الوزير غبي", "أنا ما قلت إن الوزير غبي"),
        ("ar", "السوريين حثالة", "في ناس تكتب إن السوريين حثالة"),
        ("ckb", "ئەم وەزیرە گەمژەیە", "من نەموت وەزیر گەمژەیە"),
        ("ckb", "هەمووتان گەمژەن", "بە یەکتر مەڵێن گەمژە"),
        ("fa", "این وزیر احمق است", "لطفا به هم نگید احمق"),
        ("fa", "می‌کشمت", "همسایه‌ام گفت می‌کشمت"),
        ("tr", "sen aptalsın, aptal", "ben kimseye aptal demiyorum"),
        ("ku", "tu ehmeq î", "ez ji te re nabêjim ehmeq"),
        ("en", "he is an idiot", "nobody here is calling him an idiot"),
        ("en", "you moron", "a man shouted “you moron” at the nurse"),
    ],
)
def test_what_is_said_of_somebody_counts_for_less_where_it_is_quoted_or_reported(
    language: str, meant: str, reported: str
) -> None:
    plain = max(finding.score for finding in LEXICON.look(reading(meant, language)))
    doubtful = max(finding.score for finding in LEXICON.look(reading(reported, language)))
    assert doubtful < LIKELY_BROKEN <= plain


def test_a_swear_word_is_one_in_quotation_marks_too() -> None:
    [plain] = LEXICON.look(reading("bullshit", "en"))
    [quoted] = LEXICON.look(reading("it says “bullshit” on the wall", "en"))
    assert quoted.score == plain.score


def test_where_the_language_is_not_sure_the_lists_of_the_articles_are_asked_as_well() -> None:
    unsure = replace(reading("خفه شو الاغ", "fa"), language=Guess("ar", SURE - 0.1))
    assert LEXICON.look(unsure)
    assert not LEXICON.look(replace(unsure, language=Guess("ar", SURE)))
