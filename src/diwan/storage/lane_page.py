"""What stands around the cards of a lane, read in one look: PostgreSQL is waited for once, and not for each part of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from diwan.clock import Milliseconds
from diwan.desk.lanes import Lane, Shelf
from diwan.desk.preferences import Preferences
from diwan.pauses import Pause
from diwan.storage import live, motions, pauses, preferences
from diwan.storage.desk import CURRENT_TEXTS
from diwan.storage.lanes import PASSED_ON_BY, SEATS, LaneReader, Seat, counted, own_asked, seats
from diwan.storage.questioning import Questioning
from diwan.storage.shelves import finding, shelves


@dataclass(frozen=True, slots=True)
class Around:
    """What a page of a lane shows beside its cards.

    `counts` says how many stand in each lane, as far as is counted; `passed_on` are the comments that this moderator has asked others about;
    `texts` the stored wording of the guidelines (JSON; None before the first revision); `to_confirm` how many motions he could confirm,
    at most `motions.MOST_COUNTED`; `alone` whether nobody could confirm his.
    """

    counts: dict[Lane, int]
    seats: list[Seat]
    passed_on: list[str]
    texts: str | None
    to_confirm: int
    alone: bool
    paused: dict[str, Pause]
    preferences: Preferences


class LanePageReader(Questioning):
    """Reads in the connection's open transaction."""

    def stock(self) -> tuple[list[Shelf], int]:
        """The shelves on which something stands, and how many entries the ledger has."""
        found, [(size,)] = self._together((finding(postgresql=self._postgresql), {}), (live.SIZE, {}))
        return shelves(found), int(size)

    def around(
        self,
        lanes: Sequence[Lane],
        of: Sequence[Shelf] | None,
        moderator_id: str,
        at: Milliseconds,
        *,
        most_passed_on: int,
    ) -> Around:
        """What stands around these lanes' cards, for a moderator who reads from some shelves (None: all)."""
        moderator = {"moderator": moderator_id}
        counts, seated, passed_on, texts, [(to_confirm,)], [(appointed,)], paused, set_up = self._together(
            LaneReader(self._connection).counting(lanes, of, moderator_id),
            (SEATS, {"at": at}),
            (PASSED_ON_BY, own_asked(moderator_id, most_passed_on)),
            (CURRENT_TEXTS, {}),
            (motions.TO_CONFIRM, {**moderator, "most": motions.MOST_COUNTED}),
            (motions.APPOINTED, {}),
            (pauses.IN_FORCE, {}),
            (preferences.OWN, moderator),
        )
        return Around(
            counts=counted(counts),
            seats=seats(seated),
            passed_on=[row[0] for row in passed_on],
            texts=texts[0][0] if texts else None,
            to_confirm=int(to_confirm),
            alone=motions.is_alone(appointed),
            paused=pauses.by_site(paused),
            preferences=preferences.read(set_up[0] if set_up else None),
        )
