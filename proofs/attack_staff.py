"""What the staff of the attacked house write: notes of restraints, the guidelines, reasons of pauses, names. Who is at the desk is no stranger, and what he
writes is still only text.
"""

from collections.abc import Iterator, Sequence

from diwan import founding, pausing, restraining, revising
from diwan.first_wording import FIRST_WORDING
from diwan.guidelines import Guideline, check_texts
from diwan.moderators import MAX_NAME_CHARACTERS, Role
from diwan.restraining import Wish
from diwan.restraints import Effect
from proofs.attack_house import SITE, AttackedHouse, Group
from proofs.attack_strings import pieces

MOST_OF_A_NOTE = 500


def restrain(attacked: AttackedHouse, group: Group) -> None:
    """Hold the group's reader, again and again, for all that its strings say."""
    house, seen = attacked.desk.house, -1
    for note in pieces(group.texts, MOST_OF_A_NOTE):
        wish = Wish(group.reader, Effect.HOLD, Guideline.THREAT, None, seen, note)
        if attacked.tried(restraining.restrain, house.store, house.clock, attacked.editor, wish):
            seen = house.store.write(lambda tx: tx.last_act_on(group.reader)).result()


def revise(attacked: AttackedHouse, group: Group) -> None:
    """Make the strings the guidelines' texts, each where one stands."""
    house, wording = attacked.desk.house, dict(FIRST_WORDING)
    for key, text in zip(FIRST_WORDING, group.texts, strict=False):
        one = {key: text.strip()}
        if attacked.tried(check_texts, {**FIRST_WORDING, **one}):
            wording |= one
    current = house.store.write(lambda tx: tx.current_revision()).result()
    made = revising.revise(house.store, house.clock, texts=wording, revision=current, by=attacked.editor.id)
    group.revision = made.result().revision


def pauses(attacked: AttackedHouse, texts: Sequence[str]) -> Iterator[None]:
    """The site is paused for one reason after another; while it is, its page can be looked at."""
    house, by = attacked.desk.house, attacked.editor.id
    store, clock = house.store, house.clock
    for reason in pieces(texts, MOST_OF_A_NOTE):
        made = attacked.tried(pausing.pause, store, clock, site=SITE, reason=reason, by=by)
        if made:
            yield
            pausing.resume(store, clock, site=SITE, pause_id=made.id, by=by).result()


def appoint(attacked: AttackedHouse, names: Sequence[str]) -> None:
    """Moderators under those of the strings that can be a name."""
    house = attacked.desk.house
    for name in names:
        if len(name) <= MAX_NAME_CHARACTERS:
            attacked.tried(founding.appoint, house.store, house.clock, name=name, role=Role.MODERATOR)
