"""What was odd about how a comment arrived: a trap that was stepped into, or a form sent sooner than anybody writes.

Programs do both; so, now and then, does a browser that fills in forms by itself, or a reader who pastes what he wrote elsewhere. So
nothing is refused for it and no guideline is named: a person looks.
"""

from collections.abc import Sequence

from diwan.manners import Oddity
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark

SCORES = {Oddity.TRAP: 0.9, Oddity.HASTE: 0.6}
_SAID = {
    Oddity.TRAP: "a field that readers do not see was filled in",
    Oddity.HASTE: "sent sooner than a form can be filled in",
}


class Arrived:
    name = "arrival"
    version = "1"
    # Nothing of it is about words.
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        return [
            Finding(self.name, self.version, None, SCORES[oddity], detail=_SAID[oddity], mark=Mark.AUTOMATIC)
            for oddity in reading.context.oddities
        ]
