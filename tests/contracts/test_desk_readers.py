"""What the desk reads beside the cards, on both databases."""

from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.storage.desk import DeskReader
from tests.house import House


def test_the_latest_decisions_are_listed_newest_first_the_superseded_ones_too(diwan: House) -> None:
    diwan.register()
    one, two = diwan.submit("one"), diwan.submit("two")
    first = diwan.decide(one)
    second = diwan.decide(two, Outcome.REJECTED, Guideline.THREAT)
    third = diwan.decide(one, Outcome.REJECTED, Guideline.ABUSE, supersedes=first.id)
    with diwan.store.connection() as connection:
        reader = DeskReader(connection)
        entries = reader.decided(10)
        older = reader.decided(10, before=entries[0].position)
        assert len(reader.decided(1)) == 1
    assert [entry.past.decision for entry in entries] == [third, second, first]
    assert [entry.card.comment.id for entry in entries] == [one.comment_id, two.comment_id, one.comment_id]
    assert older == entries[1:]


def test_the_first_revision_of_the_guidelines_is_the_current_one(diwan: House) -> None:
    with diwan.store.connection() as connection:
        reader = DeskReader(connection)
        assert reader.current_revision() == 1
        assert reader.guideline_texts(1) is not None
