"""Where passkeys can be at all."""

import pytest

from diwan.web.passkeys import relying_party


@pytest.mark.parametrize(
    ("public_url", "host"),
    [
        ("https://comments.courier.example", "comments.courier.example"),
        ("https://comments.courier.example:8443", "comments.courier.example"),
        ("http://localhost:8000", "localhost"),
        ("http://desk.localhost:8000", "desk.localhost"),
        ("http://comments.courier.example", None),
        ("http://127.0.0.1:8000", None),
        ("https://192.0.2.7", None),
        ("https://[2001:db8::1]", None),
    ],
)
def test_passkeys_belong_to_a_name_in_a_secure_context(public_url: str, host: str | None) -> None:
    assert relying_party(public_url) == host
