"""The same text again, from whomever and under whichever article: how threads are flooded.

"The same" ignores case, spacing and punctuation (`likeness`), so that an added exclamation mark hides nothing.
"""

import hashlib
import unicodedata
from collections.abc import Sequence

from diwan.guidelines import Guideline
from diwan.screening.check import Reading
from diwan.screening.findings import Finding

# Two people may well both write "Well said." Only longer texts count as copies.
SHORTEST = 20


def likeness(body: str) -> bytes | None:
    """A key that is equal for texts alike in everything but case, spacing and punctuation; None for short ones."""
    folded = unicodedata.normalize("NFKC", body).casefold()
    letters = "".join(character for character in folded if character.isalnum())
    return (
        hashlib.sha256(letters.encode("utf-8", "surrogatepass")).digest()
        if len(letters) >= SHORTEST
        else None
    )


class Repeats:
    name = "repeats"
    version = "1"
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        if reading.context.earlier_copies < 1:
            return []
        times = f"{reading.context.earlier_copies} time" + ("s" if reading.context.earlier_copies > 1 else "")
        score = min(0.95, 0.5 + 0.1 * reading.context.earlier_copies)
        return [Finding(self.name, self.version, Guideline.PROMOTION, score, detail=f"sent {times} before")]
