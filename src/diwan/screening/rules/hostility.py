"""Hostility: threats, wishes of harm, and contempt for a group of people, by what is said of whom.

Most of it needs no word that stands on a list: "they multiply like rats" is made of three innocent ones. So it is recognised by phrases
(`hostility_phrases/`) and by who is spoken of near a contemptuous word. In the five languages that no trained model reads this is what sees it; in
English it is one more pair of eyes. The groups:

- `threat`     says that somebody will be hurt, as it stands ("I will break your legs", "we know where your children go to school")
- `wish`       wishes somebody illness or death ("may cancer take him")
- a kind of abuse (`sexism`, `racism`, `xenophobia`, `homophobia`, `religion`)  contempt as it stands ("a woman's place is the kitchen")
- `women`, `peoples`, `foreigners`, `orientations`, `faiths`  names people of a group
- `contempt`   what is said of any of them but women, who are half of everybody ("like rats", "filthy", "all thieves"); `of_women` … is said of one of them alone
- `denied`     takes back what is said of a group ("are not", "not all")
- `opposed`    makes it likely that such words are reported or contradicted ("it is racist to say", "are treated")
- `innocent`   is read over before anything else ("the film is about rats")

What it cannot see: allusion, irony, and whatever no table holds. What it sees without need costs a moderator a look; by default no machine
decides anything by it. Words in quotation marks, and sentences that oppose them, count for little.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Span
from diwan.screening.normalise import Mapped
from diwan.screening.rules.hostility_phrases import GROUPS_OF, built_in
from diwan.screening.token_phrases import Match, Phrases, Token, tokens

# How plainly it is said. Ranks set by hand, not probabilities: they order what a moderator sees first.
THREATENED = 0.7
WISHED = 0.6
SAID_OUTRIGHT = 0.65
SAID_OF_A_GROUP = 0.6
DOUBTED = 0.3
"""Taken off for words in quotation marks, and for a sentence that opposes them."""
LEAST = 0.3
WOMEN = GROUPS_OF[AbuseKind.SEXISM]
FARTHEST = 6
"""Words between a group and what is said of it, at most."""

# Short texts are easily taken for a neighbour's language; below this sureness the tables of the same script are asked too.
SURE = 0.9
_SCRIPTS = (("en", "ku", "tr"), ("ar", "ckb", "fa"))
_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("‹", "›"), ("‘", "’"))


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
    denied: tuple[Match, ...]

    def lie_on(self, text: Sequence[Token], matches: Sequence[Match]) -> bool:
        on = {number for match in matches for number in _on(match)}
        sentences = {text[match.first].sentence for match in matches}
        if not on.isdisjoint(self.quoted) or not sentences.isdisjoint(self.opposed):
            return True
        # What stands by itself has its own "not" ("her place is the kitchen and not the parliament"), and so has contempt ("not human").
        return len(matches) > 1 and any(
            text[match.first].sentence in sentences and on.isdisjoint(_on(match)) for match in self.denied
        )


_TOLD: Mapping[Guideline | AbuseKind, str] = {
    Guideline.THREAT: "threatens somebody, or wishes him harm",
    AbuseKind.SEXISM: "contempt for women",
    AbuseKind.RACISM: "contempt for a people",
    AbuseKind.XENOPHOBIA: "contempt for foreigners or refugees",
    AbuseKind.HOMOPHOBIA: "contempt for people because of whom they love",
    AbuseKind.RELIGION: "contempt for the believers of a faith",
}
"""How each is told at the desk."""


class Hostility:
    name = "hostility"
    version = "1"
    languages: frozenset[str] | None = frozenset(code for script in _SCRIPTS for code in script)

    def __init__(self) -> None:
        # Read now, so that a damaged table stops the start and not the first comment.
        for script in _SCRIPTS:
            for language in script:
                built_in(language)

    def look(self, reading: Reading) -> Sequence[Finding]:
        body = reading.body.folded
        text = tokens(body)
        best: dict[Guideline | AbuseKind, _Seen] = {}
        for language in _languages(reading):
            for seen in _judge(text, built_in(language), _quoted(body, text)):
                about = seen.kind or seen.guideline
                if about not in best or seen.score > best[about].score:
                    best[about] = seen
        return [
            Finding(
                self.name,
                self.version,
                best[about].guideline,
                best[about].score,
                _spans(best[about].matches, text, body),
                told,
                abuse_kind=best[about].kind,
            )
            for about, told in _TOLD.items()
            if about in best
        ]


def _languages(reading: Reading) -> Iterable[str]:
    code = reading.language.code
    for script in _SCRIPTS:
        if code in script:
            return script if reading.language.sureness < SURE else (code,)
    return ()


def _judge(text: Sequence[Token], phrases: Phrases, quoted: frozenset[int]) -> Iterator[_Seen]:
    found = phrases.find(text)
    read_over = {number for match in found if match.group == "innocent" for number in _on(match)}
    groups: dict[str, list[Match]] = {}
    for match in found:
        if read_over.isdisjoint(_on(match)):
            groups.setdefault(match.group, []).append(match)
    doubts = _Doubts(
        quoted,
        frozenset(text[match.first].sentence for match in groups.get("opposed", ())),
        tuple(groups.get("denied", ())),
    )

    def seen(guideline: Guideline, kind: AbuseKind | None, score: float, *matches: Match) -> Iterator[_Seen]:
        if doubts.lie_on(text, matches):
            score -= DOUBTED
        if score >= LEAST:
            yield _Seen(guideline, kind, round(score, 2), matches)

    for match in groups.get("threat", ()):
        yield from seen(Guideline.THREAT, None, THREATENED, match)
    for match in groups.get("wish", ()):
        yield from seen(Guideline.THREAT, None, WISHED, match)
    for kind, named in GROUPS_OF.items():
        for match in groups.get(kind.value, ()):
            yield from seen(Guideline.ABUSE, kind, SAID_OUTRIGHT, match)
        contempt = (*(groups.get("contempt", ()) if named != WOMEN else ()), *groups.get(f"of_{named}", ()))
        for who in groups.get(named, ()):
            for said in contempt:
                if _belong_together(text, who, said):
                    yield from seen(Guideline.ABUSE, kind, SAID_OF_A_GROUP, who, said)


def _belong_together(text: Sequence[Token], who: Match, said: Match) -> bool:
    if text[who.first].sentence != text[said.first].sentence or not set(_on(who)).isdisjoint(_on(said)):
        return False
    return max(said.first - who.last, who.first - said.last) - 1 <= FARTHEST


def _quoted(body: Mapped, text: Sequence[Token]) -> frozenset[int]:
    """The numbers of the tokens that stand in quotation marks."""
    stretches = []
    for opening, closing in _QUOTES:
        begin = body.text.find(opening)
        while begin >= 0 and (end := body.text.find(closing, begin + 1)) >= 0:
            stretches.append((begin, end))
            begin = body.text.find(opening, end + 1)
    return frozenset(
        number
        for number, token in enumerate(text)
        if any(begin < token.begin and token.end <= end for begin, end in stretches)
    )


def _on(match: Match) -> range:
    return range(match.first, match.last + 1)


def _spans(matches: Sequence[Match], text: Sequence[Token], body: Mapped) -> tuple[Span, ...]:
    """Where the matches stand in the reader's words, in order."""
    stretches = sorted({(match.first, match.last) for match in matches})
    return tuple(Span(*body.original(text[first].begin, text[last].end)) for first, last in stretches)
