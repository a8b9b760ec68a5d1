"""Readers on both databases: recorded once, tied to what they signed, never named by the ledger, and gone when they go."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from diwan import lifecycle
from diwan.arriving import SingleUse
from diwan.clock import DAY, MINUTE
from diwan.comments import Submission, Words
from diwan.errors import NotSignedIn, Unacceptable, Unknown
from diwan.ledger.verify import verify
from diwan.readers import Badge, Reader, Source
from diwan.storage.book import StoredBook
from diwan.storage.engine import connect
from diwan.storage.readers import ReaderLookup
from diwan.storage.store import Store
from tests.house import SITE, House

TOKEN = b"t" * 32


def rows(diwan: House, sql: str, **values: object) -> list[Mapping[str, object]]:
    with diwan.store.connection() as connection:
        return [dict(row) for row in connection.execute(text(sql), values).mappings()]


def wrong(diwan: House) -> list[str]:
    with diwan.store.connection() as connection:
        return [str(v) for v in verify(StoredBook(connection), verifier_key=diwan.key.verifier)]


def of_session(diwan: House, token_hash: bytes = TOKEN, site: str = SITE.id) -> Reader | None:
    with diwan.store.connection() as connection:
        return ReaderLookup(connection).of_session(token_hash, site, diwan.clock())


def leaves(diwan: House) -> str:
    return "\n".join(
        bytes(row["leaf"]).decode()  # type: ignore[call-overload] # a column of bytes
        for row in rows(diwan, "SELECT leaf FROM ledger_entries ORDER BY position")
    )


# --- arriving -----------------------------------------------------------------------------------------------


def test_a_reader_is_recorded_at_his_first_arrival_and_is_the_same_at_the_next(diwan: House) -> None:
    first = diwan.arrive("17", "Berîvan")
    again = diwan.arrive("17", "Berîvan Dêrsim", Badge.STAFF)
    assert again.id == first.id
    assert (first.name, again.name) == ("Berîvan", "Berîvan Dêrsim")
    assert (first.badge, again.badge) == (None, Badge.STAFF)
    assert len(rows(diwan, "SELECT id FROM readers")) == 1
    assert wrong(diwan) == []


def test_another_source_another_site_and_another_subject_are_other_readers(diwan: House) -> None:
    readers = {
        diwan.arrive("17").id,
        diwan.arrive("18").id,
        diwan.arrive("17", source=Source.OPENID).id,
        diwan.arrive("17", site="another").id,
    }
    assert len(readers) == 4


def test_the_ledger_names_neither_the_subject_nor_the_name_nor_the_address(diwan: House) -> None:
    diwan.register()
    reader = diwan.arrive("account-4711", "Berîvan", Badge.STAFF)
    diwan.submit(reader=reader)
    told = leaves(diwan)
    assert '"kind":"arrived"' in told
    assert '"kind":"signed"' in told
    for secret in ("account-4711", "Berîvan", "berivan@", "staff", "publisher"):
        assert secret not in told
    # Nor can two comments be told to be of one reader.
    signed = [line for line in told.splitlines() if '"kind":"signed"' in line]
    assert reader.id not in "\n".join(signed)


@pytest.mark.parametrize(
    ("subject", "name", "field"),
    [
        ("", "Berîvan", "subject"),
        ("s" * 256, "Berîvan", "subject"),
        ("a\nb", "Berîvan", "subject"),
        ("17", " ", "name"),
        ("17", "Ber\u202eîvan", "name"),
    ],
)
def test_an_arrival_that_cannot_be_kept_is_refused(diwan: House, subject: str, name: str, field: str) -> None:
    with pytest.raises(Unacceptable) as caught:
        diwan.arrive(subject, name)
    assert caught.value.field == field
    assert rows(diwan, "SELECT id FROM readers") == []


def test_what_an_arrival_knows_is_not_in_what_is_printed_of_it(diwan: House) -> None:
    reader = diwan.arrive("account-4711", "Berîvan")
    assert "Berîvan" not in repr(reader)


# --- sessions -----------------------------------------------------------------------------------------------


def test_a_session_is_of_one_site_until_its_time_is_over(diwan: House) -> None:
    reader = diwan.arrive(badge=Badge.EXPERT, token_hash=TOKEN)
    assert of_session(diwan) == reader
    assert of_session(diwan, site="another") is None
    assert of_session(diwan, b"u" * 32) is None
    diwan.clock.advance(DAY)
    assert of_session(diwan) is None


def test_sessions_that_have_lapsed_are_removed(diwan: House) -> None:
    diwan.arrive(token_hash=TOKEN)
    diwan.clock.advance(DAY)
    diwan.store.write(lambda tx: tx.forget_lapsed(diwan.clock())).result()
    assert rows(diwan, "SELECT hash FROM reader_sessions") == []


def test_signing_out_ends_the_session_and_no_other(diwan: House) -> None:
    reader = diwan.arrive(token_hash=TOKEN)
    diwan.arrive(token_hash=b"u" * 32)
    diwan.store.write(lambda tx: tx.end_reader_session(TOKEN)).result()
    assert of_session(diwan) is None
    assert of_session(diwan, b"u" * 32) == reader


# --- what is good once --------------------------------------------------------------------------------------


def test_of_a_hundred_uses_of_one_sign_in_by_two_processes_at_once_exactly_one_opens_a_session(
    diwan: House,
) -> None:
    second = Store(connect(diwan.url, diwan.folder), on_disk_error=lambda: None)
    once = SingleUse(b"j" * 32, diwan.clock() + MINUTE)

    def use(number: int) -> bool:
        house = diwan if number % 2 else replace(diwan, store=second)
        try:
            house.arrive("17", token_hash=number.to_bytes(32, "big"), once=once)
        except NotSignedIn as refusal:
            assert refusal.code == "sign-in-used"
            return False
        return True

    try:
        with ThreadPoolExecutor(20) as pool:
            opened = list(pool.map(use, range(100)))
    finally:
        second.close()
    assert sum(opened) == 1
    assert len(rows(diwan, "SELECT hash FROM reader_sessions")) == 1
    assert wrong(diwan) == []


def test_a_used_sign_in_is_remembered_until_it_would_have_expired_and_then_counts_as_used(
    diwan: House,
) -> None:
    once = SingleUse(b"j" * 32, diwan.clock() + MINUTE)
    diwan.arrive(once=once)
    diwan.clock.advance(MINUTE - 1)
    diwan.store.write(lambda tx: tx.forget_lapsed(diwan.clock())).result()
    with pytest.raises(NotSignedIn):
        diwan.arrive(once=once)
    diwan.clock.advance(1)
    diwan.store.write(lambda tx: tx.forget_lapsed(diwan.clock())).result()
    assert rows(diwan, "SELECT hash FROM used_sign_ins") == []
    with pytest.raises(NotSignedIn):
        diwan.arrive(once=once)


# --- writing ------------------------------------------------------------------------------------------------


def test_a_readers_comment_bears_the_name_of_his_sign_in_and_is_tied_to_him(diwan: House) -> None:
    diwan.register()
    reader = diwan.arrive(name="Berîvan", badge=Badge.STAFF)
    acknowledged = diwan.submit(name="Somebody else", reader=reader)
    [stored] = rows(diwan, "SELECT name FROM words")
    [signer] = rows(diwan, "SELECT comment_id, reader_id, badge FROM signers")
    assert stored["name"] == "Berîvan"
    assert signer == {"comment_id": acknowledged.comment_id, "reader_id": reader.id, "badge": "staff"}
    assert wrong(diwan) == []


def test_a_guests_comment_leaves_no_trace_among_readers(diwan: House) -> None:
    diwan.register()
    diwan.submit()
    assert rows(diwan, "SELECT comment_id FROM signatures") == []
    assert '"kind":"signed"' not in leaves(diwan)


def test_a_comment_that_is_sent_twice_is_signed_once(diwan: House) -> None:
    diwan.register()
    reader = diwan.arrive()
    first = diwan.submit(key="the-same-key-0001", reader=reader)
    again = diwan.submit(key="the-same-key-0001", reader=reader)
    assert again.comment_id == first.comment_id
    assert again.repeated
    assert len(rows(diwan, "SELECT comment_id FROM signatures")) == 1


def test_where_a_site_takes_no_guests_only_readers_write(diwan: House) -> None:
    diwan.register()
    reader = diwan.arrive()
    diwan.sites[SITE.id] = replace(SITE, guests=False)
    with pytest.raises(NotSignedIn) as caught:
        diwan.submit()
    assert caught.value.code == "sign-in-required"
    diwan.submit(reader=reader)
    assert len(rows(diwan, "SELECT id FROM comments")) == 1


def test_a_reader_of_another_site_writes_nothing_here(diwan: House) -> None:
    diwan.register()
    stranger = diwan.arrive(site="another")
    with pytest.raises(NotSignedIn):
        diwan.submit(reader=stranger)
    assert rows(diwan, "SELECT id FROM comments") == []


def test_nobody_signs_a_comment_after_its_submission(diwan: House) -> None:
    diwan.register()
    guest = diwan.submit()
    diwan.submit(reader=diwan.arrive())
    with pytest.raises(DBAPIError), diwan.store.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO signatures (comment_id, commitment, at, position) VALUES (:id, :c, 1, 0)"),
            {"id": guest.comment_id, "c": b"c" * 32},
        )
    for statement in (
        "UPDATE signers SET badge = 'staff'",
        "DELETE FROM signers",
        "DELETE FROM signatures",
        "UPDATE readers SET at = 1",
        "DELETE FROM reader_subjects",
        "UPDATE reader_subjects SET subject = 'x'",
    ):
        with pytest.raises(DBAPIError), diwan.store.engine.begin() as connection:
            connection.execute(text(statement))
    assert wrong(diwan) == []


# --- leaving ------------------------------------------------------------------------------------------------


def test_with_a_comments_words_it_is_gone_whose_it_was(diwan: House) -> None:
    diwan.register()
    acknowledged = diwan.submit(reader=diwan.arrive(badge=Badge.STAFF))
    diwan.erase(acknowledged.comment_id)
    assert rows(diwan, "SELECT comment_id FROM signers") == []
    assert len(rows(diwan, "SELECT comment_id FROM signatures")) == 1
    assert wrong(diwan) == []


def test_of_a_reader_who_has_departed_nothing_tells_who_he_was_and_his_comments_stay(diwan: House) -> None:
    diwan.register()
    reader = diwan.arrive("account-4711", token_hash=TOKEN)
    acknowledged = diwan.submit(reader=reader)
    assert diwan.depart(reader)
    assert not diwan.depart(reader)
    assert rows(diwan, "SELECT reader_id FROM reader_subjects") == []
    assert of_session(diwan) is None
    assert [row["comment_id"] for row in rows(diwan, "SELECT comment_id FROM words")] == [
        acknowledged.comment_id
    ]
    assert wrong(diwan) == []
    assert diwan.arrive("account-4711").id != reader.id


def test_a_reader_who_departs_while_he_writes_has_not_written(diwan: House) -> None:
    diwan.register()
    reader = diwan.arrive()
    diwan.depart(reader)
    with pytest.raises(NotSignedIn) as caught:
        diwan.submit(reader=reader)
    assert caught.value.code == "session-lapsed"


def test_nobody_departs_who_has_not_arrived(diwan: House) -> None:
    reader = diwan.arrive()
    with pytest.raises(Unknown):
        diwan.depart(replace(reader, id="0" * 32))


def test_a_name_that_cannot_be_shown_is_refused_before_anything_is_stored(diwan: House) -> None:
    reader = replace(diwan.arrive(), name="\u202e")
    submission = Submission(SITE.id, "bridge", "test-key-of-its-own", Words("Rojîn", "A fine bridge."))
    with pytest.raises(Unacceptable):
        lifecycle.submit(diwan.store, diwan.clock, SITE, submission, reader)
