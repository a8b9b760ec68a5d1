"""The figures as CSV."""

import csv
import io

from diwan.clock import DAY, HOUR
from diwan.desk.figures import figures
from diwan.desk.figures_sheet import COLUMNS, lines
from diwan.desk.sums import Sums, bin_of

TODAY = 20_000
AT = TODAY * DAY + 10 * HOUR
REREAD = {"approved/approved": 60, "threat/threat": 16, "threat/approved": 6, "approved/threat": 2}


def told(sums: dict[int, Sums]) -> dict[tuple[str, str, str], float]:
    text = "".join(lines(figures(sums, {}, days=7, at=AT)))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0] == list(COLUMNS)
    return {(figure, day, of): float(value) for figure, day, of, value in rows[1:]}


def test_each_number_of_the_page_has_a_line() -> None:
    busy = Sums(
        came={"9/City": 7},
        waits={bin_of(HOUR): 1},
        decided={"approved/moderator": 4, "rejected/rule": 2},
        reasons={"threat": 2, "abuse": 1, "abuse/racism": 1},
        overturned={"moderator": 1},
        compared={"threat/both": 1},
        sampled=4,
        reread=REREAD,
    )
    found = told({day: Sums() for day in range(TODAY - 7, TODAY)} | {TODAY: busy})
    today = "2024-10-04"
    assert found["submitted", today, ""] == 7
    assert found["decided", today, "approved/person"] == 4
    assert found["decided", today, "rejected/machine"] == 2
    assert abs(found["time_to_decision_s", today, "p95"] - 3600) < 200
    assert found["rejected_under", "", "abuse/racism"] == 1
    assert found["compared", "", "threat/both"] == 1
    assert found["overturned_of", "", "moderator/overturned"] == 1
    assert found["agreement", "", "outcome/reread"] == 84
    assert found["agreement", "", "outcome/low"] < found["agreement", "", "outcome/alpha"]
    assert found["agreement", "", "threat/named"] == 24
    assert found["agreement_28_days", today, "alpha"] == found["agreement", "", "outcome/alpha"]
    assert ("agreement_28_days", "2024-10-03", "alpha") not in found


def test_what_is_not_known_has_no_line() -> None:
    found = told({TODAY: Sums()})
    assert ("time_to_decision_s", "2024-10-04", "median") not in found
    assert ("submitted", "2024-10-03", "") not in found
    assert ("agreement", "", "outcome/alpha") not in found
    assert found["agreement", "", "outcome/reread"] == 0
