"""Every string on every page, in real Chromium: no script runs, no words become markup, no link of a reader leads to a script.

Before that the control: the same strings as raw HTML, served from the same place, watched and provoked in the same way. Most of them must run, or else
the harness sees nothing. After it, some of the pages once more, each by itself and under its own Content-Security-Policy: a report of that policy
is a failure too, for it would mean that markup got through.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, BrowserContext, Error
from tests.browser import chromium

from proofs import attack_pages, attack_staff, attack_strings
from proofs.attack_house import GROUP, AttackedHouse, attacked_house
from proofs.attack_strings import Attack
from proofs.attack_wall import Seen, Wall, Want, window
from proofs.outcome import Outcome

T = TypeVar("T")
FRAMES = 24
"""On the wall at once."""
MOST_RUN = 4300 / 8637
"""So many of the strings run as raw HTML, at least: what was measured with the folder's, and fewer than of the repository's own."""
ALONE = 25
"""Of so many groups, one is also looked at under the pages' own policy."""


def sweep(folder: Path, outcome: Outcome, attacks: Sequence[Attack], *, control: bool = True) -> None:
    """Try them all. What goes wrong is told by the surface and the string's place in its file."""
    with attacked_house(folder) as house, chromium.started() as browser:
        if control:
            _control(browser, house, outcome, attacks)
        _Sweep(browser, house, outcome).all(attacks)


def _control(browser: Browser, house: AttackedHouse, outcome: Outcome, attacks: Sequence[Attack]) -> None:
    raw = [each for each in attacks if each.name.startswith("xss")]
    house.gate.raw = [each.text for each in raw]
    ran = 0
    with window(browser, house.origin) as context:
        wall = Wall(context, house.origin)
        for numbers in _batched(range(len(raw)), FRAMES):
            wants = [Want("raw", f"/-raw/{number}", raw[number].name, ()) for number in numbers]
            ran += sum(bool(seen.ran) for seen in _shown(wall, context, wants))
    outcome.count(f"of {len(raw):,} ran as raw HTML", ran)
    is_whole = len(raw) == len(attack_strings.attacks("xss"))
    # Of a sample fewer may run by chance: three standard deviations at most.
    by_chance = 0.0 if is_whole else 1.5 * len(raw) ** 0.5
    outcome.expect(
        ran >= MOST_RUN * len(raw) - by_chance,
        f"only {ran} of {len(raw)} strings ran as raw HTML: the harness sees nothing",
    )


def _shown(wall: Wall, context: BrowserContext, wants: Sequence[Want]) -> list[Seen]:
    """What the control showed. A string that ends the whole wall is shown apart from the others."""
    try:
        return wall.show(wants, raw=True)
    except Error:
        wall.anew(context)
    if len(wants) == 1:
        return [Seen(("it led the wall elsewhere",), (), 0, shown=False)]
    half = len(wants) // 2
    return [*_shown(wall, context, wants[:half]), *_shown(wall, context, wants[half:])]


class _Sweep:
    def __init__(self, browser: Browser, house: AttackedHouse, outcome: Outcome) -> None:
        self._browser = browser
        self._house = house
        self._outcome = outcome
        self._shown: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()

    def all(self, attacks: Sequence[Attack]) -> None:
        house, outcome = self._house, self._outcome
        with window(self._browser, house.origin) as context:
            wall = Wall(context, house.origin)
            for number, some in enumerate(_batched(attacks, GROUP)):
                group = house.plant(number, some)
                house.come_in(group)
                self._show(wall, list(attack_pages.waiting(group)))
                house.settle(group)
                attack_staff.restrain(house, group)
                attack_staff.revise(house, group)
                wants = list(attack_pages.decided(house, group))
                self._show(wall, wants)
                for _ in attack_staff.pauses(house, group.texts):
                    self._show(wall, [attack_pages.paused(group)])
                if number % ALONE == 0:
                    self._alone(wants)
            self._people(wall, attacks)
        outcome.count("strings", len(attacks))
        outcome.count("surfaces", len(self._asked))
        outcome.count("fields that took one", house.taken)
        outcome.count("that refused one", house.refused)
        for surface in attack_pages.SHOWING:
            outcome.expect(
                self._shown[surface], f"none of the strings was seen at {surface}: this proves nothing"
            )

    def _people(self, wall: Wall, attacks: Sequence[Attack]) -> None:
        """Those of the strings that can be a moderator's name, all on one page."""
        attack_staff.appoint(self._house, [each.text for each in attacks])
        texts = tuple(each.text for each in attacks)
        self._show(wall, [Want("/desk/moderators", "/desk/moderators", "all of them", texts)])

    def _show(self, wall: Wall, wants: Sequence[Want]) -> None:
        for some in _batched(wants, FRAMES):
            for want, seen in zip(some, wall.show(some), strict=True):
                self._judge(want, seen)
            for what in wall.elsewhere:
                self._outcome.fail(f"{what} beside {some[0].name} at {', '.join({w.surface for w in some})}")
            wall.elsewhere.clear()

    def _alone(self, wants: Sequence[Want]) -> None:
        house, seen_already = self._house, set[str]()
        house.gate.lenient = False
        try:
            with window(self._browser, house.origin, lenient=False) as context:
                wall = Wall(context, house.origin)
                for want in wants:
                    if want.surface not in seen_already:
                        seen_already.add(want.surface)
                        self._judge(want, wall.alone(want), "under its policy, ")
                        self._outcome.count("under their policy")
        finally:
            house.gate.lenient = True

    def _judge(self, want: Want, seen: Seen, how: str = "") -> None:
        self._asked[want.surface] += 1
        self._shown[want.surface] += seen.shown
        self._outcome.attempts += len(want.texts)
        self._outcome.count("links of readers", seen.links)
        for what in (*seen.ran, *seen.strange):
            self._outcome.fail(f"{how}{want.surface}, {want.name}: {what}")


def _batched(all_of_them: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for begin in range(0, len(all_of_them), size):
        yield all_of_them[begin : begin + size]


def selection(size: int) -> list[Attack]:
    """The strings of a sweep: `size` that are made for script, and a few of every other kind, for a page shows them too."""
    scripts = attack_strings.attacks("xss", size)
    if size <= GROUP:
        return scripts
    others = ("naughty", "csv", "open_redirect")
    return [
        *scripts,
        *(attack for kind in others for attack in attack_strings.attacks(kind, max(GROUP, size // 20))),
    ]
