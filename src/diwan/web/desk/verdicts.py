"""A verdict as a form sends it.

A button can carry only one value, so `outcome` may say it all: `approved`, `rejected/threat`, `rejected/abuse/racism`, or, where it
confirms what a colleague asked for, `confirmed/MOTION/abuse/racism`.
A program may as well send `outcome`, `guideline` and `abuse_kind` apart. Saying something twice is refused.
"""

from enum import StrEnum
from typing import TypeVar

from diwan.decisions import Outcome
from diwan.errors import Malformed
from diwan.guidelines import AbuseKind, Guideline
from diwan.identifiers import is_identifier
from diwan.ledger.merkle import HASH_BYTES
from diwan.lifecycle import Verdict
from diwan.web.desk.forms import Form

Code = TypeVar("Code", bound=StrEnum)
CONFIRMED = "confirmed"


def read_verdict(comment_id: str, form: Form) -> Verdict:
    """The verdict in the form. Raises Malformed for what is missing or unknown; whether it is a good reason is not asked here."""
    outcome, *reason = form.get("outcome", "").split("/")
    confirms = None
    if outcome == CONFIRMED and reason:
        outcome, confirms, *reason = Outcome.REJECTED, *reason
        if not is_identifier(confirms):
            raise Malformed("The form names nothing to confirm. Load the card again.", field="outcome")
    apart = [form.get("guideline", ""), form.get("abuse_kind", "")]
    if len(reason) > 2 or (reason and any(apart)):
        raise Malformed("The form states the reason twice. Load the card again.", field="outcome")
    guideline, abuse_kind = (*reason, *(["", ""][len(reason) :])) if reason else apart
    supersedes = form.get("supersedes", "")
    if supersedes and not is_identifier(supersedes):
        raise Malformed("The form names no decision to supersede. Load the card again.", field="supersedes")
    return Verdict(
        comment_id=comment_id,
        digest=read_digest(form.get("digest", "")),
        outcome=_code(Outcome, outcome, "outcome"),
        guideline=_code(Guideline, guideline, "guideline") if guideline else None,
        abuse_kind=_code(AbuseKind, abuse_kind, "abuse_kind") if abuse_kind else None,
        note=read_note(form),
        supersedes=supersedes or None,
        confirms=confirms,
    )


def read_outcome(form: Form) -> tuple[Outcome, Guideline | None, AbuseKind | None]:
    """The outcome for many at once: `approved`, `rejected` with `guideline` and, for abuse, `abuse_kind`. Raises Malformed."""
    outcome = _code(Outcome, form.get("outcome", ""), "outcome")
    if outcome is Outcome.APPROVED:
        return outcome, None, None
    guideline, _, kind = form.get("guideline", "").partition("/")
    if not guideline:
        raise Malformed("Choose the guideline under which all of them are rejected.", field="guideline")
    return (
        outcome,
        _code(Guideline, guideline, "guideline"),
        _code(AbuseKind, kind, "guideline") if kind else None,
    )


def read_note(form: Form) -> str:
    """The note in the form. A browser sends line ends as CR LF."""
    return form.get("note", "").replace("\r\n", "\n").strip()


def read_digest(written: str) -> bytes:
    """Which words the form speaks of. Raises Malformed."""
    try:
        digest = bytes.fromhex(written)
    except ValueError:
        digest = b""
    if len(digest) != HASH_BYTES:
        raise Malformed("The form does not say which words it decides. Load the card again.", field="digest")
    return digest


def _code(kind: type[Code], written: str, field: str) -> Code:
    try:
        return kind(written)
    except ValueError:
        known = ", ".join(kind)
        raise Malformed(f"The {field} must be one of: {known}.", field=field) from None
