"""What every surface that judges texts does with a request: know whose it is, and have the texts scored and counted."""

import math
import time
from collections.abc import Sequence

from starlette.requests import Request

from diwan.errors import NotSignedIn, TooMany
from diwan.scoring.room import Overdue, Overloaded, ScoringKey, ScoringRoom
from diwan.screening.scores import Scored, Text
from diwan.web.metrics import Metrics
from diwan.web.requests import bearer


async def holder(request: Request) -> ScoringKey:
    """Whose request this is, by its bearer key. Raises NotSignedIn, and Unavailable."""
    room: ScoringRoom = request.app.state.scoring
    presented = bearer(request)
    key = await room.keys.holder(presented) if presented else None
    if key is None:
        raise NotSignedIn(
            "Send `Authorization: Bearer KEY` with a key made by `diwan keys add --scoring NAME`.",
            code="api-key",
        )
    return key


def admit(request: Request, key: ScoringKey, texts: int) -> None:
    """Count the texts against the key's quota. Raises TooMany, which says when to come back."""
    room: ScoringRoom = request.app.state.scoring
    wait = math.ceil(room.keys.admit(key, texts))
    if wait:
        raise TooMany(
            f"The key's quota is {key.per_minute} texts a minute. Please wait {wait} seconds, then send it again.",
            retry_after_s=wait,
        )


async def judge(
    request: Request, surface: str, texts: Sequence[Text], *, within_s: float | None = None
) -> list[Scored]:
    """What the room's scorer makes of the texts, counted under `surface` (a name of ours). Raises Overdue, Overloaded."""
    room: ScoringRoom = request.app.state.scoring
    metrics: Metrics = request.app.state.metrics
    began = time.perf_counter()
    outcome = "failed"
    try:
        scored = await room.scorer.score(texts, within_s=within_s)
        outcome = "scored"
    except Overdue:
        outcome = "overdue"
        raise
    except Overloaded:
        outcome = "overloaded"
        raise
    finally:
        metrics.scored(surface, outcome, len(texts), time.perf_counter() - began)
    return scored
