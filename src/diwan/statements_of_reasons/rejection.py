"""What the records say of one rejection, as far as a statement of reasons needs it: codes, times and counts, never words of people."""

from collections.abc import Sequence
from dataclasses import dataclass

from diwan.clock import Milliseconds
from diwan.decisions import Author
from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.findings import Finding, is_remarkable


@dataclass(frozen=True, slots=True)
class Rejection:
    """A rejecting decision and what surrounded it.

    `wording` is the text of its guideline in the revision decided under, in the site's language or in English; it is the
    publisher's own. `language` is the article's (BCP 47; "" if none is known). `marked`: whether a check had marked the comment under
    this guideline before the decision. `reported`: whether a reader's report came first, after any earlier decision. `in_batch`: whether it
    was decided together with others. `was_printed`: whether readers had seen the comment. `ended_at` is when an approval superseded it,
    None while it stands.
    """

    id: str
    site: str
    site_name: str
    submitted_at: Milliseconds
    decided_at: Milliseconds
    position: int
    author: Author
    guideline: Guideline
    abuse_kind: AbuseKind | None
    revision: int
    wording: str
    language: str
    marked: bool
    reported: bool
    in_batch: bool
    was_printed: bool
    ended_at: Milliseconds | None


def is_marked(guideline: Guideline, findings: Sequence[Finding]) -> bool:
    """Whether a check saw this guideline broken so clearly that a moderator is shown it unasked."""
    return any(
        finding.guideline is guideline and not finding.could_not_tell and is_remarkable(finding)
        for finding in findings
    )
