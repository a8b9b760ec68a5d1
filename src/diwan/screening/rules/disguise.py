"""Text written to be misread, by machines or by people: what the normaliser met on its way, as findings.

A disguise breaks no guideline by itself, and some of it is play. It tells the moderator that what the screen shows and what is
stored differ, or that somebody did not want a word to be found. One finding for each kind, so that a text full of
them is not a card full of them.
"""

from collections.abc import Sequence

from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark, Span
from diwan.screening.normalise import What

MOST_SPANS = 50
_SCORES: dict[str, tuple[float, str]] = {
    # Shown in another order than stored: nobody does that by accident.
    What.BIDI_OVERRIDE: (0.95, "letters shown in another order than they are stored in"),
    What.HIDDEN_TEXT: (0.95, "text that no screen shows"),
    What.MIXED_SCRIPT: (0.7, "words that mix letters of several alphabets"),
    What.INVISIBLE: (0.6, "invisible characters inside words"),
    What.STACKED: (0.6, "more marks on letters than any language has"),
    What.SPACED: (0.5, "words spelled out letter by letter"),
    # Mostly a left-over of copying from an editor.
    What.BIDI_UNBALANCED: (0.4, "directions opened and not closed"),
    What.LEET: (0.4, "digits or signs for letters"),
    # Often politeness: the writer spares the readers a word.
    What.MASKED: (0.3, "words with letters hidden"),
}


class Disguise:
    name = "disguise"
    version = "1"
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        spans: dict[str, list[Span]] = {}
        for field, text in (("body", reading.body), ("name", reading.name)):
            for notice in text.notices:
                spans.setdefault(notice.what, []).append(Span(notice.begin, notice.end, field))
        if not spans:
            return []
        return [
            Finding(
                self.name,
                self.version,
                None,
                score,
                tuple(spans[what][:MOST_SPANS]),
                detail,
                mark=Mark.DISGUISE,
            )
            for what, (score, detail) in _SCORES.items()
            if what in spans
        ]
