"""A ticket lets in one comment on one article, and only as it was issued: no changed one, and no changed answer, is taken."""

import base64
import random
from typing import Any

import pytest

from diwan import tickets
from diwan.tickets import BadTicket

KEY = tickets.key_from(b"s" * 32)
AT = 1_790_000_000_000
PLACE: dict[str, Any] = {"site": "courier", "article": "bridge"}


def test_a_ticket_reads_back_as_it_was_issued() -> None:
    spelled, ticket = tickets.issue(KEY, site="courier", article="bridge", at=AT, most=20, cost=2)
    assert len(spelled) == tickets.SPELLED
    assert tickets.read(KEY, spelled, **PLACE, at=AT + 5) == ticket
    assert tickets.is_solved(KEY, ticket, tickets.solve(ticket))


def test_exactly_one_number_is_right() -> None:
    _, ticket = tickets.issue(KEY, site="courier", article="bridge", at=AT, most=200, cost=1)
    assert [n for n in range(-5, 400) if tickets.is_solved(KEY, ticket, n)] == [tickets.solve(ticket)]


@pytest.mark.parametrize(
    "place",
    [
        {"site": "gazette", "article": "bridge"},
        {"site": "courier", "article": "bridge2"},
        {"site": "courierb", "article": "ridge"},
        {"site": "", "article": "courierbridge"},
    ],
)
def test_a_ticket_is_for_one_article_and_no_letter_moves_between_its_names(place: dict[str, str]) -> None:
    spelled, _ = tickets.issue(KEY, site="courier", article="bridge", at=AT)
    with pytest.raises(BadTicket):
        tickets.read(KEY, spelled, **place, at=AT)


def test_a_ticket_is_good_from_its_issue_until_it_lapses() -> None:
    spelled, ticket = tickets.issue(KEY, site="courier", article="bridge", at=AT)
    assert tickets.read(KEY, spelled, **PLACE, at=ticket.expires_at - 1) == ticket
    for when in (AT - 1, ticket.expires_at):
        with pytest.raises(BadTicket):
            tickets.read(KEY, spelled, **PLACE, at=when)


def test_a_ticket_of_another_house_is_none_of_ours() -> None:
    spelled, _ = tickets.issue(tickets.key_from(b"t" * 32), site="courier", article="bridge", at=AT)
    with pytest.raises(BadTicket):
        tickets.read(KEY, spelled, **PLACE, at=AT)


@pytest.mark.parametrize("spelled", ["", "t1", "A" * 119, "A" * 121, "é" * 120, "\n" * 120, "A" * 119 + "="])
def test_what_is_no_ticket_is_refused_whatever_it_is(spelled: str) -> None:
    with pytest.raises(BadTicket):
        tickets.read(KEY, spelled, **PLACE, at=AT)


def test_ten_thousand_changed_solutions_are_refused_and_the_unchanged_one_is_not() -> None:
    chance = random.Random(6)
    spelled, ticket = tickets.issue(KEY, site="courier", article="bridge", at=AT, most=5000, cost=1)
    number = tickets.solve(ticket)

    def is_taken(ticket_sent: str, number_sent: int, place: dict[str, str]) -> bool:
        try:
            read = tickets.read(KEY, ticket_sent, **place, at=AT)
        except BadTicket:
            return False
        return tickets.is_solved(KEY, read, number_sent)

    changes = [_other_number, _flipped_bit, _other_letter, _swapped, _other_place, _grafted]
    taken = []
    for attempt in range(10_000):
        changed = changes[attempt % len(changes)](chance, spelled, number)
        assert changed != (spelled, number, PLACE)
        if is_taken(*changed):
            taken.append(changed)
    assert taken == []
    assert is_taken(spelled, number, PLACE)


Sent = tuple[str, int, dict[str, str]]


def _other_number(chance: random.Random, spelled: str, number: int) -> Sent:
    return (
        spelled,
        chance.choice([n for n in (chance.randrange(-10, 6000), number + 1) if n != number]),
        PLACE,
    )


def _flipped_bit(chance: random.Random, spelled: str, number: int) -> Sent:
    raw = bytearray(base64.urlsafe_b64decode(spelled))
    bit = chance.randrange(len(raw) * 8)
    raw[bit // 8] ^= 1 << bit % 8
    return base64.urlsafe_b64encode(raw).decode(), number, PLACE


def _other_letter(chance: random.Random, spelled: str, number: int) -> Sent:
    place = chance.randrange(len(spelled))
    letter = chance.choice([c for c in "ABCxyz019-_=+/ \x00é" if c != spelled[place]])
    return spelled[:place] + letter + spelled[place + 1 :], number, PLACE


def _swapped(chance: random.Random, spelled: str, number: int) -> Sent:
    """Two neighbouring bytes in each other's place: a field that ends earlier or later than it did."""
    raw = bytearray(base64.urlsafe_b64decode(spelled))
    place = chance.choice([i for i in range(len(raw) - 1) if raw[i] != raw[i + 1]])
    raw[place], raw[place + 1] = raw[place + 1], raw[place]
    return base64.urlsafe_b64encode(raw).decode(), number, PLACE


def _other_place(chance: random.Random, spelled: str, number: int) -> Sent:
    article = "bridge" + chance.choice("abcdef0123\u200c") * chance.randrange(1, 9)
    return spelled, number, {"site": "courier", "article": article}


def _grafted(chance: random.Random, spelled: str, number: int) -> Sent:
    """A field of one good ticket in the place of another's."""
    other, _ = tickets.issue(
        KEY, site="courier", article="bridge", at=AT + chance.randrange(1, 1000), most=4999, cost=1
    )
    mine, theirs = base64.urlsafe_b64decode(spelled), base64.urlsafe_b64decode(other)
    start, end = chance.choice([(2, 18), (18, 26), (26, 34), (34, 38), (42, 58), (58, 90)])
    return base64.urlsafe_b64encode(mine[:start] + theirs[start:end] + mine[end:]).decode(), number, PLACE
