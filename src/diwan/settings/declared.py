"""The settings, as they are declared: each in one place.

Each setting is declared in one place, beside its default, its limits and the sentence that explains it; the
table in `docs/operating/README.md` is made from these declarations. Whatever is wrong is told at once, each with its
line and what to write instead. A value is never repeated in an error, so that a password cannot slip out with it.
"""

import re
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import msgspec

from diwan.hours import AT_ANY_TIME, SiteHours
from diwan.rereadings import PERCENT
from diwan.restraints import MUTE_DAYS
from diwan.screening.policy import SitePolicy
from diwan.settings.abuse import Abuse
from diwan.settings.checks import (
    SQLITE,
    all_of,
    is_database,
    is_ledger_name,
    is_line,
    is_network,
    is_origin,
    told,
)
from diwan.settings.limits import Limits
from diwan.settings.mail import Mail
from diwan.settings.openid import DeskProvider, ReaderProvider
from diwan.settings.rights import Retention, Statements
from diwan.settings.screening import Scoring, Screening
from diwan.settings.security import Security
from diwan.settings.sign_in import SignIn

FILE_NAME = "diwan.toml"
VARIABLE_PREFIX = "DIWAN_"
CONFIG_VARIABLE = "DIWAN_CONFIG"
"""Where the command line looks for `diwan.toml`; not a setting itself."""
TEST_PREFIX = "DIWAN_TEST_"
"""Variables of the test suite, which are nobody's typing mistake."""

_SITE_ID = re.compile(r"[a-z0-9-]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
Place: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Database:
    url: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)] = field(
        default=SQLITE,
        repr=False,  # it may hold a password
        metadata=told(
            "`sqlite` (the file `diwan.sqlite` in `data`), or the address of a PostgreSQL database.",
            'be "sqlite" or an address such as postgresql://diwan@localhost/diwan',
            'url = "sqlite"',
            variable="DIWAN_DATABASE_URL",
            check=is_database,
        ),
    )

    @property
    def is_sqlite(self) -> bool:
        return self.url == SQLITE

    def __str__(self) -> str:
        """The kind of database and no more: an address may hold a password in several places."""
        return "SQLite" if self.is_sqlite else "PostgreSQL"


@dataclass(frozen=True, slots=True)
class Server:
    host: Annotated[str, msgspec.Meta(min_length=1, max_length=255)] = field(
        default="127.0.0.1",
        metadata=told(
            "The address to listen on. Leave it local where a web server stands in front.",
            "be an address of this machine",
            'host = "127.0.0.1"',
            variable="DIWAN_HOST",
            check=lambda text: text.isprintable() and not any(c.isspace() or c == "/" for c in text),
        ),
    )
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = field(
        default=8000,
        metadata=told(
            "The port to listen on.",
            "be a whole number from 1 to 65535",
            "port = 8000",
            variable="DIWAN_PORT",
        ),
    )
    workers: Annotated[int, msgspec.Meta(ge=1, le=64)] = field(
        default=1,
        metadata=told(
            "Processes that serve. More than one needs PostgreSQL.",
            "be a whole number from 1 to 64",
            "workers = 1",
            variable="DIWAN_WORKERS",
        ),
    )
    trusted_proxies: tuple[str, ...] = field(
        default=(),
        metadata=told(
            "Networks whose `X-Forwarded-For` is believed; from anyone else it is ignored.",
            "be a list of networks, each with its host bits zero",
            'trusted_proxies = ["127.0.0.1/32", "10.0.0.0/8"]',
            variable="DIWAN_TRUSTED_PROXIES",
            check=all_of(is_network),
        ),
    )
    metrics: bool = field(
        default=True,
        metadata=told(
            "Whether `/metrics` answers Prometheus.",
            "be true or false",
            "metrics = true",
            variable="DIWAN_METRICS",
        ),
    )


@dataclass(frozen=True, slots=True)
class Desk:
    claim_seconds: Annotated[int, msgspec.Meta(ge=30, le=3600)] = field(
        default=120,
        metadata=told(
            "For how long a card stays with a moderator whose page no longer says that it is open.",
            "be a whole number from 30 to 3600",
            "claim_seconds = 120",
            variable="DIWAN_DESK_CLAIM_SECONDS",
        ),
    )
    mute_days: Annotated[int, msgspec.Meta(ge=1, le=365)] = field(
        default=MUTE_DAYS,
        metadata=told(
            "For so many days at most a moderator may mute a reader who signed in; an editor may for longer.",
            "be a whole number of days from 1 to 365",
            "mute_days = 14",
            variable="DIWAN_DESK_MUTE_DAYS",
        ),
    )
    reports_reopen: Annotated[int, msgspec.Meta(ge=1, le=1000)] = field(
        default=3,
        metadata=told(
            "After a moderator has kept a reported comment: how many further reports under the same guideline bring it back.",
            "be a whole number from 1 to 1000",
            "reports_reopen = 3",
            variable="DIWAN_DESK_REPORTS_REOPEN",
        ),
    )
    openid: tuple[DeskProvider, ...] = ()
    """A list of tables of its own."""


@dataclass(frozen=True, slots=True)
class Site:
    """One publication. Its `id` is written into the ledger and into addresses: it can never change."""

    id: str = field(
        metadata=told(
            "The site's name in addresses and in the ledger. It can never change.",
            "be 1 to 32 of the characters a-z, 0-9 and -",
            'id = "courier"',
            check=lambda text: _SITE_ID.fullmatch(text) is not None,
        )
    )
    name: str = field(
        metadata=told(
            "The publication's name as readers know it.",
            "be a line of at most 100 characters",
            'name = "The Courier"',
            check=is_line,
        )
    )
    origins: tuple[str, ...] = field(
        metadata=told(
            "The origins of the pages that may embed comments, as a browser sends them.",
            "be a list of origins: scheme, host in small letters, a port only where it is not the default, nothing after it",
            'origins = ["https://www.example.org"]',
            check=lambda texts: len(texts) > 0 and all(map(is_origin, texts)),
        )
    )
    language: str = field(
        default="en",
        metadata=told(
            "The language of articles that name none (BCP 47).",
            "be a language tag such as en, ckb, ku, ar, tr or fa",
            'language = "en"',
            check=lambda text: _LANGUAGE.fullmatch(text) is not None,
        ),
    )
    max_characters: Annotated[int, msgspec.Meta(ge=100, le=50_000)] = field(
        default=5000,
        metadata=told(
            "The longest comment. A longer one is refused, never cut.",
            "be a whole number from 100 to 50000",
            "max_characters = 5000",
        ),
    )
    close_after_days: Annotated[int, msgspec.Meta(ge=1, le=36_500)] | None = field(
        default=None,
        metadata=told(
            "Days after an article's registration on which its thread closes. Left out: never.",
            "be a whole number from 1 to 36500, or be left out",
            "close_after_days = 14",
        ),
    )
    first_sight: bool = field(
        default=True,
        metadata=told(
            "Whether the embed on a page of an allowed origin may register its article.",
            "be true or false",
            "first_sight = true",
        ),
    )
    hold_seconds: Annotated[int, msgspec.Meta(ge=0, le=3600)] = field(
        default=0,
        metadata=told(
            "Seconds for which an approval is held back from print, so that one changed in time was never seen.",
            "be a whole number from 0 to 3600",
            "hold_seconds = 10",
        ),
    )
    answer_within_minutes: Annotated[int, msgspec.Meta(ge=1, le=525_600)] | None = field(
        default=None,
        metadata=told(
            "Minutes within which the newsroom means to decide; the desk shows what is late. Left out: no such aim.",
            "be a whole number from 1 to 525600, or be left out",
            "answer_within_minutes = 60",
        ),
    )
    appeal_days: Annotated[int, msgspec.Meta(ge=1, le=366)] = field(
        default=14,
        metadata=told(
            "Days after a rejection within which its reader can appeal against it.",
            "be a whole number from 1 to 366",
            "appeal_days = 30",
        ),
    )
    reread_percent: Annotated[float, msgspec.Meta(ge=0, le=100)] = field(
        default=PERCENT,
        metadata=told(
            "Of a hundred comments that a moderator decides, how many another one judges again without knowing the decision. 0: none.",
            "be a number from 0 to 100",
            "reread_percent = 5",
        ),
    )
    abuse: Abuse = field(default_factory=Abuse)
    """A table of its own."""
    hours: SiteHours = AT_ANY_TIME
    """When comments are taken. Declared in `hours`, a table of its own."""
    policy: SitePolicy = field(default_factory=SitePolicy)
    """What a machine may decide here. Its settings are declared in `policies`, a table of their own."""
    openid: tuple[ReaderProvider, ...] = ()
    """A list of tables of its own."""
    sign_in: SignIn = field(default_factory=SignIn)


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it. `data` is absolute; `origin` is filled in."""

    public_url: str = field(
        metadata=told(
            "Diwan's own address as readers reach it.",
            "be the address readers use, without a path or a slash at its end",
            'public_url = "https://comments.example.org"',
            variable="DIWAN_PUBLIC_URL",
            check=is_origin,
        )
    )
    data: Path = field(
        default=Path("data"),
        metadata=told(
            "The folder for keys, printed pages and the SQLite file; in the file relative to the file's folder, "
            "in the environment to the working one.",
            "be the path of a folder",
            'data = "data"',
            variable="DIWAN_DATA",
            check=lambda text: bool(text) and "\0" not in text,
        ),
    )
    origin: str = field(
        default="",
        metadata=told(
            "The ledger's name (a C2SP origin). It can never change. Left out: the host and port of `public_url`.",
            "be a name without spaces and without +",
            'origin = "comments.example.org"',
            variable="DIWAN_ORIGIN",
            check=is_ledger_name,
        ),
    )
    database: Database = field(default_factory=Database)
    server: Server = field(default_factory=Server)
    limits: Limits = field(default_factory=Limits)
    screening: Screening = field(default_factory=Screening)
    scoring: Scoring = field(default_factory=Scoring)
    desk: Desk = field(default_factory=Desk)
    mail: Mail = field(default_factory=Mail)
    security: Security = field(default_factory=Security)
    statements: Statements = field(default_factory=Statements)
    retention: Retention = field(default_factory=Retention)
    sites: tuple[Site, ...] = ()

    @property
    def sqlite_file(self) -> Path:
        return self.data / "diwan.sqlite"

    @property
    def press_root(self) -> Path:
        """What a web server or a CDN may hand out as it lies; nothing else is ever written there."""
        return self.data / "press"

    def site(self, site_id: str) -> Site | None:
        return next((site for site in self.sites if site.id == site_id), None)


TABLES: dict[str, type] = {
    "database": Database,
    "server": Server,
    "limits": Limits,
    "screening": Screening,
    "scoring": Scoring,
    "desk": Desk,
    "mail": Mail,
    "security": Security,
    "statements": Statements,
    "retention": Retention,
}


def declared_fields(kind: type) -> dict[str, Field[Any]]:
    return {each.name: each for each in fields(kind) if each.metadata}
