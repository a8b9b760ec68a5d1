"""Inviting a moderator's account at a provider: what an editor does once, so that its owner can sign in with it ever after. For editors."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from diwan import tying
from diwan.errors import Refused, Unacceptable, Unknown
from diwan.moderators import Moderator
from diwan.openid.id_token import MOST_SUBJECT_CHARACTERS
from diwan.settings import DeskProvider
from diwan.storage.people import PeopleReader
from diwan.ties import mark_of_email, mark_of_subject
from diwan.web.desk.pages import page
from diwan.web.desk.visits import Visit
from diwan.web.openid.gates import Gate, named

SEE_OTHER = 303
KINDS = ("email", "subject")


class Invitations:
    """The handlers, with the gates of the desk."""

    def __init__(self, gates: dict[str, Gate[DeskProvider]]) -> None:
        self._gates = gates

    def form(self, visit: Visit) -> Response:
        """GET /desk/moderators/{id}/openid"""
        return self._page(visit, self._who(visit))

    def invite(self, visit: Visit) -> Response:
        """POST /desk/moderators/{id}/openid: `provider`, `kind` (email or subject), `value`."""
        who, value = self._who(visit), visit.form.get("value", "").strip()
        gate = named(self._gates, visit.form.get("provider", ""))
        kind = visit.form.get("kind", "")
        try:
            mark = _mark(kind, value)
        except Unacceptable as refused:
            return self._page(visit, who, status=422, trouble=refused, kind=kind, value=value)
        house = visit.house
        tying.invite(
            house.store,
            house.clock,
            moderator_id=who.id,
            provider=gate.provider.name,
            mark=mark,
            editor=visit.moderator.id,
        ).result()
        return RedirectResponse(f"/desk/moderators/{who.id}/openid", SEE_OTHER)

    def withdraw(self, visit: Visit) -> Response:
        """POST /desk/moderators/{id}/openid/withdrawal: `provider`."""
        who = self._who(visit)
        gate = named(self._gates, visit.form.get("provider", ""))
        visit.house.store.write(lambda tx: tx.withdraw_invitation(who.id, gate.provider.name)).result()
        return RedirectResponse(f"/desk/moderators/{who.id}/openid", SEE_OTHER)

    def _who(self, visit: Visit) -> Moderator:
        asked: str = visit.request.path_params["moderator_id"]
        with visit.house.store.connection() as connection:
            everybody = PeopleReader(connection).moderators()
        who = next((each for each in everybody if each.id == asked and each.dismissed_at is None), None)
        if who is None or not self._gates:
            raise Unknown("There is no such moderator any more, or no provider to sign in through.")
        return who

    def _page(
        self,
        visit: Visit,
        who: Moderator,
        *,
        status: int = 200,
        trouble: Refused | None = None,
        kind: str = "email",
        value: str = "",
    ) -> Response:
        with visit.house.store.connection() as connection:
            reader = PeopleReader(connection)
            issuers, invited = reader.ties().get(who.id, []), reader.invitations(visit.house.clock())
        titles = {gate.provider.issuer: gate.provider.title for gate in self._gates.values()}
        return page(
            "openid_invite",
            visit.moderator,
            status=status,
            who=who,
            gates=tuple(self._gates.values()),
            tied=[titles.get(issuer) or urlsplit(issuer).hostname for issuer in issuers],
            invited=[
                (gate, invited[who.id, gate.provider.name])
                for gate in self._gates.values()
                if (who.id, gate.provider.name) in invited
            ],
            trouble=trouble,
            kind=kind if kind in KINDS else "email",
            value=value,
        )


def _mark(kind: str, value: str) -> bytes:
    if kind == "email":
        if (
            value.count("@") != 1
            or value.startswith("@")
            or value.endswith("@")
            or " " in value
            or len(value) > 254
        ):
            raise Unacceptable(
                "Write the e-mail address of the account, such as name@example.org.", field="value"
            )
        return mark_of_email(value)
    if kind != "subject":
        raise Unacceptable("Choose whether it is an e-mail address or a subject.", field="kind")
    if not 0 < len(value) <= MOST_SUBJECT_CHARACTERS:
        raise Unacceptable(
            "Write the subject (“sub”) of the account, as the provider shows it.", field="value"
        )
    return mark_of_subject(value)
