"""A newsroom that has set up the adviser, from its settings to the card."""

from pathlib import Path

from diwan.clock import now
from diwan.guidelines import Guideline, Guidelines
from diwan.ledger import commitments
from diwan.ledger.entries import GuidelinesRevised
from diwan.ledger.leaves import encode
from diwan.ports import Transaction
from diwan.screening.findings import Finding
from diwan.storage.desk import DeskReader
from tests.newsroom_server import NewsroomServer, completion, content, send, serving
from tests.served import Served, served
from tests.waiting import until

SETTINGS = 'per_minute = 6000\nburst = 1000\n[screening.adviser]\nurl = "{url}"\nmodel = "safeguard"\ntimeout_ms = 60000\n'


def screened(diwan: Served, comment: str) -> tuple[Finding, ...]:
    """What the adviser says on the comment's card, once it is there."""

    def found() -> tuple[Finding, ...] | None:
        with diwan.house.store.connection() as connection:
            card = DeskReader(connection).card(comment)
        return None if card is None else card.findings

    until(lambda: found() is not None, "the comment to be screened")
    return tuple(finding for finding in found() or () if finding.check == "adviser")


def told(newsroom: NewsroomServer) -> str:
    """The instructions of the last question."""
    return str(newsroom.received[-1].body["messages"][0]["content"])


def revise(transaction: Transaction) -> None:
    """Give every guideline another wording."""
    texts = {guideline.value: f"The second wording of {guideline}." for guideline in Guideline}
    revised = Guidelines(2, texts, by="test", at=now())
    transaction.keep_guidelines(revised, transaction.next_position())
    entry = GuidelinesRevised(
        at=revised.at, revision=2, digest=commitments.texts_digest(texts), by=revised.by
    )
    transaction.append(encode(entry))


def test_it_is_asked_by_the_guidelines_as_they_read_today_and_what_it_says_stands_on_the_card(
    tmp_path: Path,
) -> None:
    with serving() as newsroom, served("sqlite", tmp_path, limits=SETTINGS.format(url=newsroom.url)) as diwan:
        diwan.register()
        newsroom.says(completion(content(threat=0.9)))
        [threat] = screened(diwan, diwan.submit("I will set fire to it.")["comment"])
        assert (threat.guideline, threat.score) == (Guideline.THREAT, 0.9)
        assert "- threat: No threats against anyone" in told(newsroom)

        diwan.house.store.write(revise).result()
        screened(diwan, diwan.submit("I will set fire to that.")["comment"])
        assert "- threat: The second wording of threat." in told(newsroom)


def test_when_its_server_fails_the_comment_is_on_the_desk_and_the_card_says_so(tmp_path: Path) -> None:
    with serving() as newsroom, served("sqlite", tmp_path, limits=SETTINGS.format(url=newsroom.url)) as diwan:
        diwan.register()
        newsroom.answer = lambda handler: send(handler, {}, 503)
        comment = diwan.submit("A fine bridge.")["comment"]
        [silent] = screened(diwan, comment)
        assert (silent.could_not_tell, silent.detail) == (True, "the server answered 503")
        with diwan.house.store.connection() as connection:
            assert [card.comment.id for card in DeskReader(connection).waiting(9)] == [comment]


def test_without_it_nobody_is_asked(tmp_path: Path) -> None:
    with served("sqlite", tmp_path) as diwan:
        assert not any(version.startswith("adviser") for version in diwan.house.screener.versions)
