"""Addresses, in the words or in the name: most unwanted promotion carries one.

One or two links in a comment are ordinary (a source, another article) and are only remarked on. What weighs more: an address
that hides where it leads (`screening/shorteners`), one that invites into a messenger's group, one that pays whoever wrote it,
one taken apart so that no machine sees it; more of them than the site allows; and any at all in a display name, where none
belongs. What counts as an address is written in `screening/addresses`.
"""

from collections.abc import Sequence

from diwan.guidelines import Guideline
from diwan.screening.addresses import Address, find
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Span
from diwan.screening.normalise import Mapped

ORDINARY = 0.3
TRACKED = 0.35
REFERRAL = 0.5
TAKEN_APART = 0.55
SHORTENED = 0.6
TOO_MANY = 0.7
INVITATION = 0.75
IN_NAME = 0.9
EACH_FURTHER = 0.08
"""Added for every further kind that is seen beside the weightiest."""


class Links:
    name = "links"
    version = "2"
    # Addresses are the same in every language; which endings are words too is looked up where the language is known.
    languages: frozenset[str] | None = None

    def __init__(self, max_links: int) -> None:
        self._max_links = max_links

    def look(self, reading: Reading) -> Sequence[Finding]:
        code = reading.language.code
        in_body = find(reading.body.plain.text, code)
        in_name = find(reading.name.plain.text, code, in_name=True)
        if not in_body and not in_name:
            return []
        kinds = sorted(self._kinds(in_body, in_name), reverse=True)
        told = f"{len(in_body)} link" + ("s" if len(in_body) != 1 else "") if in_body else ""
        detail = ", ".join(filter(None, [told, *(what for _, what in kinds if what)]))
        score = min(0.95, kinds[0][0] + EACH_FURTHER * (len(kinds) - 1))
        guideline = Guideline.PROMOTION if kinds[0][0] >= REFERRAL else None
        spans = (*_spans(reading.name.plain, in_name, "name"), *_spans(reading.body.plain, in_body, "body"))
        return [Finding(self.name, self.version, guideline, score, spans, detail)]

    def _kinds(self, in_body: Sequence[Address], in_name: Sequence[Address]) -> list[tuple[float, str]]:
        """What there is to say, each with its weight."""
        addresses = [*in_body, *in_name]
        seen = [
            (IN_NAME, "an address in the name", bool(in_name)),
            (INVITATION, "an invitation to a group or a chat", any(a.is_invitation for a in addresses)),
            (TOO_MANY, "more than the site allows", len(in_body) > self._max_links),
            (SHORTENED, "hidden behind a shortener", any(a.is_shortened for a in addresses)),
            (TAKEN_APART, "taken apart to be overlooked", any(a.taken_apart for a in addresses)),
            (REFERRAL, "paid by the visit", any(a.is_referral for a in addresses)),
            (TRACKED, "copied from a newsletter or an advertisement", any(a.is_tracked for a in addresses)),
        ]
        return [(weight, what) for weight, what, is_so in seen if is_so] or [(ORDINARY, "")]


def _spans(mapped: Mapped, addresses: Sequence[Address], field: str) -> list[Span]:
    return [Span(*mapped.original(a.begin, a.end), field=field) for a in addresses]
