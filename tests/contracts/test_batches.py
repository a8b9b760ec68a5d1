"""Many comments decided in one act: each once, under a name, with its own entry; resumed after a crash; undone together."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import text

from diwan import batching, claims, founding, identifiers
from diwan.batches import Batch
from diwan.claims import Look
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.desk.lanes import Lane
from diwan.desk.selections import Band, Like, OfBatch, OnArticle, SameName
from diwan.errors import Conflict, NotAllowed, Unacceptable
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.lifecycle import Acknowledgement
from diwan.screening.rules.criticism import Criticism
from diwan.screening.screener import Screener
from diwan.storage.batches import BatchReader, Course
from diwan.storage.book import StoredBook
from diwan.storage.engine import connect
from diwan.storage.store import Store
from diwan.storage.transaction import Transaction
from diwan.storage.work_lists import check_work_lists
from tests.contracts.test_guard import Broken
from tests.house import START, House

FAR = 2**60


def begun(
    diwan: House,
    comments: list[Acknowledgement],
    outcome: Outcome = Outcome.APPROVED,
    guideline: Guideline | None = None,
    *,
    batch_id: str = "",
    undoes: str | None = None,
    supersedes: dict[str, str] | None = None,
    by: str | None = None,
) -> Batch:
    if outcome is Outcome.REJECTED and guideline is None:
        guideline = Guideline.PROFANITY
    return batching.start(
        diwan.store,
        diwan.clock,
        Author(AuthorKind.MODERATOR, by or diwan.moderator.name),
        batch_id=batch_id or identifiers.new(diwan.clock()),
        outcome=outcome,
        guideline=guideline,
        abuse_kind=None,
        selection='{"kind":"article"}',
        members=[(c.comment_id, c.digest, (supersedes or {}).get(c.comment_id)) for c in comments],
        undoes=undoes,
    ).result()


def finished(diwan: House, batch: Batch) -> Course:
    while diwan.go_on():
        pass
    return course(diwan, batch)


def course(diwan: House, batch: Batch) -> Course:
    with diwan.store.connection() as connection:
        found = BatchReader(connection).course(batch.id)
    assert found is not None
    return found


def decisions(diwan: House) -> list[tuple[str, str, str]]:
    with diwan.store.connection() as connection:
        rows = connection.execute(
            text("SELECT comment_id, outcome, author_name FROM decisions ORDER BY position")
        )
        return [(row[0], row[1], row[2]) for row in rows]


def all_is_well(diwan: House) -> bool:
    with diwan.store.connection() as connection:
        book = StoredBook(connection)
        return not [*verify(book, verifier_key=diwan.key.verifier), *check_work_lists(connection)]


def submitted(diwan: House, count: int) -> list[Acknowledgement]:
    diwan.register()
    return [diwan.submit(f"comment {number}") for number in range(count)]


def test_every_comment_of_a_batch_has_its_own_decision_under_the_moderator_s_name(diwan: House) -> None:
    comments = submitted(diwan, 2 * batching.PORTION + 3)
    done = finished(diwan, begun(diwan, comments))
    assert (done.decided, done.left, done.skipped, done.lost) == (len(comments), 0, {}, 0)
    assert decisions(diwan) == [(c.comment_id, "approved", diwan.moderator.name) for c in comments]
    assert all_is_well(diwan)


def test_a_portion_is_bounded_and_the_rest_is_done_later(diwan: House) -> None:
    """Between two portions the process may die, and anybody may submit or decide."""
    comments = submitted(diwan, batching.PORTION + 10)
    batch = begun(diwan, comments)
    assert diwan.go_on()
    now = course(diwan, batch)
    assert (now.decided, now.left) == (batching.PORTION, 10)
    colleague = diwan.decide(comments[-1], Outcome.REJECTED)
    late = diwan.submit("sent in between")
    done = finished(diwan, batch)
    assert (done.decided, done.skipped) == (batching.PORTION + 9, {"decided": 1})
    assert colleague.id
    assert late.comment_id not in {each[0] for each in decisions(diwan)}
    assert all_is_well(diwan)


def test_criticism_is_never_rejected_in_a_batch(diwan: House) -> None:
    comments = submitted(diwan, 2)
    criticism = diwan.criticise()
    done = finished(diwan, begun(diwan, [*comments, criticism], Outcome.REJECTED))
    assert (done.decided, done.skipped) == (2, {"criticism": 1})
    assert criticism.comment_id not in {each[0] for each in decisions(diwan)}
    assert all_is_well(diwan)


def test_where_the_check_for_criticism_failed_a_batch_rejects_nothing_and_says_so(diwan: House) -> None:
    comments = submitted(diwan, 1)
    diwan.screener = Screener((Broken("criticism"),), timeout_s=5)
    unknown = [diwan.submit("A fine bridge."), diwan.submit("A finer bridge.")]
    for each in unknown:
        diwan.screen(each.comment_id)
    diwan.screener = Screener((Criticism(),), timeout_s=5)
    done = finished(diwan, begun(diwan, [*comments, *unknown], Outcome.REJECTED))
    assert (done.decided, done.skipped) == (1, {"nobody-knows": 2})
    assert all_is_well(diwan)


def test_what_no_check_has_read_is_screened_before_a_batch_rejects_it(diwan: House) -> None:
    comments = submitted(diwan, 2)
    criticism = diwan.submit("You deleted my comment, you idiots.")
    done = finished(diwan, begun(diwan, [*comments, criticism], Outcome.REJECTED))
    assert (done.decided, done.skipped) == (2, {"criticism": 1})
    assert all_is_well(diwan)


def test_a_batch_that_approves_waits_for_no_check(diwan: House) -> None:
    begun(diwan, submitted(diwan, 2))
    asked: list[str] = []
    while batching.go_on(diwan.store, diwan.clock, asked.append):
        pass
    assert asked == []
    assert len(decisions(diwan)) == 2


def test_what_cannot_be_screened_is_left_out_of_a_batch_that_rejects(diwan: House) -> None:
    comments = submitted(diwan, 2)
    diwan.screen(comments[0].comment_id)
    batch = begun(diwan, comments, Outcome.REJECTED)
    asked: list[str] = []
    while batching.go_on(diwan.store, diwan.clock, asked.append):
        pass
    done = course(diwan, batch)
    assert (done.decided, done.skipped) == (1, {"unread": 1})
    assert asked == [comments[1].comment_id]
    assert all_is_well(diwan)


def test_what_a_colleague_has_before_him_is_left_to_him(diwan: House) -> None:
    comments = submitted(diwan, 3)
    colleague = diwan.appoint("Colleague")
    claims.open_page(diwan.store, diwan.clock, colleague, Look()).result()
    more = diwan.submit("nobody has it")
    done = finished(diwan, begun(diwan, [*comments, more]))
    assert (done.decided, done.skipped) == (1, {"claimed": 3})
    mine = begun(diwan, comments, by=colleague)
    assert finished(diwan, mine).decided == 3


def test_a_withdrawn_comment_is_left_out(diwan: House) -> None:
    comments = submitted(diwan, 3)
    batch = begun(diwan, comments)
    diwan.erase(comments[1].comment_id)
    done = finished(diwan, batch)
    assert (done.decided, done.skipped) == (2, {"withdrawn": 1})
    assert all_is_well(diwan)


def test_a_form_sent_twice_makes_one_batch(diwan: House) -> None:
    comments = submitted(diwan, 3)
    key = identifiers.new(START)
    first, again = (begun(diwan, comments, batch_id=key) for _ in range(2))
    assert first == again
    assert finished(diwan, first).decided == 3
    assert len(decisions(diwan)) == 3


def test_a_comment_named_twice_is_decided_once(diwan: House) -> None:
    comments = submitted(diwan, 2)
    done = finished(diwan, begun(diwan, [*comments, *comments]))
    assert (done.batch.count, done.decided) == (2, 2)


def test_undoing_supersedes_what_is_still_in_force(diwan: House) -> None:
    comments = submitted(diwan, 4)
    batch = begun(diwan, comments, Outcome.REJECTED)
    finished(diwan, batch)
    with diwan.store.connection() as connection:
        standing = BatchReader(connection).found(OfBatch(batch.id), before=0, moderator_id="", at=0)
    anew = diwan.decide(comments[0], supersedes=standing[0].supersedes)
    with diwan.store.connection() as connection:
        standing = BatchReader(connection).found(OfBatch(batch.id), before=0, moderator_id="", at=0)
    assert [each.comment_id for each in standing] == [c.comment_id for c in comments[1:]]
    undoing = begun(
        diwan,
        comments[1:],
        undoes=batch.id,
        supersedes={each.comment_id: each.supersedes or "" for each in standing},
    )
    assert finished(diwan, undoing).decided == 3
    assert course(diwan, batch).undone_by == undoing.id
    assert anew.outcome is Outcome.APPROVED
    with pytest.raises(Conflict):
        begun(diwan, comments, undoes=batch.id)
    assert all_is_well(diwan)


def test_undoing_a_batch_under_way_stops_it(diwan: House) -> None:
    comments = submitted(diwan, batching.PORTION + 5)
    batch = begun(diwan, comments, Outcome.REJECTED)
    diwan.go_on()
    with diwan.store.connection() as connection:
        standing = BatchReader(connection).found(OfBatch(batch.id), before=0, moderator_id="", at=0)
    undoing = begun(
        diwan,
        comments[: batching.PORTION],
        undoes=batch.id,
        supersedes={each.comment_id: each.supersedes or "" for each in standing},
    )
    assert finished(diwan, undoing).decided == batching.PORTION
    stopped = course(diwan, batch)
    assert (stopped.left, stopped.skipped) == (0, {"stopped": 5})


def test_a_dismissed_moderator_s_batch_goes_no_further(diwan: House) -> None:
    comments = submitted(diwan, batching.PORTION + 5)
    gone = diwan.appoint("Leaver")
    batch = begun(diwan, comments, by=gone)
    diwan.go_on()
    founding.dismiss(diwan.store, diwan.clock, name="Leaver", by="test").result()
    done = finished(diwan, batch)
    assert (done.decided, done.skipped) == (batching.PORTION, {"no-longer": 5})
    with pytest.raises(NotAllowed):
        begun(diwan, comments, by=gone)


def test_nothing_and_too_many_are_refused(diwan: House, monkeypatch: pytest.MonkeyPatch) -> None:
    comments = submitted(diwan, 3)
    with pytest.raises(Unacceptable):
        begun(diwan, [])
    monkeypatch.setattr("diwan.batches.MOST", 2)
    with pytest.raises(Unacceptable):
        begun(diwan, comments)


def test_two_processes_at_one_batch_decide_each_comment_once(diwan: House) -> None:
    """The second one's portion begins where the first one's ended: both take the ledger's turn before they look."""
    comments = submitted(diwan, 3 * batching.PORTION)
    batch = begun(diwan, comments)
    other = Store(connect(diwan.url, diwan.folder), on_disk_error=lambda: None)
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(diwan.go_on, [diwan.store, other] * 4))
    finally:
        other.close()
    assert course(diwan, batch).decided == len(comments)
    assert len(decisions(diwan)) == len(comments)


def test_selections_find_what_waits_and_say_what_is_left_out(diwan: House) -> None:
    diwan.register()
    diwan.register("other")
    bodies = [
        f"Everybody come to the square by the old bridge on Sunday evening, number {n}" for n in range(3)
    ]
    alike = [diwan.submit(body, name=f"Reader {n}") for n, body in enumerate(bodies)]
    elsewhere = diwan.submit("Something else entirely.", article="other", name="Reader 0")
    asked = diwan.submit("is it a quotation?", name="Reader 0")
    criticism = diwan.criticise()
    for each in (*alike, elsewhere, asked):
        diwan.screen(each.comment_id)
    diwan.consult(asked)
    diwan.decide(alike[2])
    with diwan.store.connection() as connection:
        reader = BatchReader(connection)

        def found(selection: Like | OnArticle | SameName) -> dict[str, tuple[bool, bool]]:
            candidates = reader.found(selection, before=FAR, moderator_id="me", at=START)
            return {each.comment_id: (each.criticism, each.passed_on) for each in candidates}

        assert set(found(Like(alike[0].comment_id))) == {alike[0].comment_id, alike[1].comment_id}
        assert found(OnArticle(alike[0].comment_id)) == {
            alike[0].comment_id: (False, False),
            alike[1].comment_id: (False, False),
            asked.comment_id: (False, True),
            criticism.comment_id: (True, False),
        }
        assert set(found(SameName(alike[0].comment_id))) == {
            alike[0].comment_id,
            elsewhere.comment_id,
            asked.comment_id,
        }
        earlier = reader.found(
            OnArticle(alike[0].comment_id), before=alike[1].position, moderator_id="me", at=START
        )
        assert [each.comment_id for each in earlier] == [alike[0].comment_id]


def test_a_band_holds_the_scores_between_its_ends_and_the_histogram_counts_all(diwan: House) -> None:
    comments = submitted(diwan, 6)
    for each in comments[:5]:
        diwan.screen(each.comment_id)
    scores = (0.5, 0.77, 0.9, 0.95, 1.0)
    for each, score in zip(comments, scores, strict=False):
        doubt = 1_000_000 - round(score * 1_000_000)
        places = {Lane.OLDEST: 0, Lane.THREAT: doubt}
        diwan.store.write(
            partial(Transaction.stand_in_lanes, comment_id=each.comment_id, places=places)
        ).result()
    with diwan.store.connection() as connection:
        reader = BatchReader(connection)

        def found(low: int, high: int, site: str = "", before: int = FAR) -> list[str]:
            band = Band(Lane.THREAT, low, high, site)
            return [
                each.comment_id for each in reader.found(band, before=before, moderator_id="me", at=START)
            ]

        ids = [each.comment_id for each in comments]
        assert found(50, 100) == ids[:5]
        assert found(90, 95, "courier") == ids[2:4]
        assert found(96, 99) == []
        assert found(50, 100, "elsewhere") == []
        # What was screened after one had looked is not swept along.
        assert found(50, 100, before=comments[5].position) == []
        bins = reader.histogram(Lane.THREAT, "courier")
        assert sum(bins) == 5
        assert (bins[0], bins[-1]) == (1, 1)
        assert reader.histogram(Lane.THREAT, "elsewhere") == [0] * len(bins)
