"""The newsroom's house: the storage opened, the instance founded if it is new, and everything in its place."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from diwan import clock, founding, leisure, tallies
from diwan.adviser import check as adviser
from diwan.bootstrap.checks import advisers, limits
from diwan.bootstrap.installation import (
    Secrets,
    check_key,
    is_founded,
    known_instance,
    make_folder,
    mark_founded,
    open_store,
    secrets_of,
)
from diwan.bootstrap.scoring import ScoringHouse, scoring_house, scoring_screener
from diwan.bootstrap.uncollected import uncollected
from diwan.clock import Clock
from diwan.duties import Duties
from diwan.editions.edition import Pressroom
from diwan.editions.render import Rendering
from diwan.envelopes import Envelopes
from diwan.mail.delivery import Delivery
from diwan.mail.smtp import SmtpMailer
from diwan.press.house import PrintingHouse
from diwan.rereadings import NO_LOT, Lot, lot_key
from diwan.screening.checks import checks
from diwan.screening.current import CurrentScreener
from diwan.screening.policy import Policies
from diwan.screening.screener import Screener
from diwan.settings import Settings
from diwan.sites import Site
from diwan.storage.store import Store
from diwan.storage.sums import add_up_one
from diwan.storage.terms import DeskLists
from diwan.tallies import Tallies
from diwan.turns import Turns


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
    turns: Turns
    """Whom this process's screening gives way to."""
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
        with uncollected():
            return _furnish(settings, clock, store, tallies.shared(seconds))
    except BaseException:
        store.close()
        raise


def _furnish(settings: Settings, clock: Clock, store: Store, counted: Tallies) -> House:
    known = known_instance(settings, store)
    # Keys are made for a new instance only: with others, no receipt would open and no checkpoint fit.
    secret = secrets_of(settings, founded_before=known is not None)
    check_key(store, secret.ledger_key)
    instance = founding.found(store, clock, origin=settings.origin).result()
    if not is_founded(settings):
        mark_founded(settings, instance)
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
    asked = (*ordered, *advisers(settings.screening.adviser, store))
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
    turns = Turns()
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
        turns=turns,
    )
    # Of its own: what hangs over somebody's text must not silence a check for the comments. And without the adviser: nobody asks a server
    # about a stranger's text.
    of_others = CurrentScreener(
        scoring_screener(settings, ordered), ordered, limited.term_lists, DeskLists(store)
    )
    scoring = scoring_house(settings, clock, store, of_others)
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
        turns,
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


@contextmanager
def opened(settings: Settings) -> Iterator[House]:
    """A built house for a command that does one thing: its duties stay with the server."""
    house = build(settings)
    try:
        yield house
    finally:
        house.store.close()
