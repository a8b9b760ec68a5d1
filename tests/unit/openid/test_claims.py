"""Reading claims: names, values and addresses, as providers spell them."""

import pytest

from diwan.openid.claims import display_name, found, values, verified_email


def test_a_claim_is_found_by_its_whole_name_before_its_dots_lead_anywhere() -> None:
    claims = {
        "https://courier.example/roles": ["a"],
        "realm_access": {"roles": ["b"]},
        "a.b": 1,
        "a": {"b": 2},
    }
    assert found(claims, "https://courier.example/roles") == ["a"]
    assert found(claims, "realm_access.roles") == ["b"]
    assert found(claims, "a.b") == 1
    assert found(claims, "realm_access.nothing") is None
    assert found(claims, "realm_access.roles.deeper") is None


def test_only_texts_are_values() -> None:
    assert values({"groups": ["a", 1, None, ["b"], "c"]}, "groups") == {"a", "c"}
    assert values({"groups": "a"}, "groups") == {"a"}
    assert values({"groups": {"a": True}}, "groups") == frozenset()
    assert values({"": "a"}, "") == frozenset()


def test_a_name_is_one_line_of_what_can_be_seen() -> None:
    assert display_name({"name": "  Rojîn\n\u202eKaya\x00 "}, "name") == "Rojîn Kaya"
    assert display_name({"name": "می\u200cروم"}, "name") == "می\u200cروم"
    assert display_name({"name": "a" * 100}, "name") == "a" * 60
    assert display_name({"name": ["Rojîn"]}, "name") == ""


@pytest.mark.parametrize(
    ("claims", "trusted", "address"),
    [
        ({"email": "Berfin@Courier.example", "email_verified": True}, False, "berfin@courier.example"),
        ({"email": "berfin@courier.example"}, False, None),
        ({"email": "berfin@courier.example"}, True, "berfin@courier.example"),
        ({"email": "berfin@courier.example", "email_verified": False}, True, None),
        ({"email": "berfin@courier.example", "email_verified": "true"}, True, None),
        ({"email": "a@b@c", "email_verified": True}, False, None),
        ({"email": ["berfin@courier.example"], "email_verified": True}, False, None),
    ],
)
def test_an_address_counts_only_if_it_is_verified(
    claims: dict[str, object], trusted: bool, address: str | None
) -> None:
    assert verified_email(claims, trusted=trusted) == address
