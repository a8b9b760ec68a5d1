"""Imposition: which sheets a change makes anew, in a thread that lives in memory."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings as effort, strategies as st

from diwan.comments import Words
from diwan.editions import imposition
from diwan.editions.edition import _Renderer
from diwan.editions.imposition import ApprovedComment, Imposed, Place, PrintedRow, impose
from diwan.editions.render import Rendering
from diwan.editions.sheets import PAGE_LEVEL, PAGE_SIZE, TILE_WIDTH, Sheet, ThreadHeading
from tests.breadth import wide
from tests.house import START

THREAD = "f" * 32
HEADING = ThreadHeading("courier", "bridge", "The bridge", "en", None, 5000, "https://courier.example/bridge")


@dataclass
class Kept:
    """A comment of the fake thread: where it stands, and what became of it."""

    id: str
    branch: str
    ordinal: int
    parent: str | None
    approved: bool = False
    erased: bool = False
    printed: bool = False

    @property
    def visible(self) -> bool:
        return self.approved and not self.erased


@dataclass
class Thread:
    """`imposition.Manuscript` in memory, with what a print run records."""

    comments: dict[str, Kept] = field(default_factory=dict)
    branches: dict[str, list[str]] = field(default_factory=dict)
    current: dict[tuple[str, int, int], PrintedRow] = field(default_factory=dict)
    kept: dict[str, Sheet] = field(default_factory=dict)
    asked: int = 0
    undecided: set[str] = field(default_factory=set)
    """Those that a test wants to wait for a decision."""

    def submit(self, parent: str | None = None) -> str:
        comment_id = f"{len(self.comments):032x}"
        branch = THREAD if parent is None else self._conversation(parent)
        siblings = self.branches.setdefault(branch, [])
        self.comments[comment_id] = Kept(comment_id, branch, len(siblings), parent)
        siblings.append(comment_id)
        return comment_id

    def _conversation(self, parent: str) -> str:
        answered = self.comments[parent]
        return parent if answered.parent is None else answered.branch

    def print(self, changed: Collection[str]) -> Imposed:
        """A print run: what it made is current from then on."""
        renderer = _Renderer(HEADING, Rendering("https://comments.courier.example"))
        imposed = impose(self, renderer, thread_id=THREAD, changed=changed)
        self.kept.update((sheet.address, sheet) for sheet in imposed.sheets)
        self.current.update(((r.branch, r.level, r.number), r) for r in imposed.rows)
        for comment in self.comments.values():
            if comment.id in imposed.shown:
                assert comment.visible
                comment.printed = True
            elif comment.id in changed:
                comment.printed = False
        return imposed

    def unprinted(self) -> "Thread":
        """The same thread, of which nothing was ever printed."""
        comments = {c.id: replace(c, printed=False) for c in self.comments.values()}
        return Thread(comments, self.branches)

    # --- the manuscript -----------------------------------------------------------------------------------------

    def places(self, comment_ids: Collection[str]) -> list[Place]:
        return [self._place(self.comments[i]) for i in comment_ids if i in self.comments]

    def answers_to(self, comment_ids: Collection[str]) -> list[Place]:
        return [self._place(c) for c in self.comments.values() if c.parent in comment_ids]

    def openings(self, thread_id: str, first: int, last: int) -> list[Place]:
        return [self._place(c) for c in self._list(thread_id, first, last)]

    def approved(self, branch: str, first: int, last: int) -> list[ApprovedComment]:
        return [self._approved(c) for c in self._list(branch, first, last) if c.visible]

    def next_approved(self, branch: str, after: int, limit: int) -> list[ApprovedComment]:
        found = (c for c in self._list(branch, after + 1, len(self.comments)) if c.visible)
        return [self._approved(c) for c, _ in zip(found, range(limit), strict=False)]

    def sheets(self, branch: str, level: int, first: int, last: int) -> list[PrintedRow]:
        numbers = range(first, min(last, len(self.comments)) + 1)
        return [row for n in numbers if (row := self.current.get((branch, level, n))) is not None]

    def printed_lists(self, branches: Collection[str]) -> set[str]:
        return {branch for branch in branches if self.sheets(branch, PAGE_LEVEL, 0, 2**40)}

    def last_page(self, branch: str) -> int | None:
        numbers = [n for b, level, n in self.current if (b, level) == (branch, PAGE_LEVEL)]
        return max(numbers, default=None)

    def is_undecided(self, branch: str, first: int, last: int) -> bool:
        return any(c.id in self.undecided for c in self._list(branch, first, last))

    def _list(self, branch: str, first: int, last: int) -> list[Kept]:
        return [self.comments[i] for i in self.branches.get(branch, [])[first : last + 1]]

    @staticmethod
    def _place(comment: Kept) -> Place:
        return Place(comment.id, comment.branch, comment.ordinal)

    def _approved(self, comment: Kept) -> ApprovedComment:
        parent = self.comments.get(comment.parent or "")
        return ApprovedComment(
            id=comment.id,
            ordinal=comment.ordinal,
            parent_id=comment.parent,
            words=Words(f"Reader {comment.id[-4:]}", f"words of {comment.id}"),
            at=START,
            decision_id="d",
            digest=b"",
            publication_id="p" if comment.printed else None,
            answers_name=f"Reader {parent.id[-4:]}" if parent and parent.visible else None,
        )


@contextmanager
def small() -> Iterator[None]:
    """Pages of two and tiles of two, so that few comments make many levels."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("PAGE_SIZE", 2), ("TILE_WIDTH", 2), ("REPLIES_SHOWN", 1)):
            patch.setattr(imposition, name, value)
        yield


def _everything_at_once(thread: Thread) -> tuple[Thread, Imposed]:
    fresh = thread.unprinted()
    return fresh, fresh.print([c.id for c in fresh.comments.values() if c.visible])


def _reachable(thread: Thread, top: PrintedRow | None) -> set[str]:
    """Every address that a reader comes to from the top, conversations included."""
    found: set[str] = set()
    waiting = [top.address] if top else []
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found.add(address)
        sheet = json.loads(thread.kept[address].json)
        waiting += [child["address"] for child in sheet.get("children", [])]
        waiting += [c["more"] for c in sheet.get("conversations", []) if c["more"]]
    return found


def _shown(thread: Thread, top: PrintedRow | None) -> set[str]:
    """Every comment that stands on a sheet which readers come to."""
    shown: set[str] = set()
    for address in _reachable(thread, top):
        sheet = json.loads(thread.kept[address].json)
        shown |= {comment["id"] for comment in sheet.get("replies", [])}
        for conversation in sheet.get("conversations", []):
            shown |= {c["id"] for c in [conversation["opening"], *conversation["replies"]] if c}
    return shown


def _is_what_readers_may_see(thread: Thread, imposed: Imposed) -> None:
    assert _shown(thread, imposed.top) <= {c.id for c in thread.comments.values() if c.visible}
    count = imposed.top.count if imposed.top else 0
    assert count == sum(c.visible for c in thread.comments.values())


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["submit", "answer", "approve", "reject", "erase", "print"]), st.integers(0, 10**6)
    ),
    max_size=60,
)


@effort(max_examples=wide(50, 150), deadline=None)
@given(ACTS)
def test_whatever_the_order_the_same_approved_comments_make_the_same_sheets(
    acts: list[tuple[str, int]],
) -> None:
    with small():
        thread = Thread()
        changed: set[str] = set()
        for act, number in [*acts, ("print", 0)]:
            known = list(thread.comments.values())
            chosen = known[number % len(known)] if known else None
            match act:
                case "submit":
                    for _ in range(1 + number % 9):
                        thread.submit()
                case "answer" if chosen is not None and chosen.printed:
                    thread.submit(chosen.id)
                case "approve" if chosen is not None and not chosen.erased:
                    chosen.approved = True
                    changed.add(chosen.id)
                case "reject" if chosen is not None:
                    chosen.approved = False
                    changed.add(chosen.id)
                case "erase" if chosen is not None:
                    chosen.erased = True
                    changed.add(chosen.id)
                case "print":
                    imposed = thread.print(changed)
                    changed.clear()
                    _is_what_readers_may_see(thread, imposed)
        fresh, at_once = _everything_at_once(thread)
        assert (imposed.top.address if imposed.top else None) == (
            at_once.top.address if at_once.top else None
        )
        assert _reachable(thread, imposed.top) == _reachable(fresh, at_once.top)
        assert imposed.first == at_once.first


def test_a_thread_that_shrinks_again_has_the_top_of_one_that_never_grew() -> None:
    with small():
        grown, never = Thread(), Thread()
        for thread in (grown, never):
            for _ in range(20):
                thread.submit()
        first, last = grown.branches[THREAD][0], grown.branches[THREAD][-1]
        grown.comments[first].approved = grown.comments[last].approved = True
        grown.print([first, last])
        grown.comments[last].approved = False
        never.comments[first].approved = True
        after, alone = grown.print([last]), never.print([first])
        assert after.top is not None
        assert alone.top is not None
        assert (after.top.level, after.top.address) == (alone.top.level, alone.top.address)
        # And it can grow again.
        grown.comments[last].approved = True
        again = grown.print([last])
        assert _shown(grown, again.top) == {first, last}


def test_a_sheet_lasts_once_nothing_more_can_be_submitted_onto_it_and_nothing_on_it_is_undecided() -> None:
    with small():
        thread = Thread()
        one = thread.submit()
        thread.comments[one].approved = True
        filling = thread.print([one])
        assert [sheet.lasts for sheet in filling.sheets] == [
            False,
            False,
        ]  # the page of one, and the tile over it
        other = thread.submit()
        # The page has its two, but is printed again once the other is decided.
        thread.undecided.add(other)
        thread.comments[one].approved = False
        assert not thread.print([one]).sheets[0].lasts
        # Rejected, say.
        thread.undecided.clear()
        thread.comments[one].approved = True
        assert thread.print([one]).sheets[0].lasts


def test_a_list_that_grows_across_levels_keeps_every_page_within_reach() -> None:
    with small():
        thread = Thread()
        levels = set()
        for number in range(40):
            comment = thread.submit()
            thread.comments[comment].approved = True
            imposed = thread.print([comment])
            assert imposed.top is not None
            levels.add(imposed.top.level)
            assert len(_shown(thread, imposed.top)) == number + 1
            assert thread.kept[imposed.top.address]
        assert levels == {1, 2, 3, 4, 5}


def test_a_conversation_that_grows_across_levels_keeps_every_reply_within_reach() -> None:
    with small():
        thread = Thread()
        opening = thread.submit()
        thread.comments[opening].approved = True
        thread.print([opening])
        for number in range(20):
            reply = thread.submit(opening)
            thread.comments[reply].approved = True
            imposed = thread.print([reply])
            assert len(_shown(thread, imposed.top)) == number + 2


def test_the_late_approval_of_an_early_comment_comes_before_those_that_were_printed_first() -> None:
    thread = Thread()
    ids = [thread.submit() for _ in range(5)]
    for comment in (ids[4], ids[0], ids[2]):
        thread.comments[comment].approved = True
        imposed = thread.print([comment])
    assert imposed.first is not None
    assert [conversation.id for conversation in imposed.first.conversations] == [ids[0], ids[2], ids[4]]


def test_a_removed_opening_leaves_its_place_to_the_replies() -> None:
    thread = Thread()
    opening = thread.submit()
    thread.comments[opening].approved = True
    thread.print([opening])
    reply = thread.submit(opening)
    thread.comments[reply].approved = True
    thread.print([reply])
    thread.comments[opening].erased = True
    imposed = thread.print([opening])
    assert imposed.first is not None
    [conversation] = imposed.first.conversations
    assert conversation.opening is None
    assert [each.id for each in conversation.replies] == [reply]
    assert imposed.top is not None
    assert imposed.top.count == 1


def test_an_approved_comment_whose_turn_has_not_come_stays_out() -> None:
    """It has no publication yet, and this run will record none for it."""
    thread = Thread()
    first, second = thread.submit(), thread.submit()
    thread.comments[first].approved = thread.comments[second].approved = True
    imposed = thread.print([first])
    assert imposed.shown.keys() == {first}
    assert _shown(thread, imposed.top) == {first}


def test_the_last_comment_gone_leaves_no_top() -> None:
    thread = Thread()
    only = thread.submit()
    thread.comments[only].approved = True
    assert thread.print([only]).top is not None
    thread.comments[only].approved = False
    gone = thread.print([only])
    assert gone.top is None
    assert gone.first is None


@pytest.fixture(scope="module")
def vast() -> Thread:
    """A hundred thousand printed comments on the article, and one not yet decided in the middle."""
    thread = Thread()
    for _ in range(100_000):
        comment = thread.comments[thread.submit()]
        comment.approved = comment.printed = True
    rows, level = [PAGE_SIZE] * (100_000 // PAGE_SIZE), PAGE_LEVEL
    while True:
        for number, count in enumerate(rows):
            thread.current[THREAD, level, number] = PrintedRow(
                THREAD, level, number, f"{level}-{number}", count
            )
        if len(rows) == 1:
            break
        rows, level = [sum(rows[n : n + TILE_WIDTH]) for n in range(0, len(rows), TILE_WIDTH)], level + 1
    assert level == 2
    return thread


@pytest.mark.parametrize("kind", ["a comment", "an answer to an early one", "an answer to a late one"])
def test_one_approval_in_a_vast_thread_makes_few_small_sheets(vast: Thread, kind: str) -> None:
    ids = vast.branches[THREAD]
    if kind == "a comment":
        comment = ids[54_321]
        vast.comments[comment].printed = False
    else:
        comment = vast.submit(ids[0] if "early" in kind else ids[-1])
        vast.comments[comment].approved = True
    imposed = vast.print([comment])
    assert len(imposed.sheets) <= 6
    assert sum(len(sheet.json) + len(sheet.html or b"") for sheet in imposed.sheets) < 200_000
    assert comment in imposed.shown
    assert imposed.top is not None
    assert imposed.top.level == 2
