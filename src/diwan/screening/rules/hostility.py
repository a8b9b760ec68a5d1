"""Hostility: threats, wishes of harm, and contempt for a person or a group of people, by what is said of whom.

Most of it needs no word that stands on a list: "they multiply like rats" is made of three innocent ones. So it is recognised by phrases
(`hostility_phrases/`) and by who is spoken of near a contemptuous word. In the five languages that no trained model reads this is what sees it; in
English it is one more pair of eyes. The groups:

- `threat`     says that somebody will be hurt, as it stands ("I will break your legs", "we know where your children go to school")
- `wish`       wishes somebody illness or death ("may cancer take him")
- `hoped`      begins a wish ("I hope", "if only"), and `harm` is what is wished somebody ("he dies"): the two often stand far apart
- `insult`     insults a person in more than a listed word ("was your head dropped", "who asked a child like you")
- `persons`    speaks of one person ("the minister", "you"), and `insulting` says of him what would be politics if it were said of many ("thief")
- a kind of abuse (`sexism`, `racism`, `xenophobia`, `homophobia`, `religion`)  contempt as it stands ("a woman's place is the kitchen")
- `women`, `peoples`, `foreigners`, `orientations`, `faiths`  names people of a group
- `contempt`   what is said of any of them but women, who are half of everybody ("like rats", "filthy", "all thieves"); `of_women` … is said of one of them alone
- `denied`     takes back what is said of a group ("are not", "not all")
- `opposed`    makes it likely that such words are contradicted, or said of how people fare ("it is racist to say", "are treated")
- `reported`   says that somebody else said them, or that nobody should ("she called me", "I did not say"); the lexicon asks for these, too
- `innocent`   is read over before anything else ("the film is about rats")

What it cannot see: allusion, irony, and whatever no table holds. What it sees without need costs a moderator a look; by default no machine
decides anything by it. Words in quotation marks, and sentences that oppose them, count for little.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diwan.guidelines import AbuseKind, Guideline
from diwan.screening import doubts, phrase_tables
from diwan.screening.check import Reading
from diwan.screening.findings import Finding
from diwan.screening.language import LANGUAGES
from diwan.screening.phrase_tables import Near
from diwan.screening.rules.hostility_phrases import GROUPS_OF, built_in
from diwan.screening.token_phrases import Match, Token

# How plainly it is said. Ranks set by hand, not probabilities: they order what a moderator sees first.
THREATENED = 0.7
WISHED = 0.6
INSULTED = 0.55
SAID_OUTRIGHT = 0.65
SAID_OF_A_GROUP = 0.6
DOUBTED = 0.3
"""Taken off for words in quotation marks, and for a sentence that opposes them."""
LEAST = 0.3
WOMEN = GROUPS_OF[AbuseKind.SEXISM]
FARTHEST = 6
"""Words between a group and what is said of it, at most."""
FARTHEST_WISHED = 10
NEAREST_PERSON = 4
"""The same between hope and harm, and between one person and what is said of him."""
CRIED = 2
"""A comment of so few words that holds one of `insulting` ("Liar!") means somebody, without saying whom."""
DENIED_WITHIN = 3
"""So many words before and behind both a denial may stand, to be one of what is said."""


@dataclass(frozen=True, slots=True)
class _Seen:
    guideline: Guideline
    kind: AbuseKind | None
    score: float
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Doubts:
    """What makes it likely that a text does not mean what it says: `quoted` tokens, sentences that are `opposed`, and where something is `denied`."""

    quoted: frozenset[int]
    opposed: frozenset[int]
    denied: Near

    def lie_on(self, text: Sequence[Token], matches: Sequence[Match]) -> bool:
        on = {number for match in matches for number in match.on}
        sentences = {text[match.first].sentence for match in matches}
        if not on.isdisjoint(self.quoted) or not sentences.isdisjoint(self.opposed):
            return True
        # What stands by itself has its own "not" ("her place is the kitchen and not the parliament"), and so has contempt ("not human").
        least, most = min(on) - DENIED_WITHIN, max(on) + DENIED_WITHIN
        return len(matches) > 1 and any(
            text[match.first].sentence in sentences
            and on.isdisjoint(match.on)
            and least <= match.last
            and match.first <= most
            for match in self.denied.to(Match("", min(on), max(on)), DENIED_WITHIN)
        )


_TOLD: Mapping[Guideline | AbuseKind, str] = {
    Guideline.THREAT: "threatens somebody, or wishes him harm",
    Guideline.PERSONAL_ATTACK: "insults a person",
    AbuseKind.SEXISM: "contempt for women",
    AbuseKind.RACISM: "contempt for a people",
    AbuseKind.XENOPHOBIA: "contempt for foreigners or refugees",
    AbuseKind.HOMOPHOBIA: "contempt for people because of whom they love",
    AbuseKind.RELIGION: "contempt for the believers of a faith",
}
"""How each is told at the desk."""


class Hostility:
    name = "hostility"
    version = "5"
    languages: frozenset[str] | None = LANGUAGES

    def __init__(self) -> None:
        # Read now, so that a damaged table stops the start and not the first comment.
        for language in LANGUAGES:
            built_in(language)

    def look(self, reading: Reading) -> Sequence[Finding]:
        body = reading.body.folded
        text = reading.phrased.tokens
        quoted = doubts.quoted(body, text)
        best: dict[Guideline | AbuseKind, _Seen] = {}
        for language in phrase_tables.asked(reading):
            for seen in _judge(text, reading.phrased.find(built_in(language)), quoted):
                about = seen.kind or seen.guideline
                if about not in best or seen.score > best[about].score:
                    best[about] = seen
        return [
            Finding(
                self.name,
                self.version,
                best[about].guideline,
                best[about].score,
                phrase_tables.spans(best[about].matches, text, body),
                told,
                abuse_kind=best[about].kind,
            )
            for about, told in _TOLD.items()
            if about in best
        ]


def _judge(text: Sequence[Token], found: Sequence[Match], quoted: frozenset[int]) -> Iterator[_Seen]:
    groups = phrase_tables.grouped(found)
    if not groups:
        return
    doubtful = _Doubts(
        quoted,
        frozenset(
            text[match.first].sentence for of in ("opposed", "reported") for match in groups.get(of, ())
        ),
        Near(groups.get("denied", ())),
    )

    def seen(guideline: Guideline, kind: AbuseKind | None, score: float, *matches: Match) -> Iterator[_Seen]:
        if doubtful.lie_on(text, matches):
            score -= DOUBTED
        if score >= LEAST:
            yield _Seen(guideline, kind, round(score, 2), matches)

    for match in groups.get("threat", ()):
        yield from seen(Guideline.THREAT, None, THREATENED, match)
    for match in groups.get("wish", ()):
        yield from seen(Guideline.THREAT, None, WISHED, match)
    for pair in _pairs(text, groups, "hoped", "harm", FARTHEST_WISHED):
        yield from seen(Guideline.THREAT, None, WISHED, *pair)
    for match in groups.get("insult", ()):
        yield from seen(Guideline.PERSONAL_ATTACK, None, INSULTED, match)
    for pair in _pairs(text, groups, "persons", "insulting", NEAREST_PERSON):
        yield from seen(Guideline.PERSONAL_ATTACK, None, INSULTED, *pair)
    for match in groups.get("insulting", ()):
        if len(text) <= CRIED:
            yield from seen(Guideline.PERSONAL_ATTACK, None, INSULTED, match)
    for kind, named in GROUPS_OF.items():
        for match in groups.get(kind.value, ()):
            yield from seen(Guideline.ABUSE, kind, SAID_OUTRIGHT, match)
        # Several phrases may stand on the same words, and a text that is nothing else is not to cost their product.
        of_all = [] if named == WOMEN else groups.get("contempt", [])
        contempt = Near([*of_all, *groups.get(f"of_{named}", ())])
        for who in dict.fromkeys(groups.get(named, ())):
            for said in contempt.to(who, FARTHEST):
                if _belong_together(text, who, said, FARTHEST):
                    yield from seen(Guideline.ABUSE, kind, SAID_OF_A_GROUP, who, said)


def _pairs(
    text: Sequence[Token], groups: Mapping[str, Sequence[Match]], one: str, other: str, farthest: int
) -> Iterator[tuple[Match, Match]]:
    """What stands in the groups `one` and `other` and belongs together."""
    others = Near(groups.get(other, ()))
    for first in dict.fromkeys(groups.get(one, ())):
        for second in others.to(first, farthest):
            if _belong_together(text, first, second, farthest):
                yield first, second


def _belong_together(text: Sequence[Token], who: Match, said: Match, farthest: int) -> bool:
    # Words between them; fewer than none, if one stands on the other.
    between = max(said.first - who.last, who.first - said.last) - 1
    return 0 <= between <= farthest and text[who.first].sentence == text[said.first].sentence
