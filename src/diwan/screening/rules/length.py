"""Very short and very long comments are marked, so that a moderator can pick the time for them."""

from collections.abc import Sequence
from itertools import islice

from diwan.screening.check import Reading
from diwan.screening.findings import Finding

NEARLY_EMPTY = 3
VERY_LONG = 3000


class Length:
    name = "length"
    version = "1"
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        # No more of them are counted than it takes to know.
        letters = len(list(islice(filter(str.isalnum, reading.words.body), NEARLY_EMPTY)))
        if letters < NEARLY_EMPTY:
            return [Finding(self.name, self.version, None, 1.0, detail=f"nearly empty: {letters} letters")]
        if len(reading.words.body) > VERY_LONG:
            return [
                Finding(
                    self.name,
                    self.version,
                    None,
                    1.0,
                    detail=f"very long: {len(reading.words.body)} characters",
                )
            ]
        return []
