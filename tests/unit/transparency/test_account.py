"""The account: whole weeks, totals that add up, and nothing told where too few stand behind it."""

import csv
import io
import json
from dataclasses import replace

import pytest

from diwan.clock import DAY, HOUR
from diwan.desk.sums import Sums, bin_of
from diwan.editions.words import languages, words_for
from diwan.guidelines import FIRST_TEXTS, Guideline
from diwan.transparency import printed
from diwan.transparency.account import WEEKS, Account, Checkpoint, Revision, account, span

MONDAY = 20_717
"""2026-09-21."""
FIRST, END = MONDAY - 7 * WEEKS, MONDAY


def day(n: int = 1) -> Sums:
    """A day with a little of everything, so many times."""
    return Sums(
        came={"9/City": 7 * n, "10/Sport": 3 * n},
        decided={"approved/moderator": 6 * n, "rejected/moderator": 2 * n, "rejected/model": 1 * n},
        reasons={"threat": 2 * n, "abuse": 1 * n, "abuse/racism": 1 * n},
        waits={bin_of(HOUR): 7 * n, bin_of(5 * HOUR): 1 * n},
        appeals={"made": n, "upheld": n},
        reports={"made": 2 * n, "kept": n},
        criticism={"marked/approved": n, "unmarked/rejected": n},
        sampled=8 * n,
    )


def made(
    sums: dict[int, Sums] | None = None, *, at: int = MONDAY * DAY, began: int = 0, language: str = "en"
) -> Account:
    return account(
        dict.fromkeys(range(FIRST, END), day()) if sums is None else sums,
        site="courier",
        site_name="=The Courier",
        language=language,
        at=at,
        began=began,
        revisions=[Revision(2, 3 * DAY, FIRST_TEXTS), Revision(1, DAY, FIRST_TEXTS)],
        checkpoint=Checkpoint(7, "courier.example\n7\nroot=\n"),
    )


def test_the_account_is_of_whole_weeks_and_changes_on_mondays() -> None:
    for later in range(7):
        assert span((MONDAY + later) * DAY + 5 * HOUR) == (FIRST, END)
    assert span((MONDAY + 7) * DAY) == (FIRST + 7, END + 7)
    assert made(at=MONDAY * DAY).weeks == made(at=(MONDAY + 6) * DAY).weeks
    assert len(made().weeks) == WEEKS


def test_totals_are_the_sums_of_the_weeks() -> None:
    told = made()
    days = 7 * WEEKS
    assert (told.received, told.approved, told.rejected) == (10 * days, 6 * days, 3 * days)
    for name in ("received", "approved", "rejected"):
        assert sum(getattr(week, name) for week in told.weeks) == getattr(told, name)
    assert (told.appeals_made, told.appeals_upheld, told.appeals_overturned) == (days, days, 0)
    assert (told.reports_made, told.reports_kept, told.reports_rejected) == (2 * days, days, 0)
    assert (told.criticism_looked_at, told.criticism_decided, told.criticism_rejected) == (8 * days, days, 0)
    assert told.detail is not None
    assert (told.detail.by_person, told.detail.by_machine) == (8 * days, days)
    assert sum(told.detail.reasons.values()) == told.rejected


def test_days_outside_the_weeks_are_not_counted() -> None:
    sums = dict.fromkeys(range(FIRST - 9, END + 9), day())
    assert made(sums).received == made().received


def test_a_small_site_tells_totals_and_nothing_else() -> None:
    told = made({FIRST: day(5)})
    assert (told.received, told.approved, told.rejected) == (50, 30, 15)
    assert told.detail is None
    assert told.weeks == ()
    page, sheet = printed.page(told).decode(), printed.csv(told).decode()
    assert "somebody might be recognised" in page
    assert "<svg" not in page
    assert "Threat</th>" not in page
    assert "by guideline" not in sheet


def test_a_week_with_few_decisions_tells_no_times() -> None:
    told = made({FIRST: day(50), FIRST + 7: day(1)})
    assert told.weeks[0].half is not None
    assert told.weeks[1].half is None
    assert told.detail is not None
    assert told.detail.half is not None


def test_days_not_added_up_are_missed_from_the_first_comment_on() -> None:
    sums = dict.fromkeys(range(END - 7, END), day())
    assert made(sums, began=END - 7).missing_days == 0
    assert made(sums, began=END - 10).missing_days == 3
    assert made(sums, began=0).missing_days == 7 * WEEKS - 7
    assert "still being added up" in printed.page(made(sums, began=0)).decode()
    assert "still being added up" not in printed.page(made()).decode()


# --- its bytes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
def test_the_page_stands_by_itself_and_every_number_is_in_a_table_too(language: str) -> None:
    page = printed.page(made(language=language)).decode()
    words = words_for(language)
    assert f'<html lang="{language}" dir="{words.direction}">' in page
    # Nothing is fetched, and nothing runs.
    for never in ("<script", "http:", "https:", "@import", "url(", " style=", " src="):
        assert never not in page
    for number in (840, 504, 252, 168, 84):
        assert f">{words.number(number)}<" in page
    assert page.count('<svg class="drawn"') == 2
    assert page.count("<table>") == 8
    assert "=The Courier" in page
    assert words.guideline(Guideline.PROMOTION) in page


def test_times_are_told_and_plotted_as_broken_and_unbroken_lines() -> None:
    page = printed.page(made()).decode()
    assert "line series-1" in page
    assert "stroke-dasharray" in page, "the second line is told apart without its colour"


def test_the_json_says_when_and_of_what_time_it_is() -> None:
    told = json.loads(printed.figures(made()))
    assert (told["format"], told["first_day"], told["last_day"]) == (
        "diwan-transparency/1",
        "2026-06-29",
        "2026-09-20",
    )
    assert told["received"] == 840
    assert told["weeks"][0]["first_day"] == "2026-06-29"
    assert told["revisions"][0] == {"number": 2, "at": "1970-01-04T00:00:00.000Z", "texts": FIRST_TEXTS}
    assert told["checkpoint"]["size"] == 7
    assert told["detail"]["reasons"]["threat"] == 168


def reread(*, approved: int, rejected: int, apart: int) -> Account:
    """An account of so many comments that two moderators judged: both approved, both rejected, one of each."""
    sums = dict.fromkeys(range(FIRST, END), day())
    counts = {"approved/approved": approved, "threat/abuse": rejected, "approved/threat": apart}
    return made({**sums, FIRST: replace(day(), reread=counts)})


def test_how_far_two_moderators_agree_is_told_with_what_stands_behind_it() -> None:
    told = reread(approved=80, rejected=15, apart=5)
    # Two who reject under another guideline agree on what readers see.
    assert told.agreement.pairs == 100
    assert told.agreement.alpha == 0.83
    assert (told.agreement.low or 0) < 0.83 < (told.agreement.high or 0) <= 1
    page = printed.page(told).decode()
    assert ">0.83</td>" in page
    assert "neither knows what the other decided" in page
    assert json.loads(printed.figures(told))["agreement"] == {
        "pairs": 100,
        "alpha": 0.83,
        "low": told.agreement.low,
        "high": told.agreement.high,
    }
    rows = list(csv.reader(io.StringIO(printed.csv(told).decode("utf-8-sig"))))
    numbers = {row[2]: row[4] for row in rows if row[1] == "agreement of two moderators"}
    assert (numbers["pairs"], numbers["alpha"]) == ("100", "0.83")


@pytest.mark.parametrize(("approved", "rejected", "apart"), [(0, 0, 0), (40, 5, 4), (200, 2, 2)])
def test_of_too_few_judged_twice_only_their_number_is_told(approved: int, rejected: int, apart: int) -> None:
    told = reread(approved=approved, rejected=rejected, apart=apart)
    assert told.agreement.pairs == approved + rejected + apart
    assert (told.agreement.alpha, told.agreement.low, told.agreement.high) == (None, None, None)
    assert "alpha is told from 50 on" in printed.page(told).decode()
    assert json.loads(printed.figures(told))["agreement"]["alpha"] is None
    assert '"alpha","",""' in printed.csv(told).decode()


def test_agreement_worse_than_chance_is_written_with_its_sign() -> None:
    assert printed.hundredths(words_for("en"), -0.1) == "−0.10"
    assert printed.hundredths(words_for("ckb"), 0.5) == "٠٫٥٠"
    assert printed.hundredths(words_for("tr"), 1.0) == "1,00"


def test_no_cell_of_the_csv_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(printed.csv(made()).decode("utf-8-sig"))))
    assert rows[0] == ["site", "figure", "part", "week from", "number"]
    assert {row[0] for row in rows[1:]} == {"'=The Courier"}
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r")]
    numbers = {(row[1], row[2]): row[4] for row in rows if not row[3]}
    assert numbers["rejected by guideline", "threat"] == "168"
    assert numbers["reports", "made"] == "168"
    assert len([row for row in rows[1:] if row[3]]) == 5 * WEEKS


def test_the_same_account_makes_the_same_bytes() -> None:
    for form in (printed.page, printed.figures, printed.csv):
        assert form(made()) == form(made())


def test_a_name_cannot_become_markup() -> None:
    page = printed.page(replace(made(), site_name="<b>A & B</b>")).decode()
    assert "<b>A" not in page
    assert "&lt;b&gt;A &amp; B" in page


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "21 September 2026"), ("tr", "21 Eylül 2026"), ("ckb", "٢١ی ئەیلوولی ٢٠٢٦")],
)
def test_a_day_is_written_without_its_hour(language: str, expected: str) -> None:
    assert printed.day_of(words_for(language), MONDAY * DAY) == expected


@pytest.mark.parametrize(
    ("language", "share"),
    [("en", "67%"), ("ku", "%67"), ("tr", "%67"), ("ckb", "٦٧٪"), ("ar", "٦٧٪"), ("fa", "۶۷٪")],
)
def test_shares_are_written_as_the_language_writes_them(language: str, share: str) -> None:
    page = printed.page(made(language=language)).decode()
    assert f">{share}</td>" in page
    assert " %</td>" not in page
