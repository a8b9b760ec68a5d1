"""What the built-in lists find, and what they leave alone, language by language."""

import tomllib
from pathlib import Path

import pytest

from diwan.comments import Words
from diwan.desk.lanes import LIKELY_BROKEN
from diwan.screening.check import Context, Reading, read
from diwan.screening.findings import REMARKABLE
from diwan.screening.guess import Guess
from diwan.screening.language import LANGUAGES
from diwan.screening.lexicons import built_in, built_in_lists
from diwan.screening.normalise import normalise
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
    ("language", "sentence"),
    [
        ("en", "Nobody here is calling her an idiot."),
        ("en", "A boy in our street was called a faggot all winter."),
        ("en", "The word “retard” on her desk shocked the school."),
        ("tr", "Ben kimseye aptal demiyorum."),
        ("tr", "Komşusuna “şerefsiz” diyen adam özür diledi."),
        ("ku", "Ez ji te re nabêjim ehmeq."),
    ],
)
def test_a_word_that_its_writer_disowns_or_quotes_to_oppose_it_stays_below_the_desks_line_and_is_shown(
    language: str, sentence: str
) -> None:
    [finding] = LEXICON.look(reading(sentence, language))
    assert REMARKABLE <= finding.score < LIKELY_BROKEN


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "You “idiot”, go home."),
        (
            "en",
            "I am not saying much about you, and after all these long years of it I call you what you are: you idiot.",
        ),
        (
            "tr",
            "Aptal olduğunu yazmayan kalmadı, ben de öyle demiyorum sanma ama sen gerçekten çok aptalsın.",
        ),
    ],
)
def test_quotation_marks_alone_and_a_denial_far_away_take_nothing_back(language: str, sentence: str) -> None:
    assert max(each.score for each in LEXICON.look(reading(sentence, language))) >= LIKELY_BROKEN
