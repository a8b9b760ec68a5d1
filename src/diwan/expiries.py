"""An expiry: what a reader wrote beside a comment, in a report or an appeal, was destroyed because its term was over. The comment stays."""

from dataclasses import dataclass

from diwan.clock import Milliseconds


@dataclass(frozen=True, slots=True)
class Expiry:
    """The record of it. It names the report whose reason, or the appeal whose words are gone: exactly one of the two.

    Raises ValueError for none or both.
    """

    id: str
    comment_id: str
    report_id: str | None
    appeal_id: str | None
    at: Milliseconds

    def __post_init__(self) -> None:
        if (self.report_id is None) == (self.appeal_id is None):
            raise ValueError("an expiry is of a report or of an appeal")
