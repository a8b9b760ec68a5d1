"""Every address of the desk, by who may call it."""

from functools import partial

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from diwan.bootstrap import House
from diwan.errors import Unknown
from diwan.web.desk import (
    access,
    authenticator,
    batches,
    closings,
    guidelines,
    own_passkeys,
    people,
    preferences,
    readers,
    resets,
    rules,
    second_step,
    term_form,
    term_trials,
    terms,
)
from diwan.web.desk.appeals import answer
from diwan.web.desk.clearings import clear
from diwan.web.desk.consultations import consult
from diwan.web.desk.decisions import decide, decided
from diwan.web.desk.figures import figures_csv, figures_page
from diwan.web.desk.history import history
from diwan.web.desk.lane import give_back, lane, renew
from diwan.web.desk.language import choose
from diwan.web.desk.live import Live
from diwan.web.desk.log import log, log_csv
from diwan.web.desk.motions import motions
from diwan.web.desk.requirement import only_fresh
from diwan.web.desk.rereadings import differences, reread, show
from diwan.web.desk.roles import for_editors_only
from diwan.web.desk.search import search, search_form
from diwan.web.desk.sign_in import SignIn
from diwan.web.desk.static import static
from diwan.web.desk.throttle import Throttle
from diwan.web.desk.tonight import tonight_page
from diwan.web.desk.visits import (
    Handler,
    Visit,
    Waiting,
    for_anyone,
    for_moderators,
    for_moderators_settling_in,
    for_open_pages,
)
from diwan.web.openid.gates import for_the_desk
from diwan.web.openid.invitations import Invitations
from diwan.web.openid.newsroom import Newsroom
from diwan.web.passwords import Passwords
from diwan.web.protection import Proxies

GET, POST = ["GET"], ["POST"]
EVERY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def routes(house: House, live: Live | None = None) -> list[BaseRoute]:
    """The desk's routes. Whoever serves them ends the streams of `live` when he stops. Unsafe ones refuse pages of other origins; all of them answer errors in the desk's own style."""
    gates = for_the_desk(house.settings, house.clock)
    door = SignIn(
        Proxies(house.settings.server.trusted_proxies),
        Throttle(house.tallies),
        Passwords(),
        tuple(gates.values()),
    )
    openid, invitations = Newsroom(house, gates), Invitations(gates)

    def anyone(path: str, handler: Handler | Waiting, methods: list[str]) -> Route:
        return Route(path, for_anyone(house, handler), methods=methods)

    def moderators(path: str, handler: Handler, methods: list[str]) -> Route:
        return Route(path, for_moderators(house, handler), methods=methods)

    def settling_in(path: str, handler: Handler, methods: list[str]) -> Route:
        return Route(path, for_moderators_settling_in(house, handler), methods=methods)

    def editors(path: str, handler: Handler, methods: list[str], most_bytes: int = 0) -> Route:
        endpoint = for_moderators(house, for_editors_only(handler), most_bytes=most_bytes)
        return Route(path, endpoint, methods=methods)

    return [
        # Anyone.
        anyone("/desk/sign-in", door.form, GET),
        anyone("/desk/sign-in", door.with_password, POST),
        anyone("/desk/sign-in/{token}", door.link, GET),
        anyone("/desk/sign-in/{token}", door.with_link, POST),
        anyone("/desk/second-step", second_step.form, GET),
        anyone("/desk/second-step", partial(second_step.with_code, door.page), POST),
        anyone("/desk/passkey", second_step.passkey_options, GET),
        anyone("/desk/passkey", partial(second_step.with_passkey, door.page), POST),
        anyone("/desk/arrived", door.arrived, GET),
        anyone("/desk/openid/{provider}", openid.set_out, POST),
        anyone("/desk/openid/{provider}/arrived", openid.arrived, GET),
        anyone("/desk/openid/{provider}/out", openid.out, GET),
        anyone("/desk/sign-out", door.out, POST),
        anyone("/desk/language", choose, POST),
        anyone("/desk/static/{name}", static, GET),
        # Moderators and editors, also before they have the second factor that the newsroom asks for.
        settling_in("/desk/password", door.password_form, GET),
        settling_in("/desk/password", door.set_password, POST),
        settling_in("/desk/access", access.access, GET),
        settling_in("/desk/access/sessions", access.end_others, POST),
        settling_in("/desk/access/recovery-codes", only_fresh(access.new_codes), POST),
        settling_in("/desk/access/authenticator", only_fresh(authenticator.set_up), GET),
        settling_in("/desk/access/authenticator", only_fresh(authenticator.confirm), POST),
        settling_in("/desk/access/authenticator/removal", only_fresh(authenticator.ask_removal), GET),
        settling_in("/desk/access/authenticator/removal", only_fresh(authenticator.remove), POST),
        settling_in("/desk/access/passkeys", own_passkeys.options, GET),
        settling_in("/desk/access/passkeys", only_fresh(own_passkeys.add), POST),
        settling_in("/desk/access/passkeys/{passkey_id}/removal", only_fresh(own_passkeys.ask_removal), GET),
        settling_in("/desk/access/passkeys/{passkey_id}/removal", only_fresh(own_passkeys.remove), POST),
        # Moderators and editors.
        moderators("/desk", lane, GET),
        Route("/desk/live", for_open_pages(house, (live or Live(house)).answer), methods=GET),
        moderators("/desk/claims", renew, POST),
        moderators("/desk/claims/back", give_back, POST),
        moderators("/desk/decided", decided, GET),
        moderators("/desk/comments/{comment_id}", history, GET),
        moderators("/desk/comments/{comment_id}/decisions", decide, POST),
        moderators("/desk/comments/{comment_id}/consultations", consult, POST),
        moderators("/desk/comments/{comment_id}/appeals/{appeal_id}", answer, POST),
        moderators("/desk/comments/{comment_id}/rereading", reread, POST),
        moderators("/desk/comments/{comment_id}/sight", show, POST),
        moderators("/desk/preferences", preferences.preferences, GET),
        moderators("/desk/preferences/masking", preferences.set_masking, POST),
        moderators("/desk/preferences/keys", preferences.set_keys, POST),
        moderators("/desk/motions", motions, GET),
        moderators("/desk/batches", batches.batches, GET),
        moderators("/desk/batches", batches.start, POST),
        moderators("/desk/batches/new", batches.preview, GET),
        moderators("/desk/batches/{batch_id}", batches.batch, GET),
        moderators("/desk/batches/{batch_id}/undo", batches.undo, POST),
        moderators("/desk/comments/{comment_id}/clearings", clear, POST),
        moderators("/desk/search", search_form, GET),
        moderators("/desk/search", search, POST),
        moderators("/desk/log", log, GET),
        moderators("/desk/readers", readers.readers, GET),
        moderators("/desk/readers/{reader_id}", readers.reader, GET),
        moderators("/desk/readers/{reader_id}/restraints", readers.restrain, POST),
        moderators("/desk/figures", figures_page, GET),
        moderators("/desk/figures.csv", figures_csv, GET),
        moderators("/desk/guidelines", guidelines.current, GET),
        moderators("/desk/rules", rules.rules, GET),
        moderators("/desk/pauses", rules.pause, POST),
        # Editors only.
        editors("/desk/pauses/{pause_id}/end", rules.resume, POST),
        editors("/desk/closing", closings.closing, GET),
        editors("/desk/closing", closings.set_closing, POST),
        editors("/desk/log.csv", log_csv, GET),
        editors("/desk/guidelines", guidelines.submit, POST),
        editors("/desk/guidelines/new", guidelines.form, GET),
        editors("/desk/differences", differences, GET),
        editors("/desk/readers/{reader_id}/liftings", readers.lift, POST),
        editors("/desk/tonight", tonight_page, GET),
        editors("/desk/terms", terms.overview, GET),
        editors("/desk/terms/files/{name}", terms.file, GET),
        editors("/desk/terms/revisions/{revision}", terms.revision, GET),
        editors("/desk/terms/trials/{trial_id}", term_trials.trial, GET),
        editors("/desk/terms/{language}/{kind}", term_form.form, GET),
        editors("/desk/terms/{language}/{kind}", term_form.submit, POST, term_form.MOST_BYTES),
        editors("/desk/moderators", people.people, GET),
        editors("/desk/moderators", people.appoint, POST),
        editors("/desk/moderators/{moderator_id}/dismissal", people.ask, GET),
        editors("/desk/moderators/{moderator_id}/dismissal", people.dismiss, POST),
        editors("/desk/moderators/{moderator_id}/openid", invitations.form, GET),
        editors("/desk/moderators/{moderator_id}/openid", only_fresh(invitations.invite), POST),
        editors("/desk/moderators/{moderator_id}/openid/withdrawal", invitations.withdraw, POST),
        editors("/desk/moderators/{moderator_id}/reset", resets.ask, GET),
        editors("/desk/moderators/{moderator_id}/reset", only_fresh(resets.reset), POST),
        # Moderators and editors again: behind what a revision's number could be taken for.
        moderators("/desk/guidelines/{revision}", guidelines.revision, GET),
        # Whatever else is asked for below /desk.
        anyone("/desk/", _home, GET),
        anyone("/desk/{rest:path}", _nothing_here, EVERY_METHOD),
    ]


def _home(_visit: Visit) -> Response:
    return RedirectResponse("/desk", 307)


def _nothing_here(_visit: Visit) -> Response:
    raise Unknown("There is no such page at the desk.")
