"""From a file and the environment to settings, or to everything that is wrong with them, each with its line."""

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, replace
from pathlib import Path
from typing import Any, TypeVar, get_origin, get_type_hints

import msgspec

from diwan.errors import CannotStart
from diwan.settings.abuse import Abuse
from diwan.settings.checks import Check
from diwan.settings.coral import THRESHOLDS, CoralPhase
from diwan.settings.declared import (
    CONFIG_VARIABLE,
    TABLES,
    TEST_PREFIX,
    VARIABLE_PREFIX,
    Desk,
    Place,
    Settings,
    Site,
    declared_fields,
)
from diwan.settings.hours import HoursReading
from diwan.settings.mail import Mail
from diwan.settings.openid import DeskProvider, Provider, ReaderProvider
from diwan.settings.policies import PolicyReading
from diwan.settings.reference import reference
from diwan.settings.screening import Adviser, Scoring, Screening
from diwan.settings.sign_in import SignIn, finished
from diwan.text_files import decoded

_AnyProvider = TypeVar("_AnyProvider", bound=Provider)


def load(path: Path | None, environ: Mapping[str, str], *, scoring_only: bool = False) -> Settings:
    """The settings in the file at `path`, overridden by variables of `environ`; without a file, those alone.

    Where `scoring_only`, there need be neither a site nor a `public_url`. Raises CannotStart, naming everything that is wrong.
    """
    if path is None:
        return parse("", environ, folder=Path.cwd(), name="the environment", scoring_only=scoring_only)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise CannotStart(
            f"{path} does not exist. Write one with `diwan init`, or name yours with --config or {CONFIG_VARIABLE}."
        ) from None
    except OSError as error:
        raise CannotStart(
            f"{path} cannot be read ({type(error).__name__}). Make it readable for the account Diwan runs under."
        ) from None
    text = decoded(raw, path)
    return parse(text, environ, folder=path.absolute().parent, name=str(path), scoring_only=scoring_only)


def parse(
    text: str, environ: Mapping[str, str], *, folder: Path, name: str, scoring_only: bool = False
) -> Settings:
    """The settings in `text`, which came from the file called `name` in `folder`; see `load`. Raises CannotStart."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CannotStart(_syntax(str(error), name, text)) from None
    reading = _Reading(name, _lines(text), environ, scoring_only=scoring_only)
    settings = reading.settings(document, folder)
    if reading.problems or settings is None:
        raise CannotStart("\n".join(reading.problems))
    return settings


def _syntax(message: str, name: str, text: str) -> str:
    """tomllib says where, in words; its message quotes at most one character or a key, never a value."""
    found = re.search(r"\(at line (\d+), column \d+\)", message)
    line = int(found[1]) if found else text.count("\n") + 1
    what = re.sub(r"\s*\(at (line \d+, column \d+|end of document)\)", "", message)
    return f'{name}, line {line}: {what}. A setting is written `key = value`, text in "quotes", a table\'s name in [brackets].'


class _Reading:
    """One pass over a document: collects every problem, and makes the settings if there is none."""

    def __init__(
        self, name: str, lines: Mapping[Place, int], environ: Mapping[str, str], *, scoring_only: bool
    ) -> None:
        self.name = name
        self.lines = lines
        self.environ = environ
        self.scoring_only = scoring_only
        self.problems: list[str] = []

    def settings(self, document: Mapping[str, Any], folder: Path) -> Settings | None:
        self._refuse_unknown_variables()
        is_named = "public_url" in document or "DIWAN_PUBLIC_URL" in self.environ
        if self.scoring_only and not is_named:
            document = {**document, "public_url": "http://localhost"}
        values = self._values(Settings, document, (), also=[*TABLES, "sites"])
        if "data" in values:
            base = Path.cwd() if "DIWAN_DATA" in self.environ else folder
            values["data"] = base / values["data"]
        else:
            values["data"] = folder / "data"
        for table, kind in TABLES.items():
            also = {Screening: ["adviser"], Scoring: ["coral"], Desk: ["openid"]}.get(kind, [])
            values[table] = self._table(kind, document.get(table, {}), (table,), also)
        values["screening"] = self._with_adviser(values["screening"], document.get("screening", {}))
        if values["screening"] is not None:
            base = Path.cwd() if "DIWAN_SCREENING_TERM_LISTS" in self.environ else folder
            paths = tuple(str(base / path) for path in values["screening"].term_lists)
            values["screening"] = replace(values["screening"], term_lists=paths)
        values["scoring"] = self._with_coral(values["scoring"], document.get("scoring", {}), folder)
        self._check_mail(values["mail"])
        if values["desk"] is not None:
            desk_providers = self._providers(DeskProvider, document.get("desk", {}), ("desk",), folder)
            values["desk"] = replace(values["desk"], openid=desk_providers)
        values["sites"] = self._sites(document.get("sites", []), folder)
        server, database = values["server"], values["database"]
        writes_records = not self.scoring_only
        if (
            writes_records
            and server is not None
            and database is not None
            and server.workers > 1
            and database.is_sqlite
        ):
            self._problem(
                ("server", "workers"),
                "server.workers: SQLite takes one writing process. Write `workers = 1`, or name a PostgreSQL in [database].",
                "DIWAN_WORKERS",
            )
        if self.problems:
            return None
        if not is_named:
            host = f"[{server.host}]" if ":" in server.host else server.host
            values["public_url"] = f"http://{host}:{server.port}"
        values["origin"] = values.get("origin") or values["public_url"].partition("://")[2]
        return Settings(**values)

    def _table(self, kind: type, table: object, place: Place, also: Sequence[str] = ()) -> Any:
        if not isinstance(table, dict):
            self._problem(
                place, f"{_dotted(place)} is a table. Write [{_dotted(place)}] and its settings below it."
            )
            return None
        before = len(self.problems)
        values = self._values(kind, table, place, also)
        return kind(**values) if len(self.problems) == before else None

    def _with_adviser(self, screening: Screening | None, table: object) -> Screening | None:
        place = ("screening", "adviser")
        adviser = self._table(Adviser, table.get("adviser", {}) if isinstance(table, dict) else {}, place)
        if adviser is not None and adviser.url and not adviser.model:
            self._problem(
                place, "screening.adviser.model is missing: say which of that server's models is to be asked."
            )
        return None if screening is None or adviser is None else replace(screening, adviser=adviser)

    def _check_mail(self, mail: Mail | None) -> None:
        if mail is None or not mail.is_offered:
            return
        if not mail.from_address:
            self._problem(("mail",), "mail.from_address is missing: say which address mail comes from.")
        if bool(mail.username) != bool(mail.password):
            self._problem(("mail",), "mail.username and mail.password belong together. Set both, or neither.")
        if mail.username and mail.tls == "none":
            self._problem(
                ("mail", "tls"),
                'mail.tls: a password is not sent over an open line. Write `tls = "starttls"` or `tls = "implicit"`.',
                "DIWAN_MAIL_TLS",
            )

    def _with_coral(self, scoring: Scoring | None, table: object, folder: Path) -> Scoring | None:
        tables = table.get("coral", []) if isinstance(table, dict) else []
        if not isinstance(tables, list):
            self._problem(
                ("scoring", "coral"),
                "scoring.coral is a list of tables. Write [[scoring.coral]] before each phase's settings.",
            )
            return None
        thresholds = PolicyReading(self._problem)
        phases: list[CoralPhase] = []
        for index, each in enumerate(tables):
            place = ("scoring", "coral", index)
            phase = self._table(CoralPhase, each, place, also=THRESHOLDS)
            if not isinstance(each, dict):
                continue
            policy = thresholds.rejecting(each, place)
            hold = thresholds.holding(each["hold"], (*place, "hold")) if "hold" in each else None
            if phase is None:
                continue
            if not phase.secrets and not phase.secrets_file:
                self._problem(
                    place,
                    "scoring.coral.secrets_file is missing: name the file with the signing secret that Coral shows.",
                )
            if any(phase.name == other.name for other in phases):
                self._problem(
                    (*place, "name"),
                    "scoring.coral.name: another phase above has this name. Give each its own.",
                )
            file = str(folder / phase.secrets_file) if phase.secrets_file else ""
            phases.append(
                replace(
                    phase,
                    secrets_file=file,
                    policy=policy,
                    hold=phase.hold if hold is None else hold,
                )
            )
        return None if scoring is None else replace(scoring, coral=tuple(phases))

    def _providers(
        self, kind: type[_AnyProvider], table: object, above: Place, folder: Path
    ) -> tuple[_AnyProvider, ...]:
        tables = table.get("openid", []) if isinstance(table, dict) else []
        where = _dotted((*above, "openid"))
        if not isinstance(tables, list):
            self._problem(
                (*above, "openid"),
                f"{where} is a list of tables. Write [[{where}]] before each provider's settings.",
            )
            return ()
        found: list[_AnyProvider] = []
        for index, each in enumerate(tables):
            place = (*above, "openid", index)
            provider = self._table(kind, each, place)
            if provider is None:
                continue
            if any(provider.name == other.name for other in found):
                self._problem(
                    (*place, "name"),
                    f"{where}.name: another provider above has this name. Give each its own.",
                )
            for problem in provider.problems():
                self._problem(place, f"{where}.{problem}")
            found.append(provider.below(folder))
        return tuple(found)

    def _sites(self, tables: object, folder: Path) -> tuple[Site, ...]:
        if not isinstance(tables, list):
            self._problem(
                ("sites",), "sites is a list of tables. Write [[sites]] before each site's settings."
            )
            return ()
        if not tables and not self.scoring_only:
            self._problem(
                (),
                'no site is named. Write [[sites]] and below it id = "…", name = "…" and origins = ["https://…"].',
            )
        sites: list[Site] = []
        policies = PolicyReading(self._problem)
        hours = HoursReading(self._problem)
        for index, table in enumerate(tables):
            site = self._table(
                Site, table, ("sites", index), also=["policy", "sign_in", "openid", "abuse", "hours"]
            )
            if isinstance(table, dict) and "policy" in table:
                policy = policies.site(table["policy"], ("sites", index, "policy"))
                site = site and replace(site, policy=policy)
            if isinstance(table, dict) and "hours" in table:
                taken = hours.site(table["hours"], ("sites", index, "hours"))
                site = site and replace(site, hours=taken)
            if isinstance(table, dict) and "sign_in" in table:
                place = ("sites", index, "sign_in")
                sign_in = self._table(SignIn, table["sign_in"], place)
                if site is not None and sign_in is not None:
                    site = replace(site, sign_in=finished(sign_in, place, folder, self._problem))
            providers = self._providers(ReaderProvider, table, ("sites", index), folder)
            site = site and replace(site, openid=providers)
            if isinstance(table, dict) and "abuse" in table:
                abuse = self._table(Abuse, table["abuse"], ("sites", index, "abuse"))
                site = site and abuse and replace(site, abuse=abuse)
            if site is None:
                continue
            if any(site.id == other.id for other in sites):
                self._problem(
                    ("sites", index, "id"),
                    "sites.id: another site above has this id. Give each its own; both names are kept in the ledger for ever.",
                )
            sites.append(site)
        return tuple(sites)

    def _values(
        self, kind: type, table: Mapping[str, Any], place: Place, also: Sequence[str] = ()
    ) -> dict[str, Any]:
        """The table's settings as constructor arguments; what is wrong goes to the problems instead."""
        hints = get_type_hints(kind, include_extras=True)
        known = declared_fields(kind)
        for key in table:
            if key not in known and key not in also:
                self._problem((*place, key), _unknown(_dotted((*place, key)), key, [*known, *also]))
        values: dict[str, Any] = {}
        for key, declared in known.items():
            told = declared.metadata
            variable = told["variable"]
            hint = str if hints[key] is Path else hints[key]
            where: Place = (*place, key)
            problem = f"{_dotted(where)} must {told['must']}. Write for example `{told['example']}`."
            if variable is not None and variable in self.environ:
                raw: object = self.environ[variable]
                if get_origin(hint) is tuple:
                    raw = [part.strip() for part in self.environ[variable].split(",") if part.strip()]
                if not _fits(raw, hint, told["check"], strict=False):
                    self._problem(where, f"{variable} must {told['must']}.", variable)
                    continue
                values[key] = msgspec.convert(raw, hint, strict=False)
            elif key in table:
                if not _fits(table[key], hint, told["check"], strict=True):
                    self._problem(where, problem)
                    continue
                values[key] = msgspec.convert(table[key], hint)
            elif declared.default is MISSING:
                self._problem(where, f"{_dotted(where)} is missing. Write for example `{told['example']}`.")
        return values

    def _refuse_unknown_variables(self) -> None:
        known = [row.variable for row in reference() if row.variable is not None] + [CONFIG_VARIABLE]
        for variable in sorted(self.environ):
            ours = variable.startswith(VARIABLE_PREFIX) and not variable.startswith(TEST_PREFIX)
            if ours and variable not in known:
                self._problem((), _unknown(variable, variable, known), variable)

    def _problem(self, place: Place, problem: str, variable: str | None = None) -> None:
        if variable is not None and variable in self.environ:
            self.problems.append(f"environment: {problem}")
            return
        while place and place not in self.lines:  # a missing key is told at its table's line
            place = place[:-1]
        line = f", line {self.lines[place]}" if place else ""
        self.problems.append(f"{self.name}{line}: {problem}")


def _fits(value: object, hint: Any, check: Check | None, *, strict: bool) -> bool:
    try:
        converted = msgspec.convert(value, hint, strict=strict)
    except msgspec.ValidationError:
        return False
    return check is None or converted is None or check(converted)


def _unknown(full: str, key: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return f"{full} is not a setting. Did you mean {near[0]}?"
    return f"{full} is not a setting. The settings here are: {', '.join(known)}."


def _dotted(place: Place) -> str:
    return ".".join(part for part in place if isinstance(part, str))


_NAME = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_NAMES = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*\[(?P<double>\[)?\s*(?P<names>{_NAMES})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*(?P<names>{_NAMES})\s*=")


def _lines(text: str) -> dict[Place, int]:
    """The line of each table and key, which tomllib does not tell. Good enough to point at: text over several lines
    is skipped; keys inside an inline table are told at the line of the table."""
    lines: dict[Place, int] = {}
    counts: dict[tuple[str, ...], int] = {}
    table: Place = ()
    inside: str | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        opened_inside = inside
        for quotes in ('"""', "'''"):
            if line.count(quotes) % 2 and inside in {None, quotes}:
                inside = None if inside else quotes
        if opened_inside:
            continue
        header = _HEADER.match(line)
        assignment = _ASSIGNMENT.match(line)
        if header is not None:
            names = _names(header["names"])
            if header["double"]:
                counts[names] = counts.get(names, -1) + 1
            table = _place(names, counts)
            lines.setdefault(table, number)
            lines.setdefault(names, number)
        elif assignment is not None:
            names = _names(assignment["names"])
            for length in range(1, len(names) + 1):
                lines.setdefault((*table, *names[:length]), number)
    return lines


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, dotted))


def _place(names: tuple[str, ...], counts: Mapping[tuple[str, ...], int]) -> Place:
    """Where a table stands: behind each list of tables on the way comes the number of the one that was begun last."""
    place: Place = ()
    for length, name in enumerate(names, start=1):
        place = (*place, name)
        if names[:length] in counts:
            place = (*place, counts[names[:length]])
    return place
