"""Coming to the desk through a provider, on both databases: who is invited, who is tied, and who never comes back."""

import pytest
from sqlalchemy import text

from diwan import founding, resetting, tying
from diwan.errors import Conflict, NotAllowed, Unknown
from diwan.ledger.entries import Appointed, Tied
from diwan.ledger.leaves import decode
from diwan.ledger.verify import verify
from diwan.moderators import Role
from diwan.storage.book import StoredBook
from diwan.storage.people import PeopleReader
from diwan.ties import INVITATION_LIFETIME, JOURNEY_LIFETIME, Journey, mark_of_email, mark_of_subject
from diwan.tying import Newcomer
from tests.house import House

ISSUER = "https://id.courier.example"
BY_EMAIL = mark_of_email("Zozan@courier.example")


def newcomer(subject: str = "zozan-17", **told: object) -> Newcomer:
    values = {
        "provider": "newsroom",
        "marks": (mark_of_subject(subject), BY_EMAIL),
        "name": "Zozan",
        **told,
    }
    return Newcomer(issuer=ISSUER, subject=subject, **values)  # type: ignore[arg-type]


def arrive(diwan: House, who: Newcomer) -> str:
    return tying.arrive(diwan.store, diwan.clock, who).result()


def invite(diwan: House, moderator_id: str, *, mark: bytes = BY_EMAIL) -> None:
    editor = diwan.moderator.name
    tying.invite(
        diwan.store, diwan.clock, moderator_id=moderator_id, provider="newsroom", mark=mark, editor=editor
    ).result()


def violations(diwan: House) -> list[str]:
    with diwan.store.connection() as connection:
        return [str(each) for each in verify(StoredBook(connection), verifier_key=diwan.key.verifier)]


def test_whoever_is_invited_is_tied_at_the_first_arrival_and_recognised_at_every_later_one(
    diwan: House,
) -> None:
    zozan = diwan.appoint("Zozan")
    invite(diwan, zozan)
    assert arrive(diwan, newcomer()) == zozan
    assert arrive(diwan, newcomer(marks=())) == zozan
    with diwan.store.connection() as connection:
        entry = decode(
            connection.execute(
                text("SELECT leaf FROM ledger_entries ORDER BY position DESC LIMIT 1")
            ).scalar_one()
        )
        assert PeopleReader(connection).ties() == {zozan: [ISSUER]}
    assert isinstance(entry, Tied)
    assert (entry.moderator, entry.by) == (zozan, diwan.moderator.name)
    assert "zozan-17" not in repr(entry)
    assert violations(diwan) == []


def test_whoever_is_not_invited_has_no_place_at_the_desk(diwan: House) -> None:
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer(role=Role.EDITOR))


def test_an_invitation_works_once(diwan: House) -> None:
    invite(diwan, diwan.appoint("Zozan"))
    arrive(diwan, newcomer())
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer("another-subject"))


def test_an_invitation_is_over_after_a_week(diwan: House) -> None:
    invite(diwan, diwan.appoint("Zozan"))
    diwan.clock.advance(INVITATION_LIFETIME)
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer())


def test_an_invitation_of_another_provider_is_none(diwan: House) -> None:
    invite(diwan, diwan.appoint("Zozan"))
    other = Newcomer("another", ISSUER, "zozan-17", (BY_EMAIL,), "Zozan")
    with pytest.raises(NotAllowed):
        arrive(diwan, other)


def test_a_later_invitation_takes_the_place_of_an_earlier_one(diwan: House) -> None:
    zozan, other = diwan.appoint("Zozan"), diwan.appoint("Şîlan")
    invite(diwan, zozan, mark=mark_of_subject("wrong"))
    invite(diwan, zozan)
    invite(diwan, other)
    assert arrive(diwan, newcomer()) == other
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer("wrong", marks=(mark_of_subject("wrong"),)))


def test_a_withdrawn_invitation_is_none(diwan: House) -> None:
    zozan = diwan.appoint("Zozan")
    invite(diwan, zozan)
    assert diwan.store.write(lambda tx: tx.withdraw_invitation(zozan, "newsroom")).result()
    assert not diwan.store.write(lambda tx: tx.withdraw_invitation(zozan, "newsroom")).result()
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer())


def test_a_dismissed_moderator_does_not_come_back_under_whatever_name_he_is_invited(diwan: House) -> None:
    invite(diwan, diwan.appoint("Zozan"))
    arrive(diwan, newcomer())
    founding.dismiss(diwan.store, diwan.clock, name="Zozan", by="test").result()
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer())
    invite(diwan, diwan.appoint("Zozan again"))
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer())
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer(name="Yet another", role=Role.EDITOR, by_claim=True))


def test_an_invitation_goes_with_its_moderator(diwan: House) -> None:
    zozan = diwan.appoint("Zozan")
    invite(diwan, zozan)
    founding.dismiss(diwan.store, diwan.clock, name="Zozan", by="test").result()
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer())
    with pytest.raises(Unknown):
        invite(diwan, zozan)


def test_a_dismissed_editor_invites_nobody(diwan: House) -> None:
    zozan = diwan.appoint("Zozan")
    founding.dismiss(diwan.store, diwan.clock, name="Berfîn", by="test").result()
    with pytest.raises(NotAllowed):
        invite(diwan, zozan)


def test_whom_a_dismissed_editor_has_invited_does_not_come(diwan: House) -> None:
    # Or he would come back himself, with another account and as a colleague.
    invite(diwan, diwan.appoint("Zozan"))
    founding.dismiss(diwan.store, diwan.clock, name="Berfîn", by="test").result()
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer())


def test_a_reset_withdraws_the_invitation_too(diwan: House) -> None:
    invite(diwan, diwan.appoint("Zozan"))
    resetting.reset(diwan.store, diwan.clock, name="Zozan", by="operator").result()
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer())


def test_whom_a_claim_appointed_does_not_go_round_it_through_another_provider_of_the_same_issuer(
    diwan: House,
) -> None:
    appointed = arrive(diwan, newcomer(role=Role.EDITOR, by_claim=True))
    for role in (None, Role.MODERATOR):
        with pytest.raises(NotAllowed):
            arrive(diwan, newcomer(role=role, provider="renamed"))
    assert arrive(diwan, newcomer(role=Role.EDITOR, provider="renamed")) == appointed


def test_a_claim_appoints_where_the_settings_say_so(diwan: House) -> None:
    appointed = arrive(diwan, newcomer(role=Role.EDITOR, by_claim=True))
    with diwan.store.connection() as connection:
        leaves = connection.execute(
            text("SELECT leaf FROM ledger_entries ORDER BY position DESC LIMIT 2")
        ).scalars()
        tied, made = (decode(leaf) for leaf in leaves)
    assert isinstance(made, Appointed)
    assert isinstance(tied, Tied)
    assert (made.moderator, made.role, made.name) == (appointed, "editor", "Zozan")
    assert (tied.moderator, tied.by) == (appointed, "openid:newsroom")
    assert arrive(diwan, newcomer(role=Role.EDITOR, by_claim=True)) == appointed
    assert violations(diwan) == []


def test_a_claim_takes_nobodys_name(diwan: House) -> None:
    with pytest.raises(Conflict):
        arrive(diwan, newcomer(name="Berfîn", role=Role.MODERATOR, by_claim=True))
    with pytest.raises(NotAllowed):
        arrive(diwan, newcomer(name="", role=Role.MODERATOR, by_claim=True))


def test_a_tie_is_neither_changed_nor_removed_nor_made_for_somebody_dismissed(diwan: House) -> None:
    zozan = diwan.appoint("Zozan")
    invite(diwan, zozan)
    arrive(diwan, newcomer())
    gone = diwan.appoint("Gone")
    founding.dismiss(diwan.store, diwan.clock, name="Gone", by="test").result()
    for statement in (
        f"UPDATE ties SET moderator_id = '{gone}'",
        "DELETE FROM ties",
        f"INSERT INTO ties SELECT 'x', '{gone}', issuer, 'another', salt, by, at, 0 FROM ties",
    ):
        with diwan.store.engine.connect().execution_options(writes=True) as connection:
            with pytest.raises(Exception, match=r"never changed or removed|was dismissed"):
                connection.execute(text(statement))
            connection.rollback()


def test_a_journey_ends_once(diwan: House) -> None:
    at = diwan.clock()
    journey = Journey(b"s" * 32, b"b" * 32, "newsroom", "/desk", at + JOURNEY_LIFETIME)
    diwan.store.write(lambda tx: tx.keep_journey(journey)).result()
    assert diwan.store.write(lambda tx: tx.end_journey(b"s" * 32)).result() == journey
    assert diwan.store.write(lambda tx: tx.end_journey(b"s" * 32)).result() is None
    diwan.store.write(lambda tx: tx.keep_journey(journey)).result()
    diwan.store.write(lambda tx: tx.forget_lapsed(at + JOURNEY_LIFETIME)).result()
    assert diwan.store.write(lambda tx: tx.end_journey(b"s" * 32)).result() is None
