"""What the checks said of a comment: a few thousand screenings, encoded once, of which each comment has one."""

import random
from dataclasses import dataclass

from diwan.desk import lanes
from diwan.desk.lanes import Lane
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger import commitments
from diwan.screening import findings
from diwan.screening.findings import Finding, Mark, Span

VARIETY = 4000
CHECKS = ("criticism@1", "model@1", "offers@1")


@dataclass(frozen=True, slots=True)
class Seen:
    """Findings as they are stored, their digest, the lanes they lead to, and whether they say that the publisher is criticised."""

    encoded: bytes
    digest: str
    places: dict[Lane, int]
    worst: Guideline
    criticism: bool


def variety(chance: random.Random) -> list[Seen]:
    """A third likely fine, a third likely broken, the rest in between; some criticise; of one in ten a check could not tell."""
    return [_seen(_findings(chance)) for _ in range(VARIETY)]


def campaign() -> Seen:
    """Of what is one of many nearly alike."""
    found = [Finding("model", "1", each, 0.02) for each in Guideline]
    return _seen(
        [
            *found,
            Finding("alike", "1", None, 0.9, mark=Mark.CAMPAIGN, detail="40 nearly alike, under 12 names"),
        ]
    )


def _findings(chance: random.Random) -> list[Finding]:
    worst, kind = chance.choice(list(Guideline)), chance.randrange(3)
    top = (chance.uniform(0, 0.1), chance.uniform(0.5, 1), chance.uniform(0.31, 0.49))[kind]
    spans = (Span(2, 9),) if kind == 1 else ()
    abuse = chance.choice(list(AbuseKind)) if worst is Guideline.ABUSE and kind == 1 else None
    found = [
        Finding("model", "1", each, top, spans=spans, abuse_kind=abuse)
        if each is worst
        else Finding("model", "1", each, 0.01)
        for each in Guideline
    ]
    if chance.random() < 0.05:
        found.append(Finding("criticism", "1", None, 0.9, mark=Mark.CRITICISM))
    if chance.random() < 0.1:
        found.append(Finding("offers", "1", None, 0, could_not_tell=True, detail="it took too long"))
    return found


def _seen(found: list[Finding]) -> Seen:
    encoded = findings.encode(found)
    return Seen(
        encoded,
        commitments.findings_digest(encoded),
        lanes.places(found),
        max((each for each in found if each.guideline), key=lambda each: each.score).guideline
        or Guideline.ABUSE,
        any(each.mark is Mark.CRITICISM for each in found),
    )
