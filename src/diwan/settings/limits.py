"""`[limits]`: how much may be sent, and how fast, as `diwan.toml` states it."""

from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec


def _told(about: str, must: str, example: str, *, variable: str) -> dict[str, Any]:
    return {"about": about, "must": must, "example": example, "variable": variable, "check": None}


@dataclass(frozen=True, slots=True)
class Limits:
    per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = field(
        default=6,
        metadata=_told(
            "Submissions a minute from one client address (IPv6: one /64), in the long run.",
            "be a whole number from 1 to 6000",
            "per_minute = 6",
            variable="DIWAN_LIMITS_PER_MINUTE",
        ),
    )
    burst: Annotated[int, msgspec.Meta(ge=1, le=1000)] = field(
        default=3,
        metadata=_told(
            "Submissions from one client address that may arrive at once.",
            "be a whole number from 1 to 1000",
            "burst = 3",
            variable="DIWAN_LIMITS_BURST",
        ),
    )
    max_body_bytes: Annotated[int, msgspec.Meta(ge=4096, le=16 << 20)] = field(
        default=65536,
        metadata=_told(
            "The largest request body taken, in bytes.",
            "be a whole number from 4096 to 16777216",
            "max_body_bytes = 65536",
            variable="DIWAN_LIMITS_MAX_BODY_BYTES",
        ),
    )
