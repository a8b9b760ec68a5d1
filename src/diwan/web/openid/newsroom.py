"""Moderators and editors who sign in through a provider of the newsroom. Who they are at the desk, `tying` knows; a provider never does."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan import tying
from diwan.bootstrap import House
from diwan.clock import MINUTE, SECOND
from diwan.errors import DiwanError
from diwan.factors import Way
from diwan.moderators import Role
from diwan.openid.claims import display_name, values, verified_email
from diwan.openid.party import Vouched
from diwan.openid.trouble import Denied, Lapsed, NotGenuine, Silent
from diwan.settings import Appointing, DeskProvider
from diwan.ties import mark_of_email, mark_of_subject
from diwan.tying import Newcomer
from diwan.web import sessions
from diwan.web.desk import security_log
from diwan.web.desk.arriving import arrive
from diwan.web.desk.pages import page
from diwan.web.desk.paths import within_desk
from diwan.web.desk.visits import Visit
from diwan.web.devices import kind_of
from diwan.web.openid import journeys, leaving
from diwan.web.openid.gates import Gate, named
from diwan.web.openid.journeys import Turnstile
from diwan.web.problems import headers_for, status_of

SEE_OTHER = 303


class Newsroom:
    """The handlers, with what they share: the gates and the turnstile before them."""

    def __init__(self, house: House, gates: dict[str, Gate[DeskProvider]]) -> None:
        self._house = house
        self._gates = gates
        self._turnstile = Turnstile(house)

    async def set_out(self, visit: Visit) -> Response:
        """POST /desk/openid/{provider}: `next`. Answers with a page that leads on at once, not with a redirection:
        browsers follow one from a form only to where the page's policy lets forms go.
        """
        gate = self._gate(visit)
        back = within_desk(visit.form.get("next", ""))
        try:
            self._turnstile.admit(visit.request)
            departure = await journeys.set_out(
                self._house,
                gate,
                visit.request,
                back=back,
                # He is to be seen in person again: a session of the desk begins with whoever sits there.
                max_age_s=sessions.FRESH // SECOND,
            )
        except DiwanError as refused:
            return _trouble(refused)
        answer = page("openid_leaving", None, gate=gate, there=departure.address)
        journeys.hand_over(answer, departure.secret)
        return answer

    async def arrived(self, visit: Visit) -> Response:
        """GET /desk/openid/{provider}/arrived: where the provider sends the browser back to."""
        gate = self._gate(visit)
        try:
            journey = await journeys.come_back(self._house, gate, visit.request)
            vouched = await journeys.vouched(gate, visit.request)
            token = await run_in_threadpool(self._open, gate, vouched, visit.request)
        except (Silent, Denied, NotGenuine, Lapsed) as trouble:
            journeys.told(gate, trouble)
            return _trouble(trouble)
        except DiwanError as refused:
            return _trouble(refused)
        answer = arrive(token, journey.back)
        leaving.note(answer, gate, sessions.LIFETIME // SECOND)
        return answer

    async def out(self, visit: Visit) -> Response:
        """GET /desk/openid/{provider}/out: signs out of the provider as well, where it offers that."""
        gate = self._gate(visit)
        back = f"{self._house.settings.public_url}/desk/sign-in"
        try:
            self._turnstile.admit(visit.request)
            there = await gate.booth.ask(lambda: gate.party.way_out(back))
        except DiwanError as refused:
            return _trouble(refused)
        answer = RedirectResponse(there or back, SEE_OTHER)
        leaving.forget(answer)
        return answer

    def _gate(self, visit: Visit) -> Gate[DeskProvider]:
        return named(self._gates, visit.request.path_params["provider"])

    def _open(self, gate: Gate[DeskProvider], vouched: Vouched, request: Request) -> str:
        """The token of a new session. Raises NotAllowed, Conflict, NotSignedIn, Unavailable."""
        newcomer = newcomer_of(gate.provider, vouched)
        moderator_id = tying.arrive(self._house.store, self._house.clock, newcomer).result()
        seen_at = vouched.authenticated_at
        now_s = self._house.clock() // SECOND
        fresh = seen_at is not None and now_s - seen_at < (sessions.FRESH + MINUTE) // SECOND
        earlier = sessions.presented(request)
        entrance = sessions.Entrance(Way.PROVIDER, kind_of(request), earlier, fresh)
        token = sessions.open_session(self._house, moderator_id, earlier, entrance)
        security_log.signed_in(moderator_id, Way.PROVIDER)
        return token


def newcomer_of(provider: DeskProvider, vouched: Vouched) -> Newcomer:
    """Whom the provider vouches for, as the desk may know him."""
    email = verified_email(vouched.claims, trusted=provider.trust_emails)
    marks = (mark_of_subject(vouched.subject), *([mark_of_email(email)] if email else []))
    given = values(vouched.claims, provider.role_claim)
    role = (
        Role.EDITOR
        if given.intersection(provider.editors)
        else Role.MODERATOR
        if given.intersection(provider.moderators)
        else None
    )
    return Newcomer(
        provider=provider.name,
        issuer=vouched.issuer,
        subject=vouched.subject,
        marks=marks,
        name=display_name(vouched.claims, provider.name_claim),
        role=role,
        by_claim=provider.appointing == Appointing.CLAIM,
    )


def _trouble(refused: DiwanError) -> Response:
    answer = page("openid_problem", None, status=status_of(refused)[0], problem=refused)
    answer.headers.update(headers_for(refused))
    return answer
