"""Putting Diwan together: from settings to a house in which everything is in its place."""

import json
import os
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from sqlalchemy import select

from diwan import clock, founding, leisure, logs, receipts, tallies
from diwan.adviser import check as adviser
from diwan.adviser.check import Adviser
from diwan.adviser.server import Server
from diwan.clock import Clock
from diwan.duties import Duties
from diwan.editions.edition import Pressroom
from diwan.editions.render import Rendering
from diwan.envelopes import Envelopes
from diwan.errors import CannotStart
from diwan.ledger.notes import BadNote, SigningKey, open_checkpoint
from diwan.mail.delivery import Delivery
from diwan.mail.smtp import SmtpMailer
from diwan.press import files
from diwan.press.house import PrintingHouse
from diwan.rereadings import NO_LOT, Lot, lot_key
from diwan.scoring.coral import BodyFormat, OnSilence, Phase
from diwan.scoring.keys import KeyRing
from diwan.scoring.line import Line
from diwan.scoring.quota import Quotas
from diwan.scoring.room import ScoringRoom
from diwan.screening.check import Check
from diwan.screening.checks import Limits, checks
from diwan.screening.current import CurrentScreener, Scores
from diwan.screening.lexicons import built_in_lists
from diwan.screening.policy import Policies
from diwan.screening.ready import shipped_model
from diwan.screening.screener import Screener
from diwan.screening.terms.format import parse
from diwan.screening.terms.lists import TermList
from diwan.settings import Adviser as AdviserSettings, CoralPhase, Settings, is_secret
from diwan.sites import Site
from diwan.storage import schema, scoring_keys
from diwan.storage.desk import DeskReader
from diwan.storage.engine import connect
from diwan.storage.migrate import VANISHED, upgrade
from diwan.storage.store import Store
from diwan.storage.suggestions import StoredSuggestions
from diwan.storage.sums import add_up_one
from diwan.storage.terms import DeskLists
from diwan.tallies import Tallies
from diwan.text_files import decoded

_log = structlog.get_logger("diwan.scoring")

SEED_BYTES = 32
KEY_NAMES = ("ledger", "receipts")
"""The files in the data folder's `keys/`."""
DISK_ERROR_EXIT = 70
"""EX_SOFTWARE of sysexits.h: a supervisor sees that the process ended on purpose, and starts it anew."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What only this installation knows. Kept in the data folder's `keys/`, readable by its owner alone."""

    ledger_key: SigningKey
    receipts: bytes


@dataclass(frozen=True, slots=True)
class ScoringHouse:
    """What judging texts for others takes: a part of every house, and the whole of one that only scores."""

    settings: Settings
    clock: Clock
    store: Store
    line: Line
    room: ScoringRoom
    coral: dict[str, Phase]
    """The phases of Corals that ask here, by name."""

    def close(self) -> None:
        """Finish what is begun, write what is queued, close the connections."""
        self.line.close()
        self.store.close()


@dataclass(frozen=True, slots=True)
class House:
    """Everything a surface of Diwan needs, built once for each process."""

    settings: Settings
    clock: Clock
    store: Store
    press: PrintingHouse
    screener: CurrentScreener
    policies: Policies
    sites: dict[str, Site]
    secrets: Secrets
    duties: Duties
    scoring: ScoringHouse
    envelopes: Envelopes
    delivery: Delivery | None
    """Sends mail; None where the settings name no mail server: then none is offered anywhere."""
    tallies: Tallies
    """What all processes of this server count together for a short while."""
    lot: Lot = NO_LOT
    """Draws what a second moderator rereads."""

    def close(self) -> None:
        """Stop the duties and the scoring, write what is queued, close the connections."""
        self.duties.stop()
        self.scoring.close()


def build(
    settings: Settings, *, clock: Clock = clock.now, seconds: Callable[[], float] = time.monotonic
) -> House:
    """Open the storage (creating or migrating it), found the instance if it is new, and set everything up.

    Raises CannotStart with what to do: a vanished database, a later schema, missing keys, a folder that cannot be written.
    The duties are not started. `seconds` is the clock by which limits are kept.
    """
    make_folder(settings.data)
    store = open_store(settings)
    try:
        return _furnish(settings, clock, store, tallies.shared(seconds))
    except BaseException:
        store.close()
        raise


def _furnish(settings: Settings, clock: Clock, store: Store, counted: Tallies) -> House:
    known = _known_instance(settings, store)
    # Keys are made for a new instance only: with others, no receipt would open and no checkpoint fit.
    secret = _secrets(settings, founded_before=known is not None)
    _check_key(store, secret.ledger_key)
    instance = founding.found(store, clock, origin=settings.origin).result()
    if not is_founded(settings):
        files.replace(_mark(settings), f"{instance}\n".encode())
    press = PrintingHouse(settings.data / "press")
    press.sweep(clock())
    if not press.has_threads():
        # A new instance owes nothing. After a restore, or when the printed files are lost, all of them are made again.
        store.write(lambda transaction: transaction.owe_everything()).result()
    sites = {
        site.id: Site(
            id=site.id,
            name=site.name,
            origins=frozenset(site.origins),
            language=site.language,
            max_characters=site.max_characters,
            close_after_days=site.close_after_days,
            first_sight=site.first_sight,
            hold_seconds=site.hold_seconds,
            answer_within_minutes=site.answer_within_minutes,
            appeal_days=site.appeal_days,
            reread_percent=site.reread_percent,
            guests=site.sign_in.guests,
            admission=site.abuse.rules,
            hours=site.hours,
        )
        for site in settings.sites
    }
    limited = limits(settings)
    ordered = checks(limited)
    asked = (*ordered, *_advisers(settings.screening.adviser, store))
    screener = CurrentScreener(
        Screener(
            asked,
            timeout_s=settings.screening.timeout_ms / 1000,
            # A little longer than it gives its server, so that it can say itself what went wrong.
            patience={adviser.NAME: settings.screening.adviser.timeout_ms / 1000 + 1},
        ),
        asked,
        limited.term_lists,
        DeskLists(store),
    )
    policies = Policies({site.id: site.policy for site in settings.sites})
    envelopes = Envelopes(secret.receipts)
    delivery = _delivery(settings, clock, store, envelopes, sites, secret)
    duties = Duties(
        storage=store,
        press=press,
        clock=clock,
        room=Pressroom(Rendering(settings.public_url)),
        sites=sites,
        screener=screener,
        policies=policies,
        key=secret.ledger_key,
        add_up_one=lambda: add_up_one(store, clock()),
        send_one=delivery.send_one if delivery else None,
        tidy=counted.renew_salt_if_due,
        at_leisure=leisure.duties(settings, store, press, sites, clock),
    )
    # Of its own: what hangs over somebody's text must not silence a check for the comments. And without the adviser: nobody asks a server
    # about a stranger's text.
    of_others = CurrentScreener(
        _scoring_screener(settings, ordered), ordered, limited.term_lists, DeskLists(store)
    )
    scoring = _scoring_house(settings, clock, store, of_others)
    return House(
        settings,
        clock,
        store,
        press,
        screener,
        policies,
        sites,
        secret,
        duties,
        scoring,
        envelopes,
        delivery,
        counted,
        Lot(lot_key(secret.receipts), {site.id: site.reread_percent for site in sites.values()}),
    )


def _delivery(
    settings: Settings,
    clock: Clock,
    store: Store,
    envelopes: Envelopes,
    sites: dict[str, Site],
    secret: Secrets,
) -> Delivery | None:
    """What sends mail, if a server is set up for it. Raises CannotStart for certificates that cannot be read."""
    if not settings.mail.is_offered:
        return None
    return Delivery(
        store=store,
        mailer=SmtpMailer(settings.mail, name=urlsplit(settings.public_url).hostname or "localhost"),
        clock=clock,
        envelopes=envelopes,
        sites=sites,
        receipt_secret=secret.receipts,
        public_url=settings.public_url,
        sender=settings.mail.from_address,
    )


def build_scoring(
    settings: Settings,
    *,
    clock: Clock = clock.now,
    ordered: Sequence[Check] | None = None,
    seconds: Callable[[], float] = time.monotonic,
) -> ScoringHouse:
    """A house that only scores: a database for its keys and suggestions, and nothing else. Raises CannotStart.

    `ordered` are the checks, those of the settings if none are given; `seconds` is the clock of quotas and of remembered keys.
    """
    store = open_scoring_store(settings)
    try:
        # There is no desk here that could revise a term list: the checks stay what they are.
        screener = _scoring_screener(settings, checks(limits(settings)) if ordered is None else ordered)
        return _scoring_house(settings, clock, store, screener, seconds=seconds)
    except BaseException:
        store.close()
        raise


def _scoring_screener(settings: Settings, ordered: Sequence[Check]) -> Screener:
    return Screener(ordered, timeout_s=settings.scoring.timeout_ms / 1000)


def _scoring_house(
    settings: Settings,
    clock: Clock,
    store: Store,
    screener: Scores,
    *,
    seconds: Callable[[], float] = time.monotonic,
) -> ScoringHouse:
    line = Line(
        screener,
        most_waiting=settings.scoring.most_waiting,
        trouble=lambda error: _log.error("reading-failed", error=logs.described(error)),
    )
    room = ScoringRoom(
        scorer=line,
        keys=KeyRing(
            lambda key_hash: scoring_keys.find(store, key_hash), quotas=Quotas(seconds), clock=seconds
        ),
        suggestions=StoredSuggestions(store, clock),
        clock=clock,
    )
    coral = {each.name: _phase(each) for each in settings.scoring.coral}
    return ScoringHouse(settings, clock, store, line, room, coral)


def _phase(told: CoralPhase) -> Phase:
    """A phase with its secrets. Raises CannotStart."""
    return Phase(
        told.name,
        (*told.secrets, *(_secrets_in(Path(told.secrets_file)) if told.secrets_file else ())),
        format=BodyFormat(told.format),
        language=told.language,
        deadline_s=told.deadline_ms / 1000,
        on_silence=OnSilence(told.on_silence),
        hold=told.hold,
        policy=told.policy,
    )


def _secrets_in(path: Path) -> list[str]:
    """The secrets in a file, one a line. Raises CannotStart, which repeats none."""
    try:
        lines = path.read_text("ascii").splitlines()
    except OSError as error:
        raise CannotStart(
            f"The secrets {path} cannot be read ({error.strerror}). Correct secrets_file in the settings."
        ) from None
    except UnicodeDecodeError:
        raise CannotStart(f"{path}: a secret has ASCII characters only, as Coral shows it.") from None
    secrets_in = []
    for number, line in enumerate(lines, start=1):
        if secret := line.strip():
            if not is_secret(secret):
                raise CannotStart(
                    f"{path}, line {number}: this is no signing secret. Copy it as Coral shows it."
                )
            secrets_in.append(secret)
    if not secrets_in:
        raise CannotStart(
            f"{path} holds no secret. Write the signing secret that Coral shows on a line of its own."
        )
    return secrets_in


def limits(settings: Settings) -> Limits:
    """What the settings set for the checks, term lists and model included. Raises CannotStart for a list or a model
    that is not as it must be."""
    screening = settings.screening
    lists = tuple(term_list(Path(path)) for path in screening.term_lists)
    names = [each.name for each in lists]
    for name in names:
        if names.count(name) > 1:
            raise CannotStart(
                f"Two term lists are called {name}, after their files. Rename one: findings name the list they come from."
            )
    return Limits(
        max_links=screening.max_links,
        term_lists=lists,
        lexicons=built_in_lists(screening.lexicons),
        publishers=tuple(site.name for site in settings.sites),
        model=shipped_model() if screening.model else None,
    )


def term_list(path: Path) -> TermList:
    """The term list in the file at `path`, called after it. Raises CannotStart, naming everything that is wrong."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CannotStart(
            f"The term list {path} cannot be read ({error.strerror}). Correct term_lists in the settings."
        ) from None
    return parse(decoded(raw, path).replace("\r\n", "\n"), name=path.stem, file=str(path))


def _advisers(asked: AdviserSettings, store: Store) -> tuple[Adviser, ...]:
    """The adviser, if one is set up. It is told the guidelines as they read when it is asked."""
    if not asked.url:
        return ()

    def wording() -> dict[str, str]:
        with store.connection() as connection:
            reader = DeskReader(connection)
            return dict(json.loads(reader.guideline_texts(reader.current_revision()) or "{}"))

    server = Server(asked.url, key=asked.key, timeout_s=asked.timeout_ms / 1000)
    return (Adviser(server.ask, model=asked.model, wording=wording, per_minute=asked.per_minute),)


def open_store(settings: Settings) -> Store:
    """The storage alone, created or migrated where needed, for a command that does one thing. Raises CannotStart."""
    engine = connect(settings.database.url, settings.data)
    # A database that has held scoring keys, too, is a lost one if it is empty: they would all be refused.
    upgrade(engine, founded=is_founded(settings) or _scoring_mark(settings).exists())
    return Store(engine, on_disk_error=lambda: os._exit(DISK_ERROR_EXIT))


def open_scoring_store(settings: Settings) -> Store:
    """The storage of an installation that may never be founded, because it only scores. Raises CannotStart."""
    make_folder(settings.data)
    store = open_store(settings)
    mark_scoring(settings)
    return store


def mark_scoring(settings: Settings) -> None:
    """Note that the database is used for scoring: from then on an empty one is a lost one, founded or not."""
    if not _scoring_mark(settings).exists():
        files.replace(_scoring_mark(settings), b"The database holds scoring keys.\n")


def is_founded(settings: Settings) -> bool:
    """Whether this installation has had an instance before."""
    return _mark(settings).exists()


def signing_key(settings: Settings) -> SigningKey:
    """The key that signs this ledger's checkpoints. Raises CannotStart if there is none."""
    return _secrets(settings, founded_before=True).ledger_key


def _mark(settings: Settings) -> Path:
    """Written once the instance is founded: from then on an empty database is a lost one."""
    return settings.data / "instance"


def _scoring_mark(settings: Settings) -> Path:
    return settings.data / "scoring"


def _known_instance(settings: Settings, store: Store) -> str | None:
    """The instance in the database, None in a new one. Raises CannotStart if the folder's is another, or has vanished."""
    with store.connection() as connection:
        known: str | None = connection.execute(select(schema.instance.c.id)).scalar()
    if not is_founded(settings):
        return known
    if known is None:
        raise CannotStart(VANISHED)
    if _mark(settings).read_text().strip() != known:
        raise CannotStart(
            f"The database belongs to another installation than the folder {settings.data}. "
            "Correct [database] url or data in the settings."
        )
    return known


def _check_key(store: Store, key: SigningKey) -> None:
    """The key must be the one under which the ledger was signed so far: another would make it look forged."""
    with store.reading() as view:
        last = view.last_checkpoint()
    if last is not None:
        try:
            open_checkpoint(last[1], key.verifier)
        except BadNote:
            raise CannotStart(
                f"The ledger was signed under another key or name than {key.name}. Put the file keys/ledger back "
                "from a backup, or correct `origin` in the settings."
            ) from None


def _secrets(settings: Settings, *, founded_before: bool) -> Secrets:
    seed = _secret(settings.data / "keys" / "ledger", SEED_BYTES, founded_before=founded_before)
    receipt_secret = _secret(
        settings.data / "keys" / "receipts", receipts.SECRET_BYTES, founded_before=founded_before
    )
    return Secrets(SigningKey.from_seed(settings.origin, seed), receipt_secret)


def _secret(path: Path, size: int, *, founded_before: bool) -> bytes:
    if not path.exists():
        if founded_before:
            raise CannotStart(
                f"The key {path} is missing. Put it back from a backup: without it "
                "receipts cannot be opened and checkpoints cannot be signed."
            )
        make_folder(path.parent)
        path.parent.chmod(0o700)
        files.replace(path, (secrets.token_bytes(size).hex() + "\n").encode())
        path.chmod(0o600)
    try:
        secret = bytes.fromhex(path.read_text().strip())
    except (OSError, ValueError):
        secret = b""
    if len(secret) != size:
        raise CannotStart(
            f"The key {path} cannot be read as {size} bytes in hexadecimal. Put it back from a backup."
        )
    return secret


def make_folder(folder: Path) -> None:
    """Make a folder of the installation, if it is not there. Raises CannotStart."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"The folder {folder} cannot be made ({error.strerror}). Correct `data` in the settings."
        ) from None


@contextmanager
def opened(settings: Settings) -> Iterator[House]:
    """A built house for a command that does one thing: its duties stay with the server."""
    house = build(settings)
    try:
        yield house
    finally:
        house.store.close()
