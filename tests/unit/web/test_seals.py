"""Seals: what this installation says to itself through a browser."""

from diwan.web.seals import Seals

SEALS = Seals(b"s" * 32)
SEAL = SEALS.make("step", b"whose", 1_000)


def test_a_seal_says_what_it_was_made_with_until_its_time_is_over() -> None:
    opened = SEALS.open("step", SEAL, 999)
    assert opened is not None
    assert (opened.payload, opened.until) == (b"whose", 1_000)
    assert SEALS.open("step", SEAL, 1_000) is None


def test_a_seal_of_another_purpose_or_installation_is_none() -> None:
    assert SEALS.open("other", SEAL, 0) is None
    assert Seals(b"t" * 32).open("step", SEAL, 0) is None


def test_an_altered_seal_is_none() -> None:
    for at in range(len(SEAL)):
        altered = SEAL[:at] + bytes([SEAL[at] ^ 1]) + SEAL[at + 1 :]
        assert SEALS.open("step", altered, 0) is None
    for cut in range(len(SEAL)):
        assert SEALS.open("step", SEAL[:cut], 0) is None
