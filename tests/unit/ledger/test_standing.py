"""Where a comment stands follows from the entries alone."""

from diwan.decisions import Author, AuthorKind, Outcome
from diwan.ledger.standing import Stage, Standing, standing_of
from tests.unit.ledger.newsroom import Newsroom, busy_newsroom

RULE = Author(AuthorKind.RULE, "terms", "1")


def _stand(room: Newsroom, comment: str) -> Standing:
    standing = standing_of(comment, room.entries)
    assert standing is not None
    return standing


def test_a_comment_goes_from_undecided_to_printed_to_erased() -> None:
    room = Newsroom()
    room.found()
    thread = room.register()
    assert standing_of("unknown", room.entries) is None
    comment = room.submit(thread)
    other = room.submit(thread, parent=comment)
    assert _stand(room, comment).stage is Stage.UNDECIDED
    room.screen(comment)
    assert _stand(room, comment).stage is Stage.UNDECIDED
    room.decide(comment, Outcome.APPROVED, RULE)
    assert _stand(room, comment).stage is Stage.APPROVED
    assert not _stand(room, comment).is_visible
    room.print(thread)
    assert _stand(room, comment).stage is Stage.PRINTED
    room.decide(comment, Outcome.REJECTED, RULE)
    assert _stand(room, comment).stage is Stage.REJECTED
    assert _stand(room, comment).is_visible
    room.print(thread)
    assert not _stand(room, comment).is_visible
    room.decide(comment, Outcome.APPROVED, RULE)
    room.print(thread)
    assert _stand(room, comment).stage is Stage.PRINTED
    room.erase(comment)
    assert _stand(room, comment).stage is Stage.ERASED
    assert _stand(room, comment).is_visible
    room.print(thread)
    assert not _stand(room, comment).is_visible
    assert _stand(room, other).stage is Stage.UNDECIDED


def test_replies_to_replies_stand_in_the_first_comment_s_conversation() -> None:
    room = Newsroom()
    room.found()
    thread = room.register()
    first = room.submit(thread)
    reply = room.submit(thread, parent=first)
    answer = room.submit(thread, parent=reply)
    assert {_stand(room, c).conversation for c in (first, reply, answer)} == {first}


def test_the_reducer_agrees_with_what_the_newsroom_knows() -> None:
    room = busy_newsroom(steps=200, seed=4)
    for comment in room.submitted:
        standing = _stand(room, comment)
        assert standing.is_visible == (comment in room.live)
        assert (standing.stage is Stage.ERASED) == (comment in room.erasures)
        decision = room.current.get(comment)
        assert standing.outcome == (decision and decision.outcome)
