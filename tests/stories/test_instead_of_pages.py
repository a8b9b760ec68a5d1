"""What a reader is shown where a page of Diwan's own cannot be: words that fit what he asked for, not a comment he never sent."""

import pytest

from diwan.editions.words import words_for
from tests.served import Served


@pytest.mark.parametrize(
    "address", ["/read/courier/nobody-knows", "/read/nobody/bridge", "/read/courier/bridge/replies/x"]
)
def test_an_address_that_leads_to_nothing_says_so(newsroom: Served, address: str) -> None:
    answer = newsroom.client.get(address)
    assert answer.status_code == 404
    assert words_for("en").say("page-unknown") in answer.text
    assert words_for("en").problem("other") not in answer.text


def test_what_cannot_be_read_just_now_says_so_and_when_to_come_back(newsroom: Served) -> None:
    newsroom.register()
    newsroom.print()
    thread = newsroom.house.press.root / "threads" / "courier" / "bridge"
    (thread / "pointer.json").unlink()
    (thread / "pointer.json").mkdir()
    answer = newsroom.read()
    assert answer.status_code == 503
    assert "retry-after" in answer.headers
    assert words_for("en").say("page-unavailable") in answer.text


def test_a_form_with_what_nobody_expects_is_told_to_be_sent_again(newsroom: Served) -> None:
    answer = newsroom.client.post(
        "/sign-out/courier", content=b"\xff", headers={"content-type": "text/plain"}
    )
    assert answer.status_code >= 400
    assert words_for("en").problem("other") not in answer.text
