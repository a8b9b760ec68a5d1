"""The policy of a site and its sections, as `diwan.toml` states it: declared and read here.

A section says only what differs: whatever it leaves out is as the site has it.
"""

import difflib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from diwan.guidelines import Guideline
from diwan.screening.policy import LEAST_TO_REJECT, MAY_DECIDE, MODEL, MOST_TO_APPROVE, Policy, SitePolicy

GUIDELINES = tuple(guideline.value for guideline in Guideline)
_DECIDERS = ", ".join(sorted(MAY_DECIDE))


def _told(about: str, must: str, example: str) -> dict[str, Any]:
    return {"about": about, "must": must, "example": example, "variable": None, "check": None}


@dataclass(frozen=True, slots=True)
class PolicyTable:
    """`[sites.policy]`, and without `sections` each `[sites.policy.sections."…"]`."""

    deciders: tuple[str, ...] = field(
        default=(),
        metadata=_told(
            "The checks that may decide by machine. None: every comment waits for a person.",
            f"be a list of checks that may decide: {_DECIDERS}",
            'deciders = ["model", "banned-terms"]',
        ),
    )
    approve_below: float | dict[str, float] | None = field(
        default=None,
        metadata=_told(
            "The model approves a comment of which it sees every guideline below this; or a table with a number for each. "
            "Left out: nothing is approved by machine.",
            f"be a number from 0 to {MOST_TO_APPROVE}, or a table with one for each guideline",
            "approve_below = 0.02",
        ),
    )
    reject: dict[str, float] | None = field(
        default=None,
        metadata=_told(
            "By guideline: a decider this sure of it rejects. A guideline that is left out is never rejected by machine.",
            "be a table of guidelines with numbers",
            "reject = { profanity = 0.98, threat = 0.99 }",
        ),
    )
    sections: dict[str, Any] | None = field(
        default=None,
        metadata=_told(
            "By the section's name: the same settings, where they differ there.",
            "be a table of sections, each a table of what differs there",
            "sections = { Sport = { deciders = [] } }",
        ),
    )


KEYS = ("deciders", "approve_below", "reject", "sections")
REJECTING = ("deciders", "reject")
Place = tuple[str | int, ...]


class PolicyReading:
    """Reads policies, and tells each mistake to `problem` with its place."""

    def __init__(self, problem: Callable[[Place, str], None]) -> None:
        self._problem = problem

    def site(self, table: object, place: Place) -> SitePolicy:
        """The policy in a site's `policy` table; one that decides nothing, where there is none or it is wrong."""
        if not isinstance(table, Mapping):
            self._problem(place, "sites.policy is a table. Write [sites.policy] and its settings below it.")
            return SitePolicy()
        everywhere = self._policy(table, place, Policy(), named=False, known=KEYS)
        named = "deciders" in table
        sections: dict[str, Policy] = {}
        of_sections = table.get("sections", {})
        where = (*place, "sections")
        if not isinstance(of_sections, Mapping) or not all(
            isinstance(section, Mapping) for section in of_sections.values()
        ):
            self._problem(
                where, 'sites.policy.sections: write [sites.policy.sections."Sport"] for a section.'
            )
            return SitePolicy(everywhere)
        for name, section in of_sections.items():
            sections[name] = self._policy(section, (*where, name), everywhere, named=named, known=KEYS[:-1])
        return SitePolicy(everywhere, sections)

    def rejecting(self, table: Mapping[str, Any], place: Place) -> Policy:
        """The policy that a table with other settings states by its `deciders` and `reject`; it approves nothing."""
        stated = {key: table[key] for key in REJECTING if key in table}
        return self._policy(stated, place, Policy(), named=False, known=REJECTING)

    def holding(self, value: object, place: Place) -> dict[Guideline, float]:
        """Scores from which on something is held, by guideline: from one number for all, or a table with some."""
        if isinstance(value, Mapping):
            return self._thresholds(value, place, 0, 1, "0.3")
        threshold = _number(value, 0, 1)
        if threshold is None:
            self._problem(
                place,
                f"{_dotted(place)} must be a number from 0 to 1, or a table of guidelines with numbers. "
                "Write for example `hold = 0.3`.",
            )
            return {}
        return dict.fromkeys(Guideline, threshold)

    def _policy(
        self,
        table: Mapping[str, Any],
        place: Place,
        base: Policy,
        *,
        named: bool,
        known: Sequence[str],
    ) -> Policy:
        """The policy in one table, over that of `base`; `named` says whether the base names its deciders."""
        for key in table:
            if key not in known:
                self._problem((*place, key), f"{_dotted((*place, key))} {unknown('a setting', key, known)}")
        deciders = self._deciders(table, place) if "deciders" in table else base.deciders
        reject = self._reject(table["reject"], (*place, "reject")) if "reject" in table else base.reject
        approve_below = (
            self._approve_below(table["approve_below"], (*place, "approve_below"))
            if "approve_below" in table
            else base.approve_below
        )
        if (reject or approve_below) and not named and "deciders" not in table:
            self._problem(
                place,
                f"{_dotted(place)}.deciders is missing: say which checks may decide by these numbers. "
                'Write for example `deciders = ["model"]`, or `deciders = []` for none.',
            )
        if "approve_below" in table and any(approve_below.values()) and deciders and MODEL not in deciders:
            self._problem(
                (*place, "approve_below"),
                f"{_dotted(place)}.approve_below: only the model can approve. Name it among the deciders, "
                "or leave approve_below out.",
            )
        return Policy(deciders, reject, approve_below)

    def _deciders(self, table: Mapping[str, Any], place: Place) -> frozenset[str]:
        value = table["deciders"]
        if isinstance(value, list) and all(isinstance(name, str) and name in MAY_DECIDE for name in value):
            return frozenset(value)
        self._problem(
            (*place, "deciders"),
            f"{_dotted(place)}.deciders must be a list of checks that may decide: {_DECIDERS}. "
            'Write for example `deciders = ["model"]`.',
        )
        return frozenset()

    def _reject(self, value: object, place: Place) -> dict[Guideline, float]:
        if isinstance(value, Mapping):
            return self._thresholds(value, place, LEAST_TO_REJECT, 1, "0.98")
        self._problem(
            place,
            f"{_dotted(place)} must be a table of guidelines with numbers. "
            "Write for example `reject = { profanity = 0.98, threat = 0.99 }`.",
        )
        return {}

    def _approve_below(self, value: object, place: Place) -> dict[Guideline, float]:
        if isinstance(value, Mapping):
            missing = [code for code in GUIDELINES if code not in value]
            if missing:
                self._problem(
                    place,
                    f"{_dotted(place)} must have a number for every guideline; there is none for {', '.join(missing)}.",
                )
            return self._thresholds(value, place, 0, MOST_TO_APPROVE, "0.02")
        threshold = _number(value, 0, MOST_TO_APPROVE)
        if threshold is None:
            self._problem(
                place,
                f"{_dotted(place)} must be a number from 0 to {MOST_TO_APPROVE}, or a table with one for each "
                "guideline. Write for example `approve_below = 0.02`.",
            )
            return {}
        return dict.fromkeys(Guideline, threshold)

    def _thresholds(
        self, table: Mapping[str, Any], place: Place, least: float, most: float, example: str
    ) -> dict[Guideline, float]:
        thresholds: dict[Guideline, float] = {}
        for code, value in table.items():
            where = (*place, code)
            if code not in GUIDELINES:
                self._problem(where, f"{_dotted(where)} {unknown('a guideline', code, GUIDELINES)}")
                continue
            threshold = _number(value, least, most)
            if threshold is None:
                self._problem(
                    where,
                    f"{_dotted(where)} must be a number from {least} to {most}. Write for example `{code} = {example}`.",
                )
                continue
            thresholds[Guideline(code)] = threshold
        return thresholds


def _number(value: object, least: float, most: float) -> float | None:
    """`value`, if it is a number between the two."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and least <= value <= most else None


def unknown(what: str, key: str, known: Sequence[str]) -> str:
    """That `key` is no such thing, and what may have been meant."""
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return f"is not {what}. Did you mean {near[0]}?"
    return f"is not {what}. Known here: {', '.join(known)}."


def _dotted(place: Place) -> str:
    return ".".join(part for part in place if isinstance(part, str))
