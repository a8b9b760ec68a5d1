"""What makes it likely that words are not the writer's own opinion: that they stand in quotation marks, or beside a word that reports them
("she called me …", "I did not say that he is …", "do not call each other …"). Asked by the rules that read what is said of whom."""

from collections.abc import Iterable, Sequence

from diwan.screening.normalise import Mapped
from diwan.screening.token_phrases import Match, Token

REPORTS = 5
"""So many words before and behind one that reports belong to what it reports, within its sentence."""

_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("‹", "›"), ("‘", "’"))


def quoted(body: Mapped, text: Sequence[Token]) -> frozenset[int]:
    """The numbers of the tokens that stand in quotation marks."""
    stretches: list[tuple[int, int]] = []
    for opening, closing in _QUOTES:
        begin = body.text.find(opening)
        while begin >= 0 and (end := body.text.find(closing, begin + 1)) >= 0:
            stretches.append((begin, end))
            begin = body.text.find(opening, end + 1)
    # Tokens and stretches are gone through once, side by side: a text may consist of quotation marks.
    stretches.sort(reverse=True)
    inside = []
    reaches = -1
    for number, token in enumerate(text):
        while stretches and stretches[-1][0] < token.begin:
            reaches = max(reaches, stretches.pop()[1])
        if token.end <= reaches:
            inside.append(number)
    return frozenset(inside)


def reported(text: Sequence[Token], reports: Iterable[Match]) -> frozenset[int]:
    """The numbers of the tokens that stand near enough to a word that reports."""
    return frozenset(
        number
        for match in reports
        for number in range(max(0, match.first - REPORTS), min(len(text), match.last + REPORTS + 1))
        if text[number].sentence == text[match.first].sentence
    )
