"""A card made ready for its template."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diwan import guard
from diwan.comments import Words
from diwan.desk import care
from diwan.desk.cards import Card
from diwan.desk.care import Masked
from diwan.screening.findings import Finding, Span, is_remarkable
from diwan.sites import Site
from diwan.web.desk import marking
from diwan.web.desk.marking import Piece

LONG_BODY = 280
"""Over so many characters an entry of a list shows only the beginning, and says so."""

_DIGITS = 6
_DIGEST = re.compile(r"[0-9a-f]{10,}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with the words it speaks of. `whole` if these are the whole comment."""

    finding: Finding
    excerpts: list[list[Piece]]
    whole: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What one or several checks say about the same guideline and kind, or the same mark.

    `surest` is the finding with the highest score. `told` are all of them, the surest first, each with its own words;
    `excerpts` show the words of all together. `whole` if every one of them speaks of the whole comment.
    """

    surest: Finding
    told: list[Shown]
    excerpts: list[list[Piece]]
    whole: bool


@dataclass(frozen=True, slots=True)
class ShownCard:
    """What the card's template asks for.

    `seen` are the remarkable findings by what they speak about, those under a guideline first, the surest first; `scores` all that were told of a guideline or a mark, the surest first, and empty
    where `seen` has them all. `criticism` says why rejecting it takes two, if it does.
    `marked` is the raw body with the marks of what is remarkable; empty if there is nothing to see in it. `unseen` says
    that it holds characters that the printed view obeys or hides. `direction` is the side on which the comment's own
    words begin. `masks` are the words that are masked until they are asked for, `harsh` whether the comment weighs on whoever reads it.
    """

    card: Card
    site: str
    seen: list[Subject]
    silent: list[Finding]
    scores: list[Finding]
    criticism: guard.Why | None
    marked: list[Piece]
    unseen: bool
    direction: str
    masks: tuple[Masked, ...] = ()
    harsh: bool = False


def show(card: Card, sites: dict[str, Site]) -> ShownCard:
    """The card, ready to be shown."""
    site = sites.get(card.comment.site)
    words = card.comment.words
    findings = card.findings or ()
    seen: list[Subject] = []
    marked: list[Piece] = []
    masks: tuple[Masked, ...] = ()
    if words is not None:
        masks = care.masked(words, findings)
        remarkable = [f for f in findings if is_remarkable(f) and not f.could_not_tell]
        seen = _subjects(words, remarkable, masks)
        spans = _narrow(words, remarkable)
        if spans or marking.unseen(words.body):
            marked = marking.pieces(words.body, spans, _of("body", masks))
    return ShownCard(
        card=card,
        site=site.name if site else card.comment.site,
        seen=seen,
        silent=[finding for finding in findings if finding.could_not_tell],
        scores=_scores(findings),
        criticism=guard.why_two(findings),
        marked=marked,
        unseen=words is not None and marking.unseen(words.body),
        direction=marking.direction(words.body if words else ""),
        masks=masks,
        harsh=care.is_harsh(findings),
    )


def _subjects(words: Words, findings: Sequence[Finding], masks: Sequence[Masked]) -> list[Subject]:
    """The findings grouped: several checks that see one thing are one line for whoever reads the card."""
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        about = (finding.guideline, finding.abuse_kind, finding.mark)
        # What is about no guideline and bears no mark is each an observation of its own.
        groups.setdefault(about if any(about) else number, []).append(finding)
    subjects = [_subject(words, sorted(group, key=lambda f: -f.score), masks) for group in groups.values()]
    return sorted(subjects, key=lambda s: -s.surest.score if s.surest.guideline else 1)


def _subject(words: Words, group: Sequence[Finding], masks: Sequence[Masked]) -> Subject:
    told = [
        Shown(finding, _excerpts(words, [finding], masks), _is_whole(words, finding)) for finding in group
    ]
    return Subject(group[0], told, _excerpts(words, group, masks), all(shown.whole for shown in told))


def _excerpts(words: Words, findings: Sequence[Finding], masks: Sequence[Masked]) -> list[list[Piece]]:
    in_name = [span for finding in findings for span in finding.spans if span.field == "name"]
    return marking.excerpts(words.name, in_name, _of("name", masks)) + marking.excerpts(
        words.body, _narrow(words, findings), _of("body", masks)
    )


def _of(field: str, masks: Sequence[Masked]) -> list[Masked]:
    return [mask for mask in masks if mask.field == field]


def _narrow(words: Words, findings: Sequence[Finding]) -> list[Span]:
    """The stretches of the body that findings speak of, without those that would mark nearly all of it."""
    return [
        span
        for finding in findings
        if not _is_whole(words, finding)
        for span in finding.spans
        if span.field == "body"
    ]


def _is_whole(words: Words, finding: Finding) -> bool:
    return marking.is_nearly_all(words.body, [span for span in finding.spans if span.field == "body"])


def short(version: str) -> str:
    """A check's version for the eye: of a digest in it only the beginning. The whole stands in the title."""
    return _DIGEST.sub(lambda digest: digest[0][:_DIGITS] + "…", version)


def _scores(findings: Sequence[Finding]) -> list[Finding]:
    told = [f for f in findings if not f.could_not_tell and (f.guideline or f.mark)]
    if all(is_remarkable(finding) for finding in told):
        return []
    return sorted(told, key=lambda finding: -finding.score)


def beginning(body: str) -> str:
    """The beginning of a body, for a list; the whole of it stands on the comment's page."""
    return body if len(body) <= LONG_BODY else body[:LONG_BODY].rstrip() + "…"
