"""Coming in and going out: by name and password, or by a link that works once."""

from starlette.responses import RedirectResponse, Response

from diwan import claims
from diwan.errors import NeedsSecondFactor, NotSignedIn, TooMany, Unacceptable
from diwan.factors import Way
from diwan.moderators import Moderator
from diwan.ports import Transaction
from diwan.settings import DeskProvider
from diwan.storage.people import PeopleReader
from diwan.web import sessions
from diwan.web.desk import half_way, security_log
from diwan.web.desk.arriving import arrive
from diwan.web.desk.pages import page
from diwan.web.desk.paths import HOME, within_desk
from diwan.web.desk.throttle import Throttle
from diwan.web.desk.visits import Visit
from diwan.web.devices import kind_of
from diwan.web.guessable import check_guessable
from diwan.web.limits import client_of
from diwan.web.openid.gates import Gate
from diwan.web.openid.leaving import left_by
from diwan.web.passwords import Passwords
from diwan.web.problems import headers_for
from diwan.web.protection import Proxies
from diwan.web.sessions import Entrance

SEE_OTHER = 303


class SignIn:
    """The handlers, with what they share: the throttle and the hasher."""

    def __init__(
        self,
        proxies: Proxies,
        throttle: Throttle,
        passwords: Passwords,
        gates: tuple[Gate[DeskProvider], ...] = (),
    ) -> None:
        self._gates = gates
        self._proxies = proxies
        self._throttle = throttle
        self._passwords = passwords

    def form(self, visit: Visit) -> Response:
        """GET /desk/sign-in"""
        next_page = within_desk(visit.request.query_params.get("next", ""))
        if visit.visitor is not None:
            return RedirectResponse(next_page, SEE_OTHER)
        return self.page(next_page, left=visit.request.query_params.get("left", ""))

    def with_password(self, visit: Visit) -> Response:
        """POST /desk/sign-in: `name`, `password`, `next`."""
        name, password = visit.form.get("name", "").strip(), visit.form.get("password", "")
        next_page = within_desk(visit.form.get("next", ""))
        address = str(client_of(visit.request, self._proxies) or "")
        try:
            self._throttle.count(name, address)
            moderator = self._recognise(visit, name, password)
        except TooMany as refused:
            answer = self.page(next_page, status=429, name=name, trouble=refused.detail)
            answer.headers.update(headers_for(refused))
            return answer
        if moderator is None:
            security_log.refused("sign-in-refused")
            return self.page(next_page, status=401, name=name, trouble="wrong")
        self._throttle.forget(name, address)
        entrance = _entrance(visit, Way.PASSWORD)
        try:
            token = sessions.open_session(visit.house, moderator.id, entrance.earlier, entrance)
        except NeedsSecondFactor:
            return half_way.lead_on(visit.house, moderator.id, next_page)
        security_log.signed_in(moderator.id, Way.PASSWORD)
        return arrive(token, next_page)

    def link(self, visit: Visit) -> Response:
        """GET /desk/sign-in/{token}: asks. Mail programs that open links to look at them use nothing up."""
        if not sessions.is_good_link(visit.house, visit.request.path_params["token"]):
            return page("link_lapsed", None, status=410)
        return page("link", None)

    def with_link(self, visit: Visit) -> Response:
        """POST /desk/sign-in/{token}: uses the link up. It stands for a password, not for a second factor."""
        used = sessions.open_with_link(
            visit.house, visit.request.path_params["token"], _entrance(visit, Way.LINK)
        )
        if used is None:
            security_log.refused("link-refused")
            return page("link_lapsed", None, status=410)
        if used.token is None:
            return half_way.lead_on(visit.house, used.moderator_id, "/desk/password")
        security_log.signed_in(used.moderator_id, Way.LINK)
        return arrive(used.token, "/desk/password")

    def arrived(self, visit: Visit) -> Response:
        """GET /desk/arrived: the first page after signing in, which finds out whether the browser kept the cookie."""
        if visit.visitor is None:
            return page("no_cookie", None, status=403)
        return RedirectResponse(within_desk(visit.request.query_params.get("next", "")), SEE_OTHER)

    def password_form(self, visit: Visit) -> Response:
        """GET /desk/password"""
        with visit.house.store.connection() as connection:
            has_one = PeopleReader(connection).password_hash(visit.moderator.id) is not None
        fresh = sessions.is_fresh(visit.house, sessions.presented(visit.request))
        return page("password", visit.moderator, has_one=has_one, fresh=fresh, trouble="")

    def set_password(self, visit: Visit) -> Response:
        """POST /desk/password: `password`, `again`. Only soon after signing in, so that a desk left open gives nothing away."""
        moderator = visit.moderator
        if not sessions.is_fresh(visit.house, sessions.presented(visit.request)):
            return page("password", moderator, status=403, has_one=True, fresh=False, trouble="")
        password = visit.form.get("password", "")
        if password != visit.form.get("again", ""):
            return page("password", moderator, status=422, has_one=True, fresh=True, trouble="different")
        try:
            hashed = self._passwords.hash(password)
            check_guessable(password, [moderator.name, *(site.name for site in visit.house.sites.values())])
        except Unacceptable as refused:
            return page("password", moderator, status=422, has_one=True, fresh=True, trouble=refused.detail)
        self._keep(visit, moderator.id, hashed, kept=sessions.presented(visit.request))
        security_log.changed("password-set", moderator.id)
        return RedirectResponse(HOME, SEE_OTHER)

    def out(self, visit: Visit) -> Response:
        """POST /desk/sign-out"""
        sessions.end(visit.house, sessions.presented(visit.request))
        if visit.visitor is not None:
            claims.leave(visit.house.store, visit.visitor.id).result()
        left = left_by(visit.request, self._gates)
        answer = RedirectResponse(f"/desk/sign-in?left={left}" if left else "/desk/sign-in", SEE_OTHER)
        sessions.take_back(answer)
        half_way.take_back(answer)
        return answer

    def page(
        self, next_page: str, *, status: int = 200, name: str = "", trouble: str = "", left: str = ""
    ) -> Response:
        """The form. `left` names the provider through which somebody had come who just signed out."""
        return page(
            "sign_in",
            None,
            status=status,
            next_page=next_page,
            name=name,
            trouble=trouble,
            gates=self._gates,
            left=next((gate for gate in self._gates if gate.provider.name == left), None),
        )

    def _recognise(self, visit: Visit, name: str, password: str) -> Moderator | None:
        with visit.house.store.connection() as connection:
            reader = PeopleReader(connection)
            moderator = reader.moderator_named(name)
            known = moderator is not None and moderator.dismissed_at is None
            stored = reader.password_hash(moderator.id) if moderator is not None and known else None
        # Verified outside the transaction, which would otherwise stay open for as long as the hash takes.
        if not self._passwords.matches(stored, password) or moderator is None or stored is None:
            return None
        if self._passwords.is_dated(stored):
            self._keep(visit, moderator.id, self._passwords.hash(password))
        return moderator

    @staticmethod
    def _keep(visit: Visit, moderator_id: str, hashed: str, *, kept: str | None = None) -> None:
        """Store it. With `kept`, the token of the session it is set in, everything else that this person opened ends."""

        def work(transaction: Transaction) -> None:
            transaction.next_position()
            if not transaction.is_appointed(moderator_id):
                raise NotSignedIn("This person is no longer a moderator here.")
            transaction.set_password(moderator_id, hashed)
            if kept is not None:
                transaction.end_other_ways(moderator_id, sessions.hashed(kept))

        visit.house.store.write(work).result()


def _entrance(visit: Visit, way: Way) -> Entrance:
    return Entrance(way, kind_of(visit.request), sessions.presented(visit.request))
