"""What is taken for an e-mail address: one, that can be written to, and nothing that could end a header."""

import pytest

from diwan.errors import Unacceptable
from diwan.mailboxes import check_mailbox, folded, masked


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("rojin@example.org", "rojin@example.org"),
        (" rojin@example.org ", "rojin@example.org"),
        ("Rojin.Demir+news@Mail.Example.ORG", "Rojin.Demir+news@mail.example.org"),
        ("o'neil@example.co.uk", "o'neil@example.co.uk"),
        ("rojin@bücher.example", "rojin@xn--bcher-kva.example"),
        ("rojin@نامه‌ای.example", "rojin@xn--mgba3gch31f.example"),
        ("rojin@XN--BCHER-KVA.example", "rojin@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_taken_in_the_form_in_which_it_is_written_to(written: str, taken: str) -> None:
    assert check_mailbox(written) == taken


@pytest.mark.parametrize(
    "written",
    [
        "",
        "@",
        "rojin",
        "rojin@",
        "@example.org",
        "rojin@example",
        "rojin@@example.org",
        "a@b@example.org",
        "rojin@example.org, azad@example.org",
        "rojin@example.org;azad@example.org",
        "rojin@example.org azad@example.org",
        "Rojîn <rojin@example.org>",
        "<rojin@example.org>",
        "rojin@example.org\r\nBcc: azad@example.org",
        "rojin@example.org\nBcc: azad@example.org",
        "rojin\r\n@example.org",
        "rojin@example.org\r",
        "rojin@exa\r\nmple.org",
        "rojin@example.org\u2028",
        "rojin@example.org\0",
        "rojin@example.org%0d%0aBcc:azad@example.org",
        '"rojin demir"@example.org',
        '"\r\n"@example.org',
        "rojin(comment)@example.org",
        "rojin.@example.org",
        ".rojin@example.org",
        "ro..jin@example.org",
        "rojin@-example.org",
        "rojin@example-.org",
        "rojin@exa_mple.org",
        "rojin@example..org",
        "rojin@.example.org",
        "rojin@127.0.0.1",
        "rojin@[127.0.0.1]",
        "rojin@[IPv6:::1]",
        "a" * 65 + "@example.org",
        "rojin@" + "a" * 64 + ".org",
        "rojin@" + ".".join(["a" * 60] * 5) + ".org",
        "\u200brojin@example.org",
    ],
)
def test_anything_else_is_refused_whole(written: str) -> None:
    with pytest.raises(Unacceptable) as caught:
        check_mailbox(written)
    assert caught.value.field == "email"
    assert caught.value.code in {"mailbox", "mailbox-letters"}


def test_of_letters_before_the_at_it_is_said_what_is_wrong_with_them() -> None:
    with pytest.raises(Unacceptable) as caught:
        check_mailbox("ڕۆژین@example.org")
    assert caught.value.code == "mailbox-letters"


def test_a_domain_whose_letters_hide_a_line_end_is_no_domain() -> None:
    """What looks like another character, and becomes one when it is normalised, must not come back as a header's end or an @."""
    for hidden in ("\uff20", "\ufe6b", "\u2024\u2024", "\u2100"):
        with pytest.raises(Unacceptable):
            check_mailbox(f"rojin@example.org{hidden}evil.example")


def test_spellings_of_one_mailbox_are_folded_together_and_others_are_not() -> None:
    assert folded("Rojin+one@example.org") == folded("rojin+two@example.org") == "rojin@example.org"
    assert folded("+one@example.org") == "+one@example.org"
    assert folded("rojin@example.org") != folded("azad@example.org")


def test_a_masked_address_can_be_known_again_and_not_written_to() -> None:
    assert masked("rojin@example.org") == "r…@example.org"
