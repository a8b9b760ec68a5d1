"""Capitals throughout, or rows of exclamation marks. Only scripts with capitals can be shouted in this way."""

import re
from collections.abc import Sequence

from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Span

# Shorter texts in capitals are mostly abbreviations.
FEWEST_LETTERS = 12
MOST_CAPITALS = 0.7
_ROW = re.compile(r"[!?\u061f]{4,}")


class Shouting:
    name = "shouting"
    version = "1"
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        body = reading.words.body
        findings = []
        capitals = sum(map(str.isupper, body))
        cased = capitals + sum(map(str.islower, body))
        share = capitals / cased if cased else 0.0
        if cased >= FEWEST_LETTERS and share > MOST_CAPITALS:
            detail = f"{round(share * 100)} % capitals"
            findings.append(Finding(self.name, self.version, None, share, (Span(0, len(body)),), detail))
        rows = tuple(Span(*match.span()) for match in _ROW.finditer(body))
        if rows:
            findings.append(
                Finding(self.name, self.version, None, 0.5, rows, "rows of exclamation or question marks")
            )
        return findings
