"""Codes, passkeys, sessions and resets, on both databases: each code once, however many bring it at once and in however many processes."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pyotp
import pytest
from sqlalchemy import text

from diwan import codes, founding, resetting
from diwan.clock import DAY, MINUTE, SECOND
from diwan.codes import FIRST_WAIT, FREE, Tried
from diwan.errors import NotAllowed, Unknown
from diwan.factors import (
    STEP,
    Authenticator,
    Passkey,
    Way,
    authenticator_secret,
    new_recovery_codes,
    recovery_hash,
    secret_text,
)
from diwan.ledger.entries import Reset
from diwan.ledger.leaves import decode
from diwan.ledger.verify import verify
from diwan.moderators import Moderator, Role
from diwan.ports import Transaction
from diwan.storage.book import StoredBook
from diwan.storage.engine import connect
from diwan.storage.store import Store
from diwan.storage.ways_in import WaysInReader
from diwan.ways_in import OPERATOR, Session
from tests.house import House
from tests.waiting import PATIENCE_S, until

KEY = b"k" * 32
NONCE = b"n" * 20
AT_ONCE = 100


def appoint(diwan: House, name: str = "Zîn", role: Role = Role.MODERATOR) -> Moderator:
    return founding.appoint(diwan.store, diwan.clock, name=name, role=role).result()


def code(diwan: House, who: Moderator, *, steps: int = 0) -> str:
    secret = authenticator_secret(KEY, who.id, NONCE)
    return pyotp.HOTP(secret_text(secret)).at(diwan.clock() // STEP + steps)


def with_app(diwan: House, who: Moderator) -> None:
    app = Authenticator(who.id, NONCE, diwan.clock() // STEP - 1, diwan.clock())
    diwan.store.write(lambda tx: tx.keep_authenticator(app)).result()


def with_codes(diwan: House, who: Moderator) -> list[str]:
    made = new_recovery_codes()
    hashes = [recovery_hash(who.id, each) for each in made]
    diwan.store.write(lambda tx: tx.keep_recovery_codes(who.id, hashes, diwan.clock())).result()
    return made


def use(diwan: House, who: Moderator, typed: str, store: Store | None = None) -> Tried:
    at = diwan.clock()
    return (store or diwan.store).write(lambda tx: codes.use(tx, KEY, who.id, typed, at)).result()


def count(diwan: House, table: str) -> int:
    with diwan.store.connection() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


@contextmanager
def two_processes(diwan: House) -> Iterator[list[Store]]:
    """Two writers, each as if in a process of its own."""
    other = Store(connect(diwan.url, diwan.folder), on_disk_error=lambda: None)
    try:
        yield [diwan.store, other]
    finally:
        other.close()


def all_at_once(diwan: House, work: Callable[[Store], object]) -> list[object]:
    """What came of a hundred who do the same at once, through two writers."""
    start, found = threading.Barrier(AT_ONCE), list[object]()

    def come(store: Store) -> None:
        start.wait()
        found.append(work(store))

    with two_processes(diwan) as stores:
        threads = [threading.Thread(target=come, args=(stores[n % 2],)) for n in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == AT_ONCE
    return found


def unthrottled(monkeypatch: pytest.MonkeyPatch) -> None:
    # Otherwise only the first few are looked at.
    monkeypatch.setattr(codes, "FREE", 10 * AT_ONCE)


def test_of_a_hundred_who_bring_one_code_of_an_app_at_once_one_gets_in(
    diwan: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    unthrottled(monkeypatch)
    who = appoint(diwan)
    with_app(diwan, who)
    typed = code(diwan, who)
    found = all_at_once(diwan, lambda store: use(diwan, who, typed, store).way)
    assert Counter(found) == {Way.CODE: 1, None: AT_ONCE - 1}


def test_of_a_hundred_who_bring_one_recovery_code_at_once_one_gets_in(
    diwan: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    unthrottled(monkeypatch)
    who = appoint(diwan)
    typed, *_ = with_codes(diwan, who)
    found = all_at_once(diwan, lambda store: use(diwan, who, typed, store).way)
    assert Counter(found) == {Way.RECOVERY_CODE: 1, None: AT_ONCE - 1}
    assert count(diwan, "recovery_codes") == 9


def test_of_a_hundred_who_bring_one_answer_of_a_passkey_at_once_one_spends_its_challenge(
    diwan: House,
) -> None:
    def spend(transaction: Transaction) -> bool:
        transaction.next_position()
        return transaction.spend_challenge(b"h" * 32, diwan.clock() + MINUTE)

    found = all_at_once(diwan, lambda store: store.write(spend).result())
    assert Counter(found) == {True: 1, False: AT_ONCE - 1}


def test_whoever_brings_a_code_while_another_process_uses_it_waits_and_finds_it_used(diwan: House) -> None:
    """The first one has it, and has not committed; without the ledger's turn the second one would still see it as good."""
    who = appoint(diwan)
    with_app(diwan, who)
    typed, at = code(diwan, who), diwan.clock()
    has_it, may_commit = threading.Event(), threading.Event()

    def slowly(transaction: Transaction) -> Tried:
        tried = codes.use(transaction, KEY, who.id, typed, at)
        has_it.set()
        assert may_commit.wait(PATIENCE_S)
        return tried

    with two_processes(diwan) as (one, other):
        first = one.write(slowly)
        assert has_it.wait(PATIENCE_S)
        second = other.write(lambda tx: codes.use(tx, KEY, who.id, typed, at))
        if diwan.url != "sqlite":
            until(lambda: _somebody_waits(diwan), "the second process to wait for the first")
        may_commit.set()
        assert (first.result().way, second.result().way) == (Way.CODE, None)


def _somebody_waits(diwan: House) -> bool:
    with diwan.store.connection() as connection:
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        return bool(connection.execute(text(waiting)).scalar_one())


def test_a_hundred_guesses_at_once_are_not_more_than_five(diwan: House) -> None:
    who = appoint(diwan)
    with_app(diwan, who)
    wrong = "000000" if code(diwan, who) != "000000" else "000001"
    found = all_at_once(diwan, lambda store: use(diwan, who, wrong, store))
    assert Counter(found) == {Tried(): FREE, Tried(wait=FIRST_WAIT): AT_ONCE - FREE}


def test_a_code_that_was_used_is_no_good_in_another_process_and_nor_is_one_before_it(diwan: House) -> None:
    who = appoint(diwan)
    with_app(diwan, who)
    diwan.clock.advance(STEP)
    with two_processes(diwan) as (one, other):
        assert use(diwan, who, code(diwan, who), one).way is Way.CODE
        assert use(diwan, who, code(diwan, who), other).way is None
        assert use(diwan, who, code(diwan, who, steps=-1), other).way is None
        assert use(diwan, who, code(diwan, who, steps=1), other).way is Way.CODE


def test_while_one_waits_even_the_right_code_is_not_looked_at_and_stays_good(diwan: House) -> None:
    who = appoint(diwan)
    with_app(diwan, who)
    [recovery, *_] = with_codes(diwan, who)
    for _ in range(FREE):
        assert use(diwan, who, "no code at all") == Tried()
    assert use(diwan, who, recovery) == Tried(wait=FIRST_WAIT)
    diwan.clock.advance(FIRST_WAIT - 1)
    assert use(diwan, who, recovery) == Tried(wait=1)
    diwan.clock.advance(1)
    assert use(diwan, who, recovery).way is Way.RECOVERY_CODE
    # Whoever got in begins anew.
    assert use(diwan, who, "no code at all") == Tried()


def test_waits_are_each_persons_own_and_forgotten_after_a_day(diwan: House) -> None:
    who, colleague = appoint(diwan), appoint(diwan, "Hêvî")
    for each in (who, colleague):
        with_app(diwan, each)
    for _ in range(FREE):
        use(diwan, who, "no code at all")
    assert use(diwan, colleague, code(diwan, colleague)).way is Way.CODE
    diwan.clock.advance(DAY - 1)
    use(diwan, who, "no code at all")
    diwan.clock.advance(30 * SECOND)
    assert use(diwan, who, code(diwan, who)).wait == 30 * SECOND
    diwan.clock.advance(DAY)
    assert use(diwan, who, "no code at all") == Tried()
    assert use(diwan, who, code(diwan, who)).way is Way.CODE


def test_new_recovery_codes_take_the_place_of_the_old_ones(diwan: House) -> None:
    who, colleague = appoint(diwan), appoint(diwan, "Hêvî")
    [old, *_], others = with_codes(diwan, who), with_codes(diwan, colleague)
    new = with_codes(diwan, who)
    assert use(diwan, who, old).way is None
    assert use(diwan, who, others[0]).way is None
    assert use(diwan, who, new[0].lower().replace("-", " ")).way is Way.RECOVERY_CODE
    assert use(diwan, colleague, others[0]).way is Way.RECOVERY_CODE


# --- sessions and resets --------------------------------------------------------------------------------------------


def _furnish(transaction: Transaction, who: Moderator, number: int) -> None:
    for each in range(2):
        name = bytes([number, each]) * 16
        transaction.keep_session(Session(name, who.id, Way.PASSKEY, "Firefox, Linux", 1, 1, 10**15))
        transaction.keep_sign_in_link(name, who.id, 10**15)
        transaction.keep_passkey(
            Passkey(f"{number}{each}" * 16, who.id, f"Key {each}", name, b"public", 0, 1)
        )
    transaction.set_password(who.id, "hash")
    transaction.keep_authenticator(Authenticator(who.id, NONCE, 1, 1))
    transaction.keep_recovery_codes(who.id, [bytes([number]) * 32], 1)
    transaction.keep_code_tries(who.id, 3, 1)


TABLES = (
    "sessions",
    "sign_in_links",
    "passkeys",
    "passwords",
    "authenticators",
    "recovery_codes",
    "code_tries",
)


def _kept(diwan: House) -> dict[str, set[str]]:
    with diwan.store.connection() as connection:
        return {
            table: {row[0] for row in connection.execute(text(f"SELECT moderator_id FROM {table}"))}
            for table in TABLES
        }


def test_a_reset_takes_all_that_one_signs_in_with_and_nothing_of_others(diwan: House) -> None:
    who, colleague = appoint(diwan), appoint(diwan, "Hêvî")
    for number, each in enumerate((who, colleague), 1):
        diwan.store.write(partial(_furnish, who=each, number=number)).result()
    assert _kept(diwan) == {key: {who.id, colleague.id} for key in TABLES}
    assert resetting.reset(diwan.store, diwan.clock, name="Zîn", by="operator").result() == who.id
    assert _kept(diwan) == {key: {colleague.id} for key in TABLES}


def test_a_dismissal_takes_them_too(diwan: House) -> None:
    who = appoint(diwan)
    diwan.store.write(lambda tx: _furnish(tx, who, 1)).result()
    founding.dismiss(diwan.store, diwan.clock, name="Zîn", by="test").result()
    assert _kept(diwan) == {key: set() for key in TABLES}


def test_a_dismissal_ends_the_links_that_one_has_made_for_others_and_no_other(diwan: House) -> None:
    gone, editor = appoint(diwan, "Gone", Role.EDITOR), appoint(diwan, "Hêvî", Role.EDITOR)
    who = appoint(diwan)
    for name, by in ((b"g" * 32, gone.id), (b"e" * 32, editor.id), (b"o" * 32, OPERATOR)):
        diwan.store.write(
            partial(lambda tx, name, by: tx.keep_sign_in_link(name, who.id, 10**15, by=by), name=name, by=by)
        ).result()
    founding.dismiss(diwan.store, diwan.clock, name="Gone", by="test").result()
    with diwan.store.connection() as connection:
        made = {bytes(row[0]) for row in connection.execute(text("SELECT hash FROM sign_in_links"))}
    assert made == {b"e" * 32, b"o" * 32}


def test_the_ledger_says_who_reset_whom_and_when(diwan: House) -> None:
    who, editor = appoint(diwan), appoint(diwan, "Hêvî", Role.EDITOR)
    resetting.reset(diwan.store, diwan.clock, name="Zîn", by="operator").result()
    diwan.clock.advance(MINUTE)
    resetting.reset_by_editor(diwan.store, diwan.clock, name="Zîn", editor=editor.id).result()
    with diwan.store.connection() as connection:
        rows = connection.execute(text("SELECT leaf FROM ledger_entries ORDER BY position")).all()
        assert not list(verify(StoredBook(connection), verifier_key=diwan.key.verifier))
    told = [entry for row in rows if isinstance(entry := decode(bytes(row[0])), Reset)]
    assert [(each.moderator, each.by, each.at) for each in told] == [
        (who.id, "operator", diwan.clock() - MINUTE),
        (who.id, editor.id, diwan.clock()),
    ]


def test_nobody_resets_himself_and_nobody_who_is_gone_is_reset_or_resets(diwan: House) -> None:
    appoint(diwan)
    gone, editor = appoint(diwan, "Gone", Role.EDITOR), appoint(diwan, "Hêvî", Role.EDITOR)
    founding.dismiss(diwan.store, diwan.clock, name="Gone", by="test").result()
    for name, by, error in (
        ("Hêvî", editor, NotAllowed),
        ("Zîn", gone, NotAllowed),
        ("Gone", editor, Unknown),
        ("Nobody", editor, Unknown),
    ):
        with pytest.raises(error):
            resetting.reset_by_editor(diwan.store, diwan.clock, name=name, editor=by.id).result()
    assert count(diwan, "resets") == 0


def test_ending_the_other_ways_leaves_one_session_and_those_of_others(diwan: House) -> None:
    who, colleague = appoint(diwan), appoint(diwan, "Hêvî")
    for number, each in enumerate((who, colleague), 1):
        diwan.store.write(partial(_furnish, who=each, number=number)).result()
    kept = bytes([1, 0]) * 16
    diwan.store.write(lambda tx: tx.end_other_ways(who.id, kept)).result()
    with diwan.store.connection() as connection:
        reader = WaysInReader(connection)
        assert [each.hash for each in reader.sessions(who.id, 2, seen_since=0)] == [kept]
        assert len(reader.sessions(colleague.id, 2, seen_since=0)) == 2
    assert _kept(diwan)["sign_in_links"] == {colleague.id}


def test_what_is_read_is_what_was_kept(diwan: House) -> None:
    who = appoint(diwan)
    passkey = Passkey("f" * 32, who.id, "کلیل", b"\0id", b"\xffkey", 4_000_000_000, 1, None, None)
    diwan.store.write(lambda tx: tx.keep_passkey(passkey)).result()
    with_app(diwan, who)
    with_codes(diwan, who)
    with diwan.store.connection() as connection:
        reader = WaysInReader(connection)
        factors = reader.factors(who.id)
        assert reader.passkey_with(b"\0id") == passkey
        assert reader.passkey_with(b"other") is None
        assert reader.with_second_factor() == {who.id}
        assert reader.has_second_factor(who.id)
    assert (factors.passkeys, factors.recovery_codes, factors.is_second) == ((passkey,), 10, True)
    assert factors.authenticator == Authenticator(who.id, NONCE, diwan.clock() // STEP - 1, diwan.clock())
    diwan.store.write(lambda tx: tx.doubt_passkey(passkey.id, 7)).result()
    diwan.store.write(lambda tx: tx.doubt_passkey(passkey.id, 9)).result()
    diwan.store.write(lambda tx: tx.use_passkey(passkey.id, 4_000_000_001, 8)).result()
    assert diwan.store.write(lambda tx: tx.passkeys(who.id)).result()[0].doubted_at == 7
    assert diwan.store.write(lambda tx: tx.remove_passkey("somebody else", passkey.id)).result() is False
    assert diwan.store.write(lambda tx: tx.remove_passkey(who.id, passkey.id)).result() is True
    assert diwan.store.write(lambda tx: tx.remove_authenticator(who.id)).result() is True
    assert diwan.store.write(lambda tx: tx.has_second_factor(who.id)).result() is False


def test_what_is_over_is_forgotten(diwan: House) -> None:
    who = appoint(diwan)
    diwan.store.write(lambda tx: tx.spend_challenge(b"h" * 32, 10)).result()
    diwan.store.write(lambda tx: tx.keep_session(Session(b"s" * 32, who.id, Way.LINK, "", 1, 1, 11))).result()
    diwan.store.write(lambda tx: tx.forget_lapsed(10)).result()
    assert (count(diwan, "spent_challenges"), count(diwan, "sessions")) == (0, 1)
    diwan.store.write(lambda tx: tx.forget_lapsed(11)).result()
    assert count(diwan, "sessions") == 0
