"""What a phase of Coral's moderation answers about a comment: no opinion, hold it for a moderator, or reject it. Pure.

Coral publishes whatever an external phase says nothing about. A phase therefore holds (`PREMOD`) what a moderator should see, and,
unless its settings say otherwise, what nobody here could tell anything about: that is silence, and silence is no approval. It
rejects only where its settings name deciders and thresholds, and then by the same rules as anywhere in Diwan
(`diwan.screening.policy`): never when a check could not tell, never in a language that a check was not validated in, never what
criticises the publisher. It never approves: in Coral that would pass by the phases behind it.

Criticism alone is not held either. Where everything waits for a moderator it asks for a second pair of eyes; where comments appear
at once, to hold it would be to hinder it.

The words of the answer are Coral's (`EXTERNAL_MODERATION_PHASES.md` in its repository; `moderationAction` came with Coral 9).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.screening.findings import REMARKABLE, Finding, Mark
from diwan.screening.policy import Policy, Proposal, judge

CODES: Mapping[Guideline, str] = {
    Guideline.PROFANITY: "OFFENSIVE",
    Guideline.THREAT: "ABUSIVE",
    Guideline.PERSONAL_ATTACK: "HARASSMENT_BULLYING",
    Guideline.VULGARITY: "OFFENSIVE",
    Guideline.ABUSE: "HATE_SPEECH",
    Guideline.PROMOTION: "AD",
}
"""The code of Coral's `rejectionReason` for a guideline."""

_PROMOTED, _TOXIC = "COMMENT_DETECTED_SPAM", "COMMENT_DETECTED_TOXIC"
_HOLDING_MARKS = frozenset({Mark.DISGUISE, Mark.CAMPAIGN})


class BodyFormat(StrEnum):
    """How the phase is told to send the comment's body."""

    HTML = "html"
    PLAIN = "plain"


class OnSilence(StrEnum):
    """What is answered about a comment when a check could not tell, or not in time."""

    PREMOD = "premod"
    NONE = "none"


class Kind(StrEnum):
    """What an answer comes to, as it is counted."""

    REJECTED = "rejected"
    PREMOD = "premod"
    NO_OPINION = "no-opinion"
    LATE = "late"
    """There was no score in time. Answered as `on_silence` says."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One external moderation phase, as the settings describe it.

    `secrets` are the signing secrets as Coral shows them, each of which is believed. `language` (BCP 47) is the site's, for
    comments too short to tell. `deadline_s` is the time from the request's arrival to the answer. From the scores in `hold` on,
    by guideline, a comment is held; if every guideline is there, toxicity holds from the least of them on.
    """

    name: str
    secrets: tuple[str, ...] = field(repr=False)
    format: BodyFormat = BodyFormat.HTML
    language: str = "en"
    deadline_s: float = 0.08
    on_silence: OnSilence = OnSilence.PREMOD
    hold: Mapping[Guideline, float] = field(default_factory=lambda: dict.fromkeys(Guideline, REMARKABLE))
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True)
class Answer:
    """What Coral is told: `body` is its JSON, None for no opinion (204)."""

    kind: Kind
    body: Mapping[str, Any] | None


def answer(phase: Phase, findings: Sequence[Finding]) -> Answer:
    """What the phase says about the comment in which the checks saw `findings`."""
    told = [finding for finding in findings if not finding.could_not_tell]
    reasons = sorted(set(_reasons(phase, told)))
    judged = judge(phase.policy, findings)
    if isinstance(judged, Proposal) and judged.outcome is Outcome.REJECTED and judged.guideline is not None:
        return Answer(Kind.REJECTED, _rejection(judged.guideline, reasons))
    silent = len(told) < len(findings) and phase.on_silence is OnSilence.PREMOD
    if reasons or silent or any(finding.mark in _HOLDING_MARKS for finding in told):
        return Answer(Kind.PREMOD, _held(reasons))
    return Answer(Kind.NO_OPINION, None)


def late(phase: Phase) -> Answer:
    """What the phase says when there is no score in time: to be held, or nothing."""
    return Answer(Kind.LATE, _held([]) if phase.on_silence is OnSilence.PREMOD else None)


def _reasons(phase: Phase, told: Sequence[Finding]) -> Iterator[str]:
    """Coral's reasons for a flag. What is held for its disguise, or because nobody could tell, has none: neither is true of it."""
    toxic_from = min(phase.hold.values()) if phase.hold.keys() >= set(Guideline) else None
    for finding in told:
        if finding.mark is Mark.TOXICITY:
            threshold, reason = toxic_from, _TOXIC
        elif finding.mark is None and finding.guideline is not None:
            threshold = phase.hold.get(finding.guideline)
            # Whatever the settings hold, what would be rejected is told.
            rejected_from = phase.policy.reject.get(finding.guideline)
            if rejected_from is not None:
                threshold = rejected_from if threshold is None else min(threshold, rejected_from)
            reason = _PROMOTED if finding.guideline is Guideline.PROMOTION else _TOXIC
        else:
            continue
        if threshold is not None and finding.score >= threshold:
            yield reason


def _held(reasons: Sequence[str]) -> dict[str, Any]:
    return {"status": "PREMOD", "actions": [_flag(reason) for reason in reasons]}


def _rejection(guideline: Guideline, reasons: Sequence[str]) -> dict[str, Any]:
    # Status and moderationAction only ever together: with one alone the reader is told of a rejection that did not happen.
    return {
        "status": "REJECTED",
        "actions": [_flag(reason) for reason in reasons],
        "moderationAction": {
            "status": "REJECTED",
            "rejectionReason": {
                "code": CODES[guideline],
                "legalGrounds": "",
                "detailedExplanation": "",
                "customReason": "",
            },
        },
    }


def _flag(reason: str) -> dict[str, str]:
    return {"actionType": "FLAG", "reason": reason}
