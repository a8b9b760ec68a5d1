"""`[security]`: what is asked of those who sign in at the desk, and of browsers."""

from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec

from diwan.factors import Required

HSTS = {
    "off": "",
    "host": "max-age=31536000",
    "subdomains": "max-age=31536000; includeSubDomains",
}
"""What `Strict-Transport-Security` says, for each value of the setting: a year."""


def _told(about: str, must: str, example: str, variable: str, check: Any = None) -> dict[str, Any]:
    return {"about": about, "must": must, "example": example, "variable": variable, "check": check}


@dataclass(frozen=True, slots=True)
class Security:
    """What is asked of those who sign in at the desk, and of browsers."""

    second_factor: str = field(
        default=Required.NOBODY.value,
        metadata=_told(
            "Who must have a passkey or an authenticator app to work at the desk: `nobody`, `editors` or `everyone`.",
            'be "nobody", "editors" or "everyone"',
            'second_factor = "nobody"',
            "DIWAN_SECURITY_SECOND_FACTOR",
            lambda text: text in set(Required),
        ),
    )
    idle_minutes: Annotated[int, msgspec.Meta(ge=5, le=720)] = field(
        default=60,
        metadata=_told(
            "Minutes without any activity after which a session at the desk ends. After twelve hours it ends anyway.",
            "be a whole number from 5 to 720",
            "idle_minutes = 60",
            "DIWAN_SECURITY_IDLE_MINUTES",
        ),
    )
    hsts: str = field(
        default="host",
        metadata=_told(
            "Whether browsers are told to use https only for a year (sent where `public_url` is https): `host`, `subdomains` "
            "for all names below it too, or `off`.",
            'be "host", "subdomains" or "off"',
            'hsts = "host"',
            "DIWAN_SECURITY_HSTS",
            lambda text: text in HSTS,
        ),
    )
