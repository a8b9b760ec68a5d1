"""Many comments nearly alike, from several readers or in several threads: somebody handed out a text.

It takes three that are near each other (`screening/sketch`): two people who quote the same saying, or a reader who sends his
comment again with a mistake put right, are no campaign. Nor is a campaign a ground for rejection, so no guideline is
named: neighbours may well sign one letter. A moderator is told, so that a hundred can be judged as one.
"""

from collections.abc import Sequence

from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark

FEWEST = 2
"""So many others it takes."""
MOST_COUNTED = 100
"""So many others are looked up at most (`ports.MOST_ALIKE`)."""


class Campaign:
    name = "campaign"
    version = "1"
    # Resemblance is of letters, whatever the language.
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        around = reading.context
        if around.alike < FEWEST or (around.alike_threads < 2 and around.alike_names < 2):
            return []
        or_more = " or more" if around.alike >= MOST_COUNTED else ""
        detail = (
            f"{around.alike}{or_more} like this, in {_counted(around.alike_threads, 'thread')}, "
            f"under {_counted(around.alike_names, 'name')}"
        )
        score = min(0.95, 0.4 + 0.05 * around.alike)
        return [Finding(self.name, self.version, None, score, detail=detail, mark=Mark.CAMPAIGN)]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" + ("s" if number > 1 else "")
