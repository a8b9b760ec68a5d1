"""What a phrase matches, and what it does not."""

import pytest

from diwan.screening.normalise import normalise
from diwan.screening.token_phrases import WIDEST_GAP, Phrases, tokens


def matched(phrase: str, text: str, *, proclitics: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    phrases = Phrases({"group": [phrase]}, "en", proclitics=proclitics)
    return [(match.first, match.last) for match in phrases.find(tokens(normalise(text, "en").folded))]


@pytest.mark.parametrize(
    ("phrase", "text", "stands_on"),
    [
        ("this paper", "I like this paper.", [(2, 3)]),
        ("this paper", "THIS  paper", [(0, 1)]),
        ("this paper", "this papers", []),
        ("this paper", "this, paper", [(0, 1)]),
        ("this paper", "I like this. Paper is dear.", []),
        ("this paper", "this\npaper", []),
        ("this paper*", "this papers", [(0, 1)]),
        ("moderat*", "the moderators' moderate immoderation", [(1, 1), (2, 2)]),
        ("your/this paper/site", "your site this paper my paper", [(0, 1), (2, 3)]),
        ("your … paper", "your paper", [(0, 1)]),
        ("your … paper", "your very old paper", [(0, 3)]),
        ("your … paper", "your" + " old" * WIDEST_GAP + " paper", [(0, WIDEST_GAP + 1)]),
        ("your … paper", "your" + " old" * (WIDEST_GAP + 1) + " paper", []),
        ("your … … paper", "your" + " old" * 2 * WIDEST_GAP + " paper", [(0, 2 * WIDEST_GAP + 1)]),
        ("your … … paper", "your" + " old" * (2 * WIDEST_GAP + 1) + " paper", []),
        ("break/tear-off … head/left-arm", "I tear off your left arm", [(1, 5)]),
        ("break/tear-off … head/left-arm", "I tear your left arm", []),
        ("tear-off/tear-up* it", "tear upwards it", [(0, 2)]),
        ("your/your-old paper", "your old paper", [(0, 2)]),
        ("one … two … three", "one two and two of the old three", [(0, 7)]),
        ("click-bait/spin", "click-bait click bait spin clickbait", [(0, 1), (2, 3), (4, 4)]),
        ("this paper", "this paper's", [(0, 1)]),
        ("don't ask", "you don’t ask", [(1, 2)]),
        ("paper", "", []),
        ("paper paper", "paper", []),
    ],
)
def test_a_phrase_stands_where_its_words_stand(
    phrase: str, text: str, stands_on: list[tuple[int, int]]
) -> None:
    assert matched(phrase, text) == stands_on


def test_a_proclitic_is_taken_off_only_if_a_word_is_left() -> None:
    assert matched("جريدتكم", "وجريدتكم", proclitics=("و",)) == [(0, 0)]
    assert matched("جريدتكم", "وجريدتكم") == []
    assert matched("ن", "ون", proclitics=("و",)) == []


def test_a_token_knows_where_it_stands_and_in_which_sentence() -> None:
    text = "Well. It's late"
    found = tokens(normalise(text, "en").folded)
    assert [(text[t.begin : t.end], t.sentence) for t in found] == [("Well", 0), ("It's", 1), ("late", 1)]


def test_the_dot_of_a_turkish_capital_is_no_letter() -> None:
    assert [token.key for token in tokens(normalise("İyi", "tr").folded)] == ["iyi"]


@pytest.mark.parametrize("phrase", ["", "…", "… paper", "this …", "this *", "this / paper", "! paper"])
def test_a_phrase_that_is_none_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"a phrase begins|not a word"):
        Phrases({"group": [phrase]}, "en")
