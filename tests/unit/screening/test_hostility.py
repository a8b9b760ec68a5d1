"""Threats, wishes of harm and contempt for groups are seen in six languages; what reports or opposes them is let pass."""

import tomllib
from pathlib import Path

import pytest

from diwan.comments import Words
from diwan.desk.lanes import LIKELY_BROKEN
from diwan.guidelines import Guideline
from diwan.screening.check import Context, read
from diwan.screening.findings import Finding
from diwan.screening.language import LANGUAGES
from diwan.screening.normalise import normalise
from diwan.screening.phrase_tables import parse
from diwan.screening.rules.hostility import INSULTED, THREATENED, Hostility
from diwan.screening.rules.hostility_phrases import GROUPS, GROUPS_OF
from diwan.screening.token_phrases import Match, tokens

SENTENCES = tomllib.loads((Path(__file__).parent / "hostility_sentences.toml").read_text(encoding="utf-8"))
CHECK = Hostility()
HEAD = 'format = 1\nlanguage = "en"\n'


def look(body: str, language: str = "en") -> list[Finding]:
    return list(CHECK.look(read(Words("Rojîn", body), Context(language))))


def found() -> list[tuple[str, str, str]]:
    return [
        (language, what, body)
        for language, kinds in SENTENCES.items()
        for what, bodies in kinds["found"].items()
        for body in bodies
    ]


def innocent() -> list[tuple[str, str]]:
    return [(language, body) for language, kinds in SENTENCES.items() for body in kinds["innocent"]["plain"]]


@pytest.mark.parametrize(("language", "what", "body"), found())
def test_hostility_is_seen_and_called_by_its_name(language: str, what: str, body: str) -> None:
    names = {f.abuse_kind or f.guideline for f in look(body, language) if f.score >= LIKELY_BROKEN}
    assert what in names


@pytest.mark.parametrize(("language", "body"), innocent())
def test_what_reports_it_opposes_it_or_only_sounds_like_it_is_let_pass(language: str, body: str) -> None:
    assert [f for f in look(body, language) if f.score >= LIKELY_BROKEN] == []


def test_every_language_has_sentences_of_every_kind() -> None:
    assert set(SENTENCES) == set(LANGUAGES)
    for kinds in SENTENCES.values():
        assert set(kinds["found"]) - {"personal-attack"} == {"threat", *(kind.value for kind in GROUPS_OF)}
        assert len(set(kinds["innocent"]["plain"])) >= 12


def test_words_in_quotation_marks_count_for_little() -> None:
    [plain] = look("Refugees breed like rats.")
    [quoted] = look("Somebody wrote “Refugees breed like rats” under my photo of the harbour.")
    assert quoted.score < LIKELY_BROKEN <= plain.score


def test_a_denial_counts_only_near_what_it_denies() -> None:
    [near] = look("Not all refugees are vermin.")
    [far] = look("Refugees are vermin, and in a town as small as ours not all can be fed.")
    assert near.score < LIKELY_BROKEN <= far.score


def test_what_is_denied_word_for_word_is_not_said_and_a_denial_that_is_the_contempt_is() -> None:
    assert look("Refugees are not vermin.") == look("Women aren't property.") == []
    assert look("Refugees are vermin.") != []
    assert look("Refugees are not even human.") != []


def test_contempt_and_whom_it_is_about_stand_near_each_other_in_one_sentence() -> None:
    assert look("The refugees came in May. Rats are vermin.") == []
    assert look("The refugees, who came in May by way of the old road over the two passes, met vermin.") == []


def test_the_words_that_say_it_are_pointed_at_as_they_were_typed() -> None:
    body = "Well well. I will BREAK   your legs, mark my words."
    [finding] = look(body)
    assert (finding.guideline, finding.score) == (Guideline.THREAT, THREATENED)
    assert [body[span.begin : span.end] for span in finding.spans] == ["I will BREAK   your legs"]


def test_one_finding_a_kind_however_often_it_is_said() -> None:
    kinds = [
        (f.guideline, f.abuse_kind)
        for f in look("Refugees are vermin. Migrants are vermin. Muslims are vermin.")
    ]
    assert len(kinds) == len(set(kinds)) == 2


def test_what_is_disguised_is_read_as_it_is_meant() -> None:
    assert look("R\u200befug\u200bees bree\u200bd like r\u200bats")
    assert look("I will bre4k your l3gs")


def test_what_is_hoped_and_the_harm_may_stand_far_apart() -> None:
    assert look("Umarım bizi bu hale getiren o büyük başkan da bir gün geberir.", "tr")
    assert look("Umarım bizi bu hale getiren o büyük başkan da bir gün anlar.", "tr") == []
    assert look("Umarım yol biter. Köpeğimiz dün geberdi, sonra kuş da öldü, kedi de ölür.", "tr") == []


def test_a_word_cried_alone_means_somebody_and_among_many_others_nobody() -> None:
    [finding] = look("Liar!")
    assert (finding.guideline, finding.score) == (Guideline.PERSONAL_ATTACK, INSULTED)
    assert look("The play is called Liar and runs until May.") == []


def test_a_later_set_may_name_an_earlier_one_and_a_stem_takes_the_endings_of_a_set() -> None:
    text = (
        HEAD
        + 'threat = ["break+will @limb"]\n[sets]\nthey = ["arms", "legs"]\nwill = ["es", "ing"]\nlimb = ["@they", "nose"]\n'
    )
    phrases = parse(text, "en", GROUPS, name="hostility_phrases/en.toml")
    assert phrases.find(
        tokens(normalise("He breakes legs, is breaking noses, breaking nose.", "en").folded)
    ) == [Match("threat", 1, 2), Match("threat", 6, 7)]


def test_in_an_unknown_language_nothing_is_looked_for() -> None:
    assert look("Je vais te casser les jambes, tu verras bien ce qui va arriver demain matin.", "fr") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('format = 2\nlanguage = "en"\n', "format 1"),
        ('format = 1\nlanguage = "fr"\n', "another language"),
        (HEAD + 'menace = ["x"]\n', "unknown parts: menace"),
        (HEAD + 'threat = ["… you"]\n', "begins and ends with a word"),
        (HEAD + 'threat = ["I @hit you"]\n[sets]\nbeat = ["beat"]\n', "no set called hit"),
        (HEAD + 'threat = ["I bash+es you"]\n', "no set called es"),
    ],
)
def test_a_damaged_table_is_told_at_the_start(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        parse(text, "en", GROUPS, name="hostility_phrases/en.toml")


def test_a_set_of_words_stands_in_a_phrase_by_its_name() -> None:
    text = HEAD + 'threat = ["I … @hit/slap … you"]\n[sets]\nhit = ["beat", "knock-out", "bash*"]\n'
    phrases = parse(text, "en", GROUPS, name="hostility_phrases/en.toml")
    for said in ("I will beat you", "I will slap you", "I will knock out all of you", "I am bashing you"):
        assert [match.group for match in phrases.find(tokens(normalise(said, "en").folded))] == ["threat"], (
            said
        )
    assert phrases.find(tokens(normalise("I will knock you", "en").folded)) == []


def test_a_table_may_hold_every_group_and_each_is_found_by_its_words() -> None:
    written = {group: f"word{chr(ord('a') + number)}" for number, group in enumerate(GROUPS)}
    text = HEAD + "".join(f'{group} = ["{word}"]\n' for group, word in written.items())
    body = tokens(normalise(" ".join(written.values()), "en").folded)
    found = parse(text, "en", GROUPS, name="hostility_phrases/en.toml").find(body)
    assert [match.group for match in found] == list(GROUPS)
