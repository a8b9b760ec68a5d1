"""Strings that a spreadsheet takes for formulas: no cell of any CSV that is handed out begins like one."""

import csv
import io
from collections.abc import Sequence

from tests.house import SITE

from diwan import leisure
from diwan.comments import check_name
from diwan.decisions import Outcome as Decided
from diwan.errors import DiwanError
from proofs.attack_strings import Attack
from proofs.outcome import Outcome
from proofs.roles import People

FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""What a cell may not begin with, blanks apart."""
SHEETS = (
    "/desk/log.csv",
    "/desk/log.csv?notes=yes",
    "/desk/figures.csv?days=30",
    f"/transparency/{SITE.id}/figures.csv",
)


def cells(people: People, outcome: Outcome, attacks: Sequence[Attack]) -> None:
    """Headlines, sections, notes and moderators' names are such strings; then every sheet is read."""
    newsroom = people.newsroom
    for number, attack in enumerate(attacks):
        text = attack.text
        try:
            newsroom.register(f"cells-{number}", headline=text, section=text[:100])
        except DiwanError:
            continue
        sent = newsroom.submit(article=f"cells-{number}")
        newsroom.decide(sent, Decided.REJECTED, note=text)
        try:
            check_name(text)
            people.appoint(text)
        except DiwanError:
            continue
    house = newsroom.house
    leisure.print_account(house.store, house.press, house.sites[SITE.id], house.clock())
    headers = people.cookie(people.editor)
    disarmed = 0
    for sheet in SHEETS:
        answer = newsroom.client.get(sheet, headers=headers)
        outcome.expect(answer.status_code == 200, f"{sheet} is not there ({answer.status_code})")
        for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")):
            for cell in row:
                outcome.expect(cell.lstrip(" \u00a0")[:1] not in (*FORMULA,), f"{sheet}: a cell is a formula")
                disarmed += cell.startswith("'")
    outcome.count("cells disarmed", disarmed)
    outcome.expect(disarmed, "no cell had to be disarmed: this proves nothing")
