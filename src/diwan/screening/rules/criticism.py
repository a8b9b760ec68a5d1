"""Criticism of the publisher: its paper, its people's work, its headlines, its moderation. Welcome here, and easily rejected
by those whom it is about; so it is marked, and a rejection then needs a second pair of eyes. The mark never counts against
a comment.

Recognised by phrases (`criticism_phrases/`) and by who is spoken of near a critical word. The groups:

- `plain`      criticises the publisher as it stands ("you deleted my comment", "call this journalism")
- `publisher`  names it, its people or what it runs ("this paper", "your reporter", "the moderators"), as does its site's name
- `yours`      names its work as the writer of "your" sees it ("your photo", "you wrote"); in a reply that is the other reader's
- `trade`      speaks of how papers are made ("headline", "byline", "front page"), and so, here, mostly of this one
- `work`       names what it printed ("this article", "the headline")
- `press`      critical words that are mostly said of the press ("biased", "clickbait", "propaganda")
- `critical`   critical words that are said of anybody ("disgrace", "lies")
- `others`     whom such words are about, if they stand nearer to them ("the council", "the minister")
- `praise`     makes a critical word near it less likely to be meant for the publisher ("thank you", "exposed")
- `innocent`   is read over before anything else ("as your paper reported", "not biased")

To be named without praise is enough for the lowest score: readers criticise in figures, in questions and by irony, and no table
holds those words (`tests/unit/screening/test_criticism.py` guards the share of written examples that is found).

What it cannot see: criticism that names neither the publisher nor anything of the trade ("What took you so long?"), and whom a bare "you"
or "they" means. What it sees without need (a quoted critic, another paper called "this paper") costs a moderator's second look.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diwan.screening import phrase_tables
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark
from diwan.screening.language import LANGUAGES
from diwan.screening.normalise import normalise
from diwan.screening.phrase_tables import Near
from diwan.screening.rules.criticism_phrases import built_in
from diwan.screening.token_phrases import Match, Token, tokens

# How plainly it is said. Ranks set by hand, not probabilities: they order what a moderator sees first.
SAID_OUTRIGHT = 0.9
OF_PUBLISHER = {"press": 0.85, "critical": 0.75}
OF_WORK = {"press": 0.75, "critical": 0.65}
NEXT_SENTENCE = 0.2
"""Taken off where publisher and word stand in neighbouring sentences. A work is not looked for so far away."""
NAMED = 0.5
"""`publisher`, `yours` or `trade` without a critical word, and without praise in the sentence."""
SHORT_AND_OF_THE_PRESS = 0.55
DOUBTED = 0.3
"""Taken off for praise in the same sentence, and for somebody else who stands nearer to the critical word."""
LEAST = 0.5
FARTHEST = 14
"""Words between a name and a critical word, at most."""
SHORT = 8
"""A comment of so few words that only names a fault of the press ("Biased as ever.") means this press."""
LONG_NAME = 5
"""Letters of a name that is recognised without an apostrophe before its ending."""


@dataclass(frozen=True, slots=True)
class _Seen:
    score: float
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """What may take something off: the sentences that praise, and whom else a word may be about."""

    praised: frozenset[int]
    others: Near


class Criticism:
    name = "criticism"
    version = "5"
    languages: frozenset[str] | None = LANGUAGES

    def __init__(self, publishers: Sequence[str] = ()) -> None:
        """`publishers`: the names of all his sites, for what one paper printed is held against its sister too."""
        self._names = tuple(filter(None, map(_name, publishers)))
        # Read now, so that a damaged table stops the start and not the first comment.
        for language in LANGUAGES:
            built_in(language)

    def look(self, reading: Reading) -> Sequence[Finding]:
        body = reading.body.folded
        text = reading.phrased.tokens
        names = tuple(match for name in self._names for match in _named(text, name))
        best: _Seen | None = None
        for language in phrase_tables.asked(reading):
            found = reading.phrased.find(built_in(language))
            seen = _judge(text, found, names, reply=bool(reading.context.parent))
            if seen is not None and (best is None or seen.score > best.score):
                best = seen
        if best is None:
            return []
        return [
            Finding(
                self.name,
                self.version,
                None,
                round(best.score, 2),
                phrase_tables.spans(best.matches, text, body),
                "criticises the publisher: a rejection needs a second pair of eyes",
                mark=Mark.CRITICISM,
            )
        ]


def _name(publisher: str) -> list[str]:
    """The words of a site's name, without an English article before it."""
    name = [token.key for token in tokens(normalise(publisher, None).folded)]
    return name[1:] if name[:1] == ["the"] else name


def _named(text: Sequence[Token], name: Sequence[str]) -> Iterator[Match]:
    """Where the site's name stands."""
    keys = [token.key for token in text]
    for first in range(len(keys) - len(name) + 1):
        last = first + len(name) - 1
        if keys[first:last] == name[:-1] and _is_named(keys[last], name[-1]):
            yield Match("publisher", first, last)


def _is_named(key: str, name: str) -> bool:
    """Whether a word is this name, with or without an ending ("Courier's", "Rûdawê"); a short one could begin any word."""
    return key.partition("'")[0] == name or (len(name) >= LONG_NAME and key.startswith(name))


def _judge(
    text: Sequence[Token], found: Sequence[Match], names: Sequence[Match], *, reply: bool
) -> _Seen | None:
    """The plainest criticism in the text, and all matches that reach LEAST; None, if none does."""
    groups = phrase_tables.grouped([*found, *names])
    if reply:
        groups.pop("yours", None)
    seen = [_Seen(SAID_OUTRIGHT, (match,)) for match in groups.get("plain", ())]
    praised = frozenset(text[match.first].sentence for match in groups.get("praise", ()))
    around = _Around(praised, Near(groups.get("others", ())))
    words = [Near(groups.get(kind, ())) for kind in ("press", "critical")]
    for target in ("publisher", "yours", "work"):
        for named in groups.get(target, ()):
            for of_kind in words:
                for word in of_kind.to(named, FARTHEST):
                    score = _score(text, around, named, word)
                    if score >= LEAST:
                        seen.append(_Seen(score, (named, word)))
    if not seen:
        seen = [_Seen(NAMED, (match,)) for match in _merely_named(text, groups)]
    if len(text) <= SHORT and not groups.get("others") and not groups.get("praise"):
        seen += [_Seen(SHORT_AND_OF_THE_PRESS, (word,)) for word in groups.get("press", ())]
    if not seen:
        return None
    return _Seen(max(s.score for s in seen), tuple(match for s in seen for match in s.matches))


def _merely_named(text: Sequence[Token], groups: dict[str, list[Match]]) -> Iterator[Match]:
    """Where the publisher or its trade is spoken of without praise; of the trade, only where nobody else is."""
    praised = {text[match.first].sentence for match in groups.get("praise", ())}
    shared = {text[match.first].sentence for match in groups.get("others", ())}
    for group in ("publisher", "yours", "trade"):
        for match in groups.get(group, ()):
            sentence = text[match.first].sentence
            if sentence not in praised and not (group == "trade" and sentence in shared):
                yield match


def _score(text: Sequence[Token], around: _Around, named: Match, word: Match) -> float:
    far = _distance(named, word)
    apart = abs(text[named.first].sentence - text[word.first].sentence)
    if far > FARTHEST or not set(named.on).isdisjoint(word.on):
        return 0.0
    if apart > 1 or (apart == 1 and named.group == "work"):
        return 0.0
    score = (OF_WORK if named.group == "work" else OF_PUBLISHER)[word.group]
    score -= NEXT_SENTENCE * apart
    sentence = text[word.first].sentence
    if sentence in around.praised:
        score -= DOUBTED
    if word.group == "critical" and any(
        text[other.first].sentence == sentence and _distance(other, word) < far
        for other in around.others.to(word, far)
    ):
        score -= DOUBTED
    return score


def _distance(one: Match, other: Match) -> int:
    """How many steps of words lie between two matches; 0, if they touch or overlap."""
    return max(0, other.first - one.last - 1, one.first - other.last - 1)
