"""Strict-Transport-Security."""

from pathlib import Path

import pytest

from diwan.settings import parse
from diwan.web.transport import header

SITE = '[[sites]]\nid = "a"\nname = "A"\norigins = ["https://a.example"]\n'


@pytest.mark.parametrize(
    ("public_url", "setting", "said"),
    [
        ("https://c.example", "", "max-age=31536000"),
        ("https://c.example", '[security]\nhsts = "host"', "max-age=31536000"),
        ("https://c.example", '[security]\nhsts = "subdomains"', "max-age=31536000; includeSubDomains"),
        ("https://c.example", '[security]\nhsts = "off"', ""),
        ("http://localhost:8000", "", ""),
    ],
)
def test_it_is_said_for_a_year_where_the_address_is_https(public_url: str, setting: str, said: str) -> None:
    text = f'public_url = "{public_url}"\n{setting}\n{SITE}'
    assert header(parse(text, {}, folder=Path("/nowhere"), name="diwan.toml")) == said
