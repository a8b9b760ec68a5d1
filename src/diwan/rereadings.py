"""Rereadings: how a second moderator judges what another one has decided, without knowing the decision. They decide nothing.

Which decisions are reread is drawn by lot, so that nobody can choose them or see them coming: a keyed hash of the comment's digest, which
holds a salt that its sender does not know, under a key that no moderator knows.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from diwan.clock import Milliseconds
from diwan.decisions import Outcome
from diwan.guidelines import AbuseKind, Guideline

PERCENT: float = 2
"""So many of a hundred first decisions by people are drawn, unless a site says otherwise."""
_DOMAIN = b"diwan lot v1\n"
_KEY_DOMAIN = b"diwan lot key v1\n"
_RANGE = 2**64


@dataclass(frozen=True, slots=True)
class Draw:
    """The record that `decision_id`, a moderator's first one on exactly these words, is to be reread."""

    comment_id: str
    decision_id: str
    digest: bytes
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Rereading:
    """The record of how `by` judged the words whose decision was drawn. `guideline` exactly if he would have rejected them."""

    id: str
    comment_id: str
    decision_id: str
    digest: bytes
    outcome: Outcome
    guideline: Guideline | None
    abuse_kind: AbuseKind | None
    revision: int
    by: str
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Lot:
    """What draws: `percent` of a hundred first decisions, by site; sites that are not named draw nothing."""

    key: bytes = field(repr=False)
    percent: Mapping[str, float]

    def draws(self, site: str, digest: bytes) -> bool:
        """Whether the comment with this digest is to be reread. The same comment is always answered alike."""
        return self._number(digest) < self.percent.get(site, 0.0) / 100 * _RANGE

    def may_draw(self, digest: bytes) -> bool:
        """Whether there is a site at which the comment with this digest would be drawn."""
        most = max(self.percent.values(), default=0.0)
        return most > 0 and self._number(digest) < most / 100 * _RANGE

    def _number(self, digest: bytes) -> int:
        return int.from_bytes(hmac.digest(self.key, _DOMAIN + digest, hashlib.sha256)[:8], "big")


NO_LOT = Lot(b"", {})
"""Draws nothing."""


def lot_key(secret: bytes) -> bytes:
    """The lot's key, from a secret that serves other purposes as well."""
    return hmac.digest(secret, _KEY_DOMAIN, hashlib.sha256)
