"""Every rule between entries, broken one at a time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import pytest

from diwan.appeals import Verdict
from diwan.consultations import Asked
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger.audit import Audit
from diwan.ledger.entries import (
    AppealAnswered,
    Appealed,
    Appointed,
    Batched,
    BatchOpened,
    ClosingSet,
    Confirmed,
    Consulted,
    Decided,
    Dismissed,
    Entry,
    Erased,
    Expired,
    Founded,
    GuidelinesRevised,
    Moved,
    Paused,
    Printed,
    Registered,
    Removed,
    Reported,
    Reset,
    Resumed,
    Screened,
    Submitted,
    TermsRevised,
    Tied,
)
from tests.unit.ledger.newsroom import Newsroom, busy_newsroom

_Kind = TypeVar("_Kind", bound=Entry)
DIGEST = "0" * 64


def audited(entries: Sequence[Entry]) -> list[str]:
    audit = Audit()
    return [
        f"{violation.position} {violation.what}"
        for position, entry in enumerate(entries)
        for violation in audit.check(position, entry)
    ]


def story() -> list[Entry]:
    """0 founded, 1 guidelines, 2 and 3 appointed, 4 registered, 5 submitted, 6 its reply, 7 another comment,
    8 screened, 9 approved, 10 printed, 11 rejected, 12 reprinted without it, 13 approved, 14 printed, 15 erased,
    16 reprinted, 17 the other comment rejected, 18 a colleague asked about the reply, 19 dismissed,
    20 appointed, 21 the rejection of the reply moved, 22 rejected by a second moderator, 23 confirmed,
    24 a batch, 25 and 26 approved in it, 27 what belongs to it, 28 a moderator's ways in reset, 29 a reader
    arrived, 30 submitted, 31 signed by the reader, 32 the reader departed, 33 a moderator
    tied to an identity at a provider."""
    room = Newsroom()
    room.found()
    room.revise()
    moderator, other = room.appoint(), room.appoint()
    by = Author(AuthorKind.MODERATOR, moderator)
    thread = room.register()
    comment = room.submit(thread)
    reply = room.submit(thread, parent=comment)
    second = room.submit(thread)
    room.screen(comment)
    for outcome in (Outcome.APPROVED, Outcome.REJECTED, Outcome.APPROVED):
        room.decide(comment, outcome, by)
        room.print(thread)
    room.erase(comment)
    room.print(thread)
    room.decide(second, Outcome.REJECTED, by)
    room.consult(reply, Asked.COLLEAGUE, moderator)
    room.dismiss(other)
    third = room.appoint()
    room.move(reply, moderator)
    room.confirm(reply, third)
    room.batch([reply, second], third, Outcome.APPROVED)
    room.reset(moderator)
    reader = room.arrive()
    room.sign(room.submit(thread), reader)
    room.depart(reader)
    room.tie(third)
    return list(room.entries)


STORY = story()


def at(position: int, kind: type[_Kind]) -> _Kind:
    entry = STORY[position]
    assert isinstance(entry, kind)
    return entry


def test_the_story_and_busy_newsrooms_keep_every_rule() -> None:
    assert audited(STORY) == []
    for seed in range(5):
        assert audited(busy_newsroom(steps=200, seed=seed).entries) == []


SUBMITTED, REPLY, APPROVED, PRINTED, REJECTED = (
    at(5, Submitted),
    at(6, Submitted),
    at(9, Decided),
    at(10, Printed),
    at(11, Decided),
)
ADDED, REMOVED, CLEARED = PRINTED.added[0], at(12, Printed).removed[0], at(16, Printed).removed[0]
CONSULTED = at(18, Consulted)
MODEL = Author(AuthorKind.MODEL, "reader", "1")


@pytest.mark.parametrize(
    ("position", "entry", "what"),
    [
        (0, at(1, GuidelinesRevised), "founding stands at position 0"),
        (8, Founded(0, "i", "o"), "founding stands at position 0"),
        (1, replace(at(1, GuidelinesRevised), revision=2), "revision 1 was due"),
        (4, replace(at(4, Registered), revision=2), "revision 1 of its description was due"),
        (8, replace(at(4, Registered), revision=3), "revision 2 of its description was due"),
        (8, replace(at(4, Registered), revision=2, article="b"), "belongs to another article"),
        (8, replace(at(4, Registered), thread="t2"), "another thread belongs to this article"),
        (8, at(2, Appointed), "was appointed before"),
        (8, Dismissed(0, "nobody", "editor"), "without having been appointed"),
        (8, SUBMITTED, "was submitted before"),
        (5, replace(SUBMITTED, thread="t2", branch="t2"), "its thread t2 is not registered"),
        (5, replace(SUBMITTED, article="b"), "another article than its thread"),
        (5, replace(SUBMITTED, site="b"), "another article than its thread"),
        (5, replace(SUBMITTED, branch="elsewhere"), "its thread's own branch"),
        (5, replace(SUBMITTED, ordinal=1), "number 1 of its branch, where 0 was due"),
        (7, replace(at(7, Submitted), ordinal=0), "number 0 of its branch, where 1 was due"),
        (6, replace(REPLY, parent="nobody"), "which was not submitted before"),
        (6, replace(REPLY, branch=REPLY.thread, ordinal=1), "does not stand in the conversation"),
        (8, replace(at(8, Screened), comment="x"), "was not submitted before"),
        (8, replace(at(8, Screened), checks=("links",)), "not written name@version"),
        (9, replace(APPROVED, comment="x"), "was not submitted before"),
        (9, replace(APPROVED, digest=DIGEST), "other words than those that were submitted"),
        (9, replace(APPROVED, supersedes="x"), "supersedes x, where the current decision was none"),
        (11, replace(REJECTED, supersedes=None), "supersedes none, where the current decision was"),
        (9, replace(APPROVED, guideline=Guideline.THREAT), "approves and yet names a guideline"),
        (11, replace(REJECTED, guideline=None, abuse_kind=None), "rejects without naming a guideline"),
        (
            11,
            replace(REJECTED, guideline=Guideline.THREAT, abuse_kind=AbuseKind.RACISM),
            "a kind of abuse without the guideline",
        ),
        (9, replace(APPROVED, revision=2), "revision 2 of the guidelines, which was not in force"),
        (9, replace(APPROVED, author=Author(AuthorKind.MODERATOR, "x")), "x was not appointed before"),
        (17, replace(APPROVED, author=MODEL, supersedes=None), "already erased"),
        (10, replace(PRINTED, thread="t2"), "printed without being registered"),
        (10, replace(PRINTED, count=2), "printed as holding 2 comments; it holds 1"),
        (10, replace(PRINTED, top=None), "has a top sheet exactly when"),
        (16, replace(at(16, Printed), top="sheet"), "has a top sheet exactly when"),
        (8, PRINTED, "is not the current, approving decision"),
        (12, PRINTED, "is not the current, approving decision"),
        (10, replace(PRINTED, added=(replace(ADDED, decision="x"),)), "x is not the current, approving"),
        (10, replace(PRINTED, added=(replace(ADDED, digest=DIGEST),)), "names other words"),
        (10, replace(PRINTED, added=(replace(ADDED, comment="x"),)), "not submitted to this thread"),
        (10, replace(PRINTED, added=(ADDED, ADDED)), "already stands in the thread"),
        (11, PRINTED, "already stands in the thread"),
        (16, replace(at(14, Printed), removed=at(16, Printed).removed), "its words were already erased"),
        (11, replace(at(12, Printed), removed=(replace(REMOVED, decision="x"),)), "not a later, current"),
        (
            11,
            replace(at(12, Printed), removed=(replace(REMOVED, decision=ADDED.decision),)),
            "not a later, current",
        ),
        (12, replace(at(12, Printed), removed=(replace(REMOVED, decision=None),)), "must have one cause"),
        (12, replace(at(12, Printed), removed=(replace(REMOVED, erasure="x"),)), "must have one cause"),
        (12, replace(at(12, Printed), removed=(REMOVED, REMOVED)), "where it does not stand"),
        (12, replace(at(12, Printed), removed=(replace(REMOVED, publication="x"),)), "does not stand"),
        (14, replace(at(14, Printed), removed=(REMOVED,)), "where it does not stand"),
        (16, replace(at(16, Printed), removed=(replace(CLEARED, erasure="x"),)), "which did not erase it"),
        (
            15,
            replace(at(16, Printed), removed=(Removed(CLEARED.publication, CLEARED.comment, None, "x"),)),
            "which did not erase it",
        ),
        (15, replace(at(15, Erased), comment="x"), "was not submitted before"),
        (15, replace(at(15, Erased), digest=DIGEST), "other words than those that were submitted"),
        (16, at(15, Erased), "was erased before"),
        (18, replace(CONSULTED, comment="x"), "was not submitted before"),
        (18, replace(CONSULTED, comment=APPROVED.comment), "already erased"),
        (18, replace(CONSULTED, comment=at(17, Decided).comment), "already decided"),
        (18, replace(CONSULTED, digest=DIGEST), "other words than those that were submitted"),
        (18, replace(CONSULTED, by="x"), "x was not appointed before"),
        (19, CONSULTED, "a colleague had been asked about this comment before"),
        (19, replace(at(19, Dismissed), moderator="nobody"), "without having been appointed"),
        (28, Reset(0, "nobody", "r", "editor"), "nobody was not appointed before"),
        (28, Reset(0, at(19, Dismissed).moderator, "r", "editor"), "had been dismissed at 19"),
        (29, at(28, Reset), "was recorded before"),
        (33, replace(at(33, Tied), moderator="nobody"), "nobody was not appointed before"),
        (33, replace(at(33, Tied), moderator=at(19, Dismissed).moderator), "had been dismissed at 19"),
        (34, at(33, Tied), "it was made before"),
    ],
)
def test_a_broken_rule_is_named_where_it_is_broken(position: int, entry: Entry, what: str) -> None:
    named = audited([*STORY[:position], entry])
    assert [text for text in named if text.startswith(f"{position} ") and what in text]
    assert audited(STORY[:position]) == []


def test_a_reply_into_another_thread_is_named() -> None:
    other = replace(at(4, Registered), thread="t2", article="b")
    reply = replace(REPLY, thread="t2", article="b")
    named = audited([*STORY[:6], other, reply])
    assert named == [f"7 it answers {REPLY.parent}, which stands in another thread"]


def test_a_dismissed_moderator_decides_no_longer_and_is_dismissed_once() -> None:
    dismissed = Dismissed(0, APPROVED.author.name, "editor")
    named = audited([*STORY[:9], dismissed, dismissed, APPROVED])
    assert [text.split(" ")[0] for text in named] == ["10", "11"]


def test_one_reprint_may_replace_a_publication_after_a_second_approval() -> None:
    again = replace(APPROVED, decision="d2", supersedes=APPROVED.decision)
    swapped = replace(
        PRINTED,
        removed=(Removed(ADDED.publication, ADDED.comment, "d2", None),),
        added=(replace(ADDED, decision="d2", publication="p2"),),
    )
    assert audited([*STORY[:11], again, swapped]) == []


def test_one_fault_is_told_once() -> None:
    for position in range(9, len(STORY)):
        entry = STORY[position]
        if isinstance(entry, Decided):
            broken = replace(entry, digest=DIGEST)
            assert len(audited([*STORY[:position], broken, *STORY[position + 1 :]])) == 1


# --- appeals ------------------------------------------------------------------------------------------------------------


def objection() -> list[Entry]:
    """0 to 3 founded, guidelines and two appointed, 4 registered, 5 and 6 submitted, 7 rejected by the first, 8 appealed, 9 and 10
    overturned by the second, 11 rejected by a rule, 12 appealed, 13 upheld by the first."""
    room = Newsroom()
    room.found()
    room.revise()
    first, second = room.appoint(), room.appoint()
    thread = room.register()
    comment, other = room.submit(thread), room.submit(thread)
    room.decide(comment, Outcome.REJECTED, Author(AuthorKind.MODERATOR, first))
    room.appeal(comment)
    room.answer(comment, Verdict.OVERTURNED, second)
    room.decide(other, Outcome.REJECTED, Author(AuthorKind.RULE, "terms", "3"))
    room.appeal(other)
    room.answer(other, Verdict.UPHELD, first)
    return list(room.entries)


OBJECTION = objection()


def then(position: int, kind: type[_Kind]) -> _Kind:
    entry = OBJECTION[position]
    assert isinstance(entry, kind)
    return entry


REJECTION, APPEAL, OVERTURNING, OVERTURNED, UPHELD = (
    then(7, Decided),
    then(8, Appealed),
    then(9, Decided),
    then(10, AppealAnswered),
    then(13, AppealAnswered),
)
AGAIN = replace(REJECTION, decision="d2", supersedes=OVERTURNING.decision)


@pytest.mark.parametrize(
    ("position", "entry", "what"),
    [
        (8, replace(APPEAL, comment="x"), "was not submitted before"),
        (8, replace(APPEAL, digest=DIGEST), "other words than those that were submitted"),
        (8, replace(APPEAL, decision="x"), "is not the current, rejecting decision"),
        (11, replace(APPEAL, appeal="a2", decision=OVERTURNING.decision), "is not the current, rejecting"),
        (9, replace(APPEAL, appeal="a2"), "had been appealed against before"),
        (9, APPEAL, "it was made before"),
        (9, replace(OVERTURNING, author=REJECTION.author), "decides an appeal,"),
        (9, replace(OVERTURNING, author=MODEL), "a machine decides on what was appealed against"),
        (9, replace(AGAIN, supersedes=REJECTION.decision), "rejects anew what is appealed against"),
        (10, at(1, GuidelinesRevised), "the next entry does not answer"),
        (10, replace(OVERTURNED, decision="x"), "the next entry does not answer"),
        (10, replace(OVERTURNED, by=REJECTION.author.name), "answers an appeal against himself"),
        (9, OVERTURNED, "without naming the current, approving decision"),
        (11, OVERTURNED, "was answered before"),
        (11, AGAIN, "rejects again what was overturned"),
        (13, replace(UPHELD, note=None), "without a reason"),
        (13, replace(UPHELD, decision="x"), "upholds a decision that is not in force"),
        (13, replace(UPHELD, by="x"), "x was not appointed before"),
        (13, replace(UPHELD, appeal="x"), "is no appeal about"),
        (13, replace(UPHELD, comment=APPEAL.comment), "is no appeal about"),
    ],
)
def test_a_broken_rule_about_appeals_is_named_where_it_is_broken(
    position: int, entry: Entry, what: str
) -> None:
    named = audited([*OBJECTION[:position], entry])
    assert [text for text in named if text.startswith(f"{position} ") and what in text], named
    assert audited(OBJECTION) == []


def test_a_colleague_may_reject_again_what_was_overturned() -> None:
    third = Author(AuthorKind.MODERATOR, OVERTURNED.by)
    assert audited([*OBJECTION[:11], replace(AGAIN, author=third)]) == []


def test_no_appeal_is_made_or_answered_about_erased_words() -> None:
    erased = Erased(0, APPEAL.comment, "e", APPEAL.digest, "reader")
    assert any("already erased" in text for text in audited([*OBJECTION[:8], erased, APPEAL]))
    upheld = replace(UPHELD, comment=APPEAL.comment, appeal=APPEAL.appeal, by=OVERTURNED.by)
    assert any("already erased" in text for text in audited([*OBJECTION[:9], erased, upheld]))


# --- what expires ---------------------------------------------------------------------------------------------------


def reported() -> list[Entry]:
    """0 to 3 founded, guidelines and two appointed, 4 registered, 5 submitted, 6 approved, 7 printed, 8 reported with a reason."""
    room = Newsroom(seed=2)
    room.found()
    room.revise()
    first, _ = room.appoint(), room.appoint()
    thread = room.register()
    comment = room.submit(thread)
    room.decide(comment, Outcome.APPROVED, Author(AuthorKind.MODERATOR, first))
    room.print(thread)
    while True:
        room.report(comment)
        last = room.entries[-1]
        assert isinstance(last, Reported)
        if last.reason is not None:
            return [*room.entries[:8], last]
        room.entries.pop()


REPORTED = reported()
REPORT = REPORTED[8]
assert isinstance(REPORT, Reported)
REASON_GONE = Expired(0, REPORT.comment, "x1", REPORT.report, None)
APPEAL_GONE = Expired(0, UPHELD.comment, "x2", None, UPHELD.appeal)


def test_a_reason_and_the_words_of_an_answered_appeal_expire_once() -> None:
    assert audited([*REPORTED, REASON_GONE]) == []
    assert audited([*OBJECTION, APPEAL_GONE]) == []


@pytest.mark.parametrize(
    ("before", "entry", "what"),
    [
        (REPORTED[:8], REASON_GONE, "no report on its comment with a reason"),
        (REPORTED, replace(REASON_GONE, comment="x"), "was not submitted before"),
        (REPORTED, replace(REASON_GONE, report="x"), "no report on its comment with a reason"),
        (REPORTED, replace(REASON_GONE, report=None), "names a report or an appeal"),
        (OBJECTION, replace(APPEAL_GONE, report="x"), "names a report or an appeal"),
        ([*REPORTED, REASON_GONE], replace(REASON_GONE, expiry="x3"), "with a reason that was still there"),
        ([*REPORTED[:8], replace(REPORT, reason=None)], REASON_GONE, "with a reason that was still there"),
        (OBJECTION[:13], APPEAL_GONE, "still waits for an answer"),
        (OBJECTION, replace(APPEAL_GONE, appeal=APPEAL.appeal), "no appeal about its comment"),
        ([*OBJECTION, APPEAL_GONE], replace(APPEAL_GONE, expiry="x3"), "with words that were still there"),
        (
            [*REPORTED, Erased(0, REPORT.comment, "e", REPORT.digest, "reader")],
            REASON_GONE,
            "these were already erased",
        ),
    ],
)
def test_a_broken_rule_about_expiries_is_named(before: list[Entry], entry: Entry, what: str) -> None:
    named = audited([*before, entry])
    assert [text for text in named if text.startswith(f"{len(before)} ") and what in text], named


# --- motions and batches ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("position", "changed", "what"),
    [
        (21, {"by": "nobody"}, "its author nobody was not appointed before"),
        (21, {"digest": DIGEST}, "it names other words than those that were submitted"),
        (21, {"supersedes": "another"}, "it was made on another decision than the current one"),
        (21, {"revision": 9}, "it names revision 9 of the guidelines, which was not in force"),
        (21, {"starts": 3}, "it quotes nothing"),
        (23, {"motion": "another"}, "it confirms another motion than the last one on its comment"),
        (23, {"mover": "another"}, "it confirms another motion than the last one on its comment"),
        (23, {"decision": "another"}, "it does not stand behind the decision that it names"),
        (23, {"by": "another"}, "it is not by a second moderator, who decided"),
        (22, {"guideline": Guideline.THREAT}, "the decision is not what the motion had asked for"),
    ],
)
def test_a_motion_and_its_confirmation_keep_the_rules(
    position: int, changed: dict[str, object], what: str
) -> None:
    entries = list(STORY)
    if position == 22 and at(21, Moved).guideline is Guideline.THREAT:
        changed = {"guideline": Guideline.PROFANITY}
    kept = {"abuse_kind": None} if "guideline" in changed else {}
    entries[position] = replace(entries[position], **changed, **kept)  # type: ignore[arg-type]
    told = audited(entries)
    assert any(what in each for each in told), told


def test_nobody_confirms_what_he_asked_for_himself() -> None:
    entries = list(STORY)
    mover = at(21, Moved).by
    entries[22] = replace(at(22, Decided), author=Author(AuthorKind.MODERATOR, mover))
    entries[23] = replace(at(23, Confirmed), by=mover)
    assert any("it is not by a second moderator" in each for each in audited(entries))


def test_what_was_moved_is_confirmed_by_two_who_may_decide() -> None:
    entries = list(STORY)
    mover = at(21, Moved).by
    entries.insert(22, Dismissed(at(21, Moved).at, mover, "editor"))
    assert any("had been dismissed" in each for each in audited(entries))


@pytest.mark.parametrize(
    ("position", "changed", "what"),
    [
        (24, {"by": "nobody"}, "its author nobody was not appointed before"),
        (24, {"guideline": Guideline.THREAT}, "it names a guideline exactly if it rejects"),
        (24, {"undoes": "another"}, "which was not opened before"),
        (27, {"batch": "another"}, "it was not opened before"),
        (27, {"decisions": ("another",)}, "which is no decision directly before it"),
        (25, {"author": MODEL}, "which decides something else"),
    ],
)
def test_a_batch_and_its_decisions_keep_the_rules(
    position: int, changed: dict[str, object], what: str
) -> None:
    entries = list(STORY)
    assert isinstance(entries[24], BatchOpened)
    assert isinstance(entries[27], Batched)
    entries[position] = replace(entries[position], **changed)  # type: ignore[arg-type]
    told = audited(entries)
    assert any(what in each for each in told), told


# --- readers ------------------------------------------------------------------------------------------------------------


def signed_story() -> list[Entry]:
    """0 founded, 1 guidelines, 2 registered, 3 arrived, 4 submitted, 5 signed, 6 submitted by a guest, 7 departed."""
    room = Newsroom()
    room.found()
    room.revise()
    thread = room.register()
    reader = room.arrive()
    room.sign(room.submit(thread), reader)
    room.submit(thread)
    room.depart(reader)
    return list(room.entries)


SIGNED_STORY = signed_story()


@pytest.mark.parametrize(
    ("position", "entry", "what"),
    [
        (4, SIGNED_STORY[3], "had arrived before"),
        (3, SIGNED_STORY[7], "departed without having arrived"),
        (8, SIGNED_STORY[7], "had departed before"),
        (8, SIGNED_STORY[3], "had arrived before"),
        (4, SIGNED_STORY[5], "does not stand behind the submission of its comment"),
        (6, SIGNED_STORY[5], "does not stand behind the submission of its comment"),
        (7, SIGNED_STORY[5], "does not stand behind the submission of its comment"),
    ],
)
def test_a_broken_rule_about_readers_is_named(position: int, entry: Entry, what: str) -> None:
    assert audited(SIGNED_STORY) == []
    named = audited([*SIGNED_STORY[:position], entry])
    assert [text for text in named if text.startswith(f"{position} ") and what in text]


# --- what editors set -----------------------------------------------------------------------------------------------


def edited() -> list[Entry]:
    """0 to 3 founded, guidelines and two appointed, 4 registered, 5 submitted, 6 to 8 revisions of two lists, 9 paused, 10 resumed,
    11 decided by a machine, 12 closed."""
    room = Newsroom(seed=3)
    room.found()
    room.revise()
    first, second = room.appoint(), room.appoint()
    thread = room.register()
    comment = room.submit(thread)
    room.list_terms(first)
    room.list_terms(second, "tr-suspect")
    room.list_terms(first)
    room.resume(room.pause(first), second)
    room.decide(comment, Outcome.APPROVED, Author(AuthorKind.MODEL, "reader", "1"))
    room.set_closing(thread, 5, first)
    return list(room.entries)


EDITED = edited()
TERMS, PAUSED, RESUMED, BY_MACHINE, CLOSED = EDITED[8:13]
assert isinstance(TERMS, TermsRevised)
assert isinstance(PAUSED, Paused)
assert isinstance(RESUMED, Resumed)
assert isinstance(CLOSED, ClosingSet)


def test_what_editors_set_keeps_every_rule() -> None:
    assert audited(EDITED) == []


@pytest.mark.parametrize(
    ("before", "entry", "what"),
    [
        (EDITED[:8], replace(TERMS, revision=4), "revision 3 was due"),
        (EDITED[:8], replace(TERMS, follows=2), "it takes the place of 2, where 1 held"),
        (EDITED[:8], replace(TERMS, by="x"), "was not appointed before"),
        (EDITED[:10], replace(PAUSED, pause="x"), "was paused already"),
        (EDITED[:11], PAUSED, "was made before"),
        (EDITED[:9], replace(PAUSED, by="x"), "was not appointed before"),
        (EDITED[:10], replace(RESUMED, by="x"), "was not appointed before"),
        (EDITED[:10], replace(RESUMED, pause="x"), "ended without being in force"),
        (EDITED[:11], RESUMED, "ended without being in force"),
        (EDITED[:10], BY_MACHINE, "a machine decided while"),
        (EDITED[:12], replace(CLOSED, thread="x"), "was not registered before"),
        (EDITED[:12], replace(CLOSED, by="x"), "was not appointed before"),
    ],
)
def test_a_broken_rule_about_what_editors_set_is_named(before: list[Entry], entry: Entry, what: str) -> None:
    named = audited([*before, entry])
    assert any(text.startswith(f"{len(before)} ") and what in text for text in named), named


def test_while_one_site_is_paused_machines_decide_at_another_and_people_everywhere() -> None:
    assert isinstance(PAUSED, Paused)
    assert isinstance(BY_MACHINE, Decided)
    elsewhere = [*EDITED[:9], replace(PAUSED, site="elsewhere"), replace(BY_MACHINE, at=0)]
    assert audited(elsewhere) == []
    person = replace(BY_MACHINE, author=Author(AuthorKind.MODERATOR, PAUSED.by))
    assert audited([*EDITED[:10], person]) == []
