"""A mailbox in its envelope, its mark, and the links that nobody else can make."""

import pytest

from diwan.envelopes import EVERYWHERE, Envelopes, Purpose
from diwan.errors import Unknown

MAILBOX = "rojin@example.org"
NAME = "0123456789abcdef" * 2


def test_only_who_has_the_secret_opens_an_envelope() -> None:
    envelopes = Envelopes(bytes(32))
    mark = envelopes.mark("courier", MAILBOX)
    closed = envelopes.close(mark, MAILBOX)
    assert b"rojin" not in closed
    assert envelopes.open(mark, closed) == MAILBOX
    assert Envelopes(b"1" * 32).open(mark, closed) is None


def test_an_envelope_is_bound_to_its_mark_and_every_one_is_different() -> None:
    envelopes = Envelopes(bytes(32))
    mark = envelopes.mark("courier", MAILBOX)
    assert envelopes.open(envelopes.mark("gazette", MAILBOX), envelopes.close(mark, MAILBOX)) is None
    assert envelopes.close(mark, MAILBOX) != envelopes.close(mark, MAILBOX)
    assert envelopes.open(mark, b"") is None


def test_a_mark_is_equal_for_spellings_of_a_mailbox_and_differs_between_sites_and_installations() -> None:
    envelopes = Envelopes(bytes(32))
    assert envelopes.mark("courier", MAILBOX) == envelopes.mark("courier", "ROJIN+x@example.org")
    marks = {envelopes.mark(site, MAILBOX) for site in ("courier", "gazette", EVERYWHERE)}
    assert len(marks | {Envelopes(b"1" * 32).mark("courier", MAILBOX)}) == 4


def test_who_signs_in_is_told_by_his_whole_mailbox() -> None:
    envelopes = Envelopes(bytes(32))
    assert envelopes.subject("courier", MAILBOX) == envelopes.subject("courier", "Rojin@example.org")
    others = {envelopes.subject("courier", each) for each in (MAILBOX, "rojin+x@example.org")}
    assert len(others | {envelopes.subject("gazette", MAILBOX)}) == 3


def test_a_token_is_good_for_its_purpose_and_its_site_alone() -> None:
    envelopes = Envelopes(bytes(32))
    token = envelopes.token(Purpose.STOP, "courier", NAME)
    assert envelopes.name_in(Purpose.STOP, "courier", token) == NAME
    for purpose, site, presented in (
        (Purpose.CONFIRM, "courier", token),
        (Purpose.STOP, "gazette", token),
        (Purpose.STOP, "courier", token[:-1]),
        (Purpose.STOP, "courier", token + "0"),
        (Purpose.STOP, "courier", "f" + token[1:]),
        (Purpose.STOP, "courier", token[:-1] + ("0" if token[-1] != "0" else "1")),
        (Purpose.STOP, "courier", ""),
        (Purpose.STOP, "courier", "\ud800" * 64),
        (Purpose.STOP, "courier", "ڕ" * 64),
    ):
        with pytest.raises(Unknown):
            envelopes.name_in(purpose, site, presented)
    with pytest.raises(Unknown):
        Envelopes(b"1" * 32).name_in(Purpose.STOP, "courier", token)
