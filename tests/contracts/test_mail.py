"""Mail to readers, on both databases: what is owed to whom and when, that it goes out whatever breaks, and that mailboxes are forgotten."""

import pytest
from sqlalchemy import text

from diwan import appealing, subscribing
from diwan.appeals import Verdict
from diwan.articles import Description
from diwan.clock import DAY, HOUR, MINUTE
from diwan.decisions import Outcome
from diwan.envelopes import EVERYWHERE
from diwan.errors import (
    Conflict,
    MailboxRefused,
    MailLater,
    MailServerDown,
    MessageRefused,
    Unacceptable,
    Unknown,
)
from diwan.guidelines import Guideline
from diwan.letters import CONFIRM_WITHIN, QUIET_FOR, REFUSED_FOR, TRIED_FOR, Wants
from diwan.mail.delivery import RESTS, WAITS
from diwan.storage import schema
from tests.house import DESCRIPTION, House
from tests.mail_server import link, plain
from tests.mailbag import DAILY, EVERYTHING, HOUR_OF_DAY, MAILBOX, MailHouse


@pytest.fixture
def mail(diwan: House) -> MailHouse:
    diwan.register()
    return MailHouse(diwan)


def count(mail: MailHouse, table: str) -> int:
    with mail.diwan.store.connection() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def forget_lapsed(mail: MailHouse) -> None:
    at = mail.diwan.clock()
    mail.diwan.store.write(lambda tx: tx.forget_lapsed(at)).result()


# --- opting in ----------------------------------------------------------------------------------------------------


def test_nobody_is_written_to_about_a_comment_before_the_mailboxes_owner_has_pressed_the_button(
    mail: MailHouse,
) -> None:
    sent = mail.diwan.submit()
    mail.ask(sent.comment_id)
    [asking] = mail.go()
    mail.diwan.decide(sent, Outcome.REJECTED, Guideline.THREAT)
    assert mail.go() == []
    assert mail.confirm(asking)
    [told] = mail.go()
    assert "was rejected" in plain(told)


def test_the_first_mail_says_nothing_of_the_comment_and_does_not_lead_to_its_receipt(mail: MailHouse) -> None:
    """It goes to a mailbox that somebody typed: whoever reads it may have nothing to do with the comment."""
    sent = mail.diwan.submit("Words of mine.", name="Şîlan")
    mail.ask(sent.comment_id)
    [asking] = mail.go()
    whole = asking.as_string() + plain(asking)
    assert [
        word for word in ("Words of mine", "Şîlan", "bridge", "receipts", sent.comment_id) if word in whole
    ] == []


def test_a_link_to_confirm_works_once_and_for_two_days(mail: MailHouse) -> None:
    first, second = mail.diwan.submit(), mail.diwan.submit("Another one.")
    mail.ask(first.comment_id)
    mail.ask(second.comment_id)
    asking, other = mail.go()
    assert mail.confirm(asking)
    assert not mail.confirm(asking)
    mail.diwan.clock.advance(CONFIRM_WITHIN)
    assert not mail.confirm(other)
    assert count(mail, "subscriptions") == 1
    assert count(mail, "mail_requests") == 0


def test_what_was_decided_between_asking_and_confirming_is_told(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.ask(sent.comment_id)
    [asking] = mail.go()
    mail.diwan.approve(sent)
    assert mail.confirm(asking)
    [told] = mail.go()
    assert "is approved" in plain(told)


def test_what_was_decided_before_is_known_from_the_receipt_and_not_mailed(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.diwan.approve(sent)
    mail.diwan.clock.advance(MINUTE)
    mail.subscribe(sent.comment_id)
    assert mail.go() == []


def test_asking_again_replaces_what_was_asked_and_is_refused_once_confirmed(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.ask(sent.comment_id, email="mistyped@example.org")
    [lost] = mail.go()
    mail.ask(sent.comment_id)
    [asking] = mail.go()
    assert not mail.confirm(lost)
    assert mail.confirm(asking)
    with pytest.raises(Conflict):
        mail.ask(sent.comment_id, email="azad@example.org")


def test_nothing_is_asked_for_a_comment_that_is_not_there_or_withdrawn_or_for_nothing(
    mail: MailHouse,
) -> None:
    with pytest.raises(Unknown):
        mail.ask("0" * 32)
    sent = mail.diwan.submit()
    with pytest.raises(Unacceptable):
        mail.ask(sent.comment_id, Wants(outcome=False, replies=False, daily=False))
    mail.diwan.erase(sent.comment_id)
    with pytest.raises(Unknown):
        mail.ask(sent.comment_id)
    assert count(mail, "outbox") == 0


# --- what is told -------------------------------------------------------------------------------------------------


def test_an_approval_is_told_with_its_place_once_it_stands_there(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.subscribe(sent.comment_id)
    mail.diwan.decide(sent)
    assert mail.go() == []
    mail.diwan.print()
    [told] = mail.go()
    assert told["Subject"] == "Your comment at The Courier is approved"
    assert f"/read/courier/bridge?page=0#diwan-0-{sent.comment_id}" in plain(told)


def test_a_rejection_is_told_with_its_guideline_its_receipt_and_how_to_object(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.subscribe(sent.comment_id)
    mail.diwan.decide(sent, Outcome.REJECTED, Guideline.PROMOTION, note="between colleagues")
    [told] = mail.go()
    said = plain(told)
    assert "under the guideline “Advertising”" in said
    assert f"/receipts/{sent.comment_id}" in said
    assert "object once, until" in said
    assert "between colleagues" not in said


def test_an_appeal_is_answered_by_mail_both_ways(mail: MailHouse) -> None:
    answered = []
    for verdict in (Verdict.UPHELD, Verdict.OVERTURNED):
        sent = mail.diwan.submit(f"Words that are objected about: {verdict}")
        mail.subscribe(sent.comment_id)
        rejection = mail.diwan.decide(sent, Outcome.REJECTED, Guideline.THREAT)
        mail.go()
        mail.diwan.clock.advance(QUIET_FOR)
        appeal = appealing.appeal(
            mail.diwan.store,
            mail.diwan.clock,
            comment_id=sent.comment_id,
            decision_id=rejection.id,
            words="It was meant otherwise.",
            days=14,
        ).result()
        appealing.answer(
            mail.diwan.store,
            mail.diwan.clock,
            mail.diwan.appoint(f"Hawrê {verdict}"),
            appeal_id=appeal.id,
            digest=sent.digest,
            verdict=verdict,
            note="It was not." if verdict is Verdict.UPHELD else "",
        ).result()
        mail.diwan.print()
        answered += mail.go()
        mail.diwan.clock.advance(QUIET_FOR)
    assert [message["Subject"] for message in answered] == [
        "Your objection at The Courier is answered",
        "Your comment at The Courier is approved",
    ]
    assert "It was not." not in plain(answered[0])


def test_a_reply_is_told_only_once_readers_see_it_and_never_in_its_own_words(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.diwan.approve(sent)
    mail.diwan.clock.advance(MINUTE)
    mail.subscribe(sent.comment_id)
    reply = mail.diwan.submit("Canary words.", name="Canary name", parent=sent.comment_id)
    mail.diwan.screen(reply.comment_id)
    assert mail.go() == []
    mail.diwan.decide(reply)
    assert mail.go() == []
    mail.diwan.print()
    [told] = mail.go()
    assert f"#diwan-0-{reply.comment_id}" in plain(told)
    assert "anary" not in told.as_string() + plain(told)


def test_of_a_rejected_reply_and_of_answers_to_others_nobody_hears(mail: MailHouse) -> None:
    sent, other = mail.diwan.submit(), mail.diwan.submit("Another one.")
    for each in (sent, other):
        mail.diwan.approve(each)
    mail.diwan.clock.advance(MINUTE)
    mail.subscribe(sent.comment_id)
    rejected = mail.diwan.submit("Rejected.", parent=sent.comment_id)
    mail.diwan.decide(rejected, Outcome.REJECTED)
    mail.diwan.approve(mail.diwan.submit("To somebody else.", parent=other.comment_id))
    mail.diwan.print()
    assert mail.go() == []
    assert count(mail, "outbox") == 0


def test_a_reply_that_is_taken_out_before_its_mail_goes_is_not_told(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.diwan.approve(sent)
    mail.diwan.clock.advance(MINUTE)
    mail.subscribe(sent.comment_id)
    for undo in ("rejected", "erased"):
        reply = mail.diwan.submit(f"To be {undo}.", parent=sent.comment_id)
        approval = mail.diwan.approve(reply)
        if undo == "rejected":
            mail.diwan.decide(reply, Outcome.REJECTED, supersedes=approval.id)
        else:
            mail.diwan.erase(reply.comment_id)
        mail.diwan.print()
    assert count(mail, "outbox") == 2
    assert mail.go() == []
    assert count(mail, "outbox") == 0


def test_a_decision_that_is_superseded_before_its_mail_goes_is_not_told(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.subscribe(sent.comment_id)
    rejection = mail.diwan.decide(sent, Outcome.REJECTED)
    mail.diwan.decide(sent, supersedes=rejection.id)
    mail.diwan.print()
    [told] = mail.go()
    assert "is approved" in plain(told)
    assert "rejected" not in plain(told)


def test_who_wants_one_kind_of_news_gets_no_other(mail: MailHouse) -> None:
    sent, other = mail.diwan.submit(), mail.diwan.submit("Another one.")
    mail.subscribe(sent.comment_id, Wants(outcome=True, replies=False, daily=False))
    mail.subscribe(other.comment_id, Wants(outcome=False, replies=True, daily=False), "azad@example.org")
    for each in (sent, other):
        mail.diwan.approve(each)
        mail.diwan.approve(mail.diwan.submit("A reply.", parent=each.comment_id))
    told = {mailbox: plain(message) for mailbox, message in mail.bag.sent[-len(mail.go()) :]}
    assert "is approved" in told[MAILBOX]
    assert "reply" not in told[MAILBOX]
    assert "new reply" in told["azad@example.org"]
    assert "is approved" not in told["azad@example.org"]


def test_a_headline_that_a_mail_program_would_make_a_link_of_is_left_out(mail: MailHouse) -> None:
    headline = "Your account is locked, see evil.example/login"
    mail.diwan.register("trap", Description(DESCRIPTION.url, headline, "City", "en"))
    sent = mail.diwan.submit(article="trap")
    mail.subscribe(sent.comment_id)
    mail.diwan.approve(sent)
    [told] = mail.go()
    assert "evil" not in told.as_string() + plain(told)
    assert "Your comment on an article is approved" in plain(told)


# --- when ---------------------------------------------------------------------------------------------------------


def test_after_a_mail_it_is_quiet_for_a_while_and_what_came_meanwhile_goes_together(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.subscribe(sent.comment_id)
    mail.diwan.approve(sent)
    assert len(mail.go()) == 1
    replies = [mail.diwan.submit(f"Reply {n}.", parent=sent.comment_id) for n in range(3)]
    for reply in replies:
        mail.diwan.approve(reply)
    assert mail.go() == []
    mail.diwan.clock.advance(QUIET_FOR)
    [told] = mail.go()
    assert "has new replies" in plain(told)
    assert all(reply.comment_id in plain(told) for reply in replies)


def test_once_a_day_is_once_a_day_at_the_hour_for_all_comments_of_a_mailbox(mail: MailHouse) -> None:
    mine = [mail.diwan.submit(f"Words {n}.") for n in range(3)]
    for each in mine:
        mail.subscribe(each.comment_id, DAILY)
    for each in mine:
        mail.diwan.approve(each)
    clock = mail.diwan.clock
    into_the_day = clock() % DAY
    clock.advance((HOUR_OF_DAY * HOUR - into_the_day) % DAY - 1)
    assert mail.go() == []
    clock.advance(1)
    [told] = mail.go()
    assert told["Subject"] == "News of your comments at The Courier"
    assert plain(told).count("is approved") == 3
    mail.diwan.approve(mail.diwan.submit("A reply.", parent=mine[0].comment_id))
    clock.advance(DAY - 1)
    assert mail.go() == []
    clock.advance(1)
    assert len(mail.go()) == 1


# --- whatever breaks ----------------------------------------------------------------------------------------------


class Died(BaseException):
    """The process ends here."""


def test_a_process_that_dies_between_sending_and_settling_sends_the_same_mail_again(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.subscribe(sent.comment_id)
    mail.diwan.approve(sent)

    def die() -> None:
        raise Died

    mail.bag.after = die
    with pytest.raises(Died):
        mail.delivery.send_one()
    mail.bag.after = lambda: None
    mail.delivery = mail.another()
    assert mail.go() == [], "its claim holds"
    # What comes meanwhile goes into a mail of its own: the repeated one stays the same.
    mail.diwan.approve(mail.diwan.submit("A reply.", parent=sent.comment_id))
    mail.go()
    mail.diwan.clock.advance(max(WAITS[0], QUIET_FOR))
    again = mail.go()
    ids = [message["Message-ID"] for _, message in mail.bag.sent[1:]]
    assert ids.count(ids[0]) == 2
    first = next(plain(m) for _, m in mail.bag.sent if m["Message-ID"] == ids[0])
    assert first in [plain(m) for m in again]
    assert count(mail, "outbox") == 0


def test_two_processes_never_take_the_same_mail(mail: MailHouse) -> None:
    for number in range(2):
        mail.ask(mail.diwan.submit(f"Words {number}.").comment_id, email=f"reader{number}@example.org")
    at = mail.diwan.clock()

    def claim(mail_id: str) -> object:
        return mail.diwan.store.write(lambda tx: tx.claim_mail(at, mail_id=mail_id, waits=WAITS)).result()

    taken = [claim(f"{number:032x}") for number in range(3)]
    assert taken[2] is None
    assert len({getattr(each, "letters", None) for each in taken}) == 3


def test_what_is_put_off_is_tried_again_later_and_later_and_given_up_after_its_term(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.subscribe(sent.comment_id)
    mail.diwan.approve(sent)
    begun = mail.diwan.clock()
    mail.bag.trouble = MailLater("not now")
    mail.bag.tried = 0
    assert mail.go() == []
    for wait in WAITS:
        mail.diwan.clock.advance(wait - 1)
        before = mail.bag.tried
        mail.go()
        assert mail.bag.tried == before
        mail.diwan.clock.advance(1)
        mail.go()
        assert mail.bag.tried == before + 1
    while count(mail, "outbox"):
        mail.diwan.clock.advance(WAITS[-1])
        mail.go()
    assert TRIED_FOR <= mail.diwan.clock() - begun <= TRIED_FOR + WAITS[-1]
    assert mail.delivery.counted["given-up"] == 1
    assert count(mail, "subscriptions") == 1


def test_while_the_server_is_down_it_is_left_alone_and_no_letter_is_the_worse_for_it(mail: MailHouse) -> None:
    for number in range(5):
        mail.ask(mail.diwan.submit(f"Words {number}.").comment_id, email=f"reader{number}@example.org")
    mail.bag.trouble = MailServerDown("down")
    for tries, rest in enumerate((*RESTS, RESTS[-1]), start=1):
        mail.go()
        mail.go()
        assert mail.bag.tried == tries
        mail.diwan.clock.advance(rest)
    with mail.diwan.store.connection() as connection:
        assert set(connection.execute(text("SELECT attempts FROM outbox")).scalars()) == {0}
    mail.bag.trouble = None
    assert len(mail.go()) == 5
    assert count(mail, "outbox") == 0


def test_a_mailbox_that_is_none_is_forgotten_with_all_that_was_for_it(mail: MailHouse) -> None:
    first, second = mail.diwan.submit(), mail.diwan.submit("Another one.")
    for each in (first, second):
        mail.subscribe(each.comment_id)
    mail.diwan.approve(first)
    mail.bag.trouble = MailboxRefused("no such mailbox")
    mail.go()
    assert [count(mail, table) for table in ("subscriptions", "outbox", "mail_requests")] == [0, 0, 0]
    mail.ask(mail.diwan.submit("A third one.").comment_id, email="nobody@example.org")
    mail.go()
    assert [count(mail, table) for table in ("subscriptions", "outbox", "mail_requests")] == [0, 0, 0]


def test_a_message_that_is_refused_is_gone_and_the_next_one_goes(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.subscribe(sent.comment_id)
    mail.diwan.approve(sent)
    mail.bag.trouble = MessageRefused("looks like junk")
    mail.go()
    assert count(mail, "outbox") == 0
    mail.bag.trouble = None
    mail.diwan.approve(mail.diwan.submit("A reply.", parent=sent.comment_id))
    assert len(mail.go()) == 1


# --- nobody is flooded --------------------------------------------------------------------------------------------


def test_a_mailbox_gets_three_mails_an_hour_and_six_a_day_that_nobody_confirmed_in_any_spelling(
    mail: MailHouse,
) -> None:
    spellings = (MAILBOX, "ROJIN@example.org", "rojin+1@example.org", "rojin+2@EXAMPLE.org")

    def ask_often() -> int:
        for number in range(8):
            sent = mail.diwan.submit(f"Words {number} at {mail.diwan.clock()}.")
            mail.ask(sent.comment_id, email=spellings[number % len(spellings)])
        return len(mail.go())

    assert ask_often() == 3
    mail.diwan.clock.advance(HOUR)
    assert ask_often() == 3
    mail.diwan.clock.advance(HOUR)
    assert ask_often() == 0
    mail.diwan.clock.advance(DAY)
    assert ask_often() == 3


def test_a_link_to_sign_in_counts_like_any_mail_that_nobody_confirmed(mail: MailHouse) -> None:
    for _ in range(5):
        subscribing.ask_to_enter(
            mail.diwan.store, mail.diwan.clock, mail.envelopes, site="courier", email=MAILBOX, back=""
        ).result()
    mail.ask(mail.diwan.submit().comment_id)
    assert len(mail.go()) == 3
    assert count(mail, "enter_links") == 5


def test_where_no_further_mail_may_go_the_link_that_was_sent_stays_good(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    for _ in range(3):
        mail.ask(sent.comment_id)
    [*_, last] = mail.go()
    mail.ask(sent.comment_id)
    assert mail.go() == []
    assert mail.confirm(last)


def test_who_refuses_is_left_alone_for_a_month_and_what_he_confirmed_goes_on(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.subscribe(sent.comment_id)
    everywhere = mail.envelopes.mark(EVERYWHERE, MAILBOX)
    subscribing.refuse(mail.diwan.store, mail.diwan.clock, everywhere).result()
    subscribing.refuse(mail.diwan.store, mail.diwan.clock, everywhere).result()
    other = mail.diwan.submit("Another one.")
    mail.ask(other.comment_id)
    assert mail.go() == []
    mail.diwan.approve(sent)
    assert len(mail.go()) == 1
    mail.diwan.clock.advance(REFUSED_FOR)
    mail.ask(other.comment_id)
    assert len(mail.go()) == 1


# --- mailboxes are forgotten --------------------------------------------------------------------------------------


def test_stopping_forgets_the_mailbox_at_this_site_with_what_was_owed_and_asked(mail: MailHouse) -> None:
    first, second, third = (mail.diwan.submit(f"Words {n}.") for n in range(3))
    mail.subscribe(first.comment_id)
    mail.subscribe(second.comment_id)
    mail.ask(third.comment_id)
    mail.diwan.approve(first)
    assert count(mail, "outbox") == 2
    mark = mail.envelopes.mark("courier", MAILBOX)
    for _ in range(2):
        subscribing.stop(mail.diwan.store, mark).result()
    assert [count(mail, table) for table in ("subscriptions", "mail_requests", "outbox")] == [0, 0, 0]
    mail.diwan.approve(second)
    assert mail.go() == []


def test_with_the_comments_words_its_mailbox_is_gone(mail: MailHouse) -> None:
    first, second = mail.diwan.submit(), mail.diwan.submit("Another one.")
    mail.subscribe(first.comment_id)
    mail.ask(second.comment_id)
    mail.diwan.decide(first, Outcome.REJECTED)
    for each in (first, second):
        mail.diwan.erase(each.comment_id)
    assert [count(mail, table) for table in ("subscriptions", "mail_requests", "outbox")] == [0, 0, 0]


def test_after_their_term_mailboxes_links_and_counts_are_forgotten(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.subscribe(sent.comment_id)
    mail.diwan.approve(sent)
    mail.ask(mail.diwan.submit("Another one.").comment_id, email="azad@example.org")
    subscribing.ask_to_enter(
        mail.diwan.store, mail.diwan.clock, mail.envelopes, site="courier", email=MAILBOX, back=""
    ).result()
    subscribing.refuse(mail.diwan.store, mail.diwan.clock, bytes(16)).result()
    forget_lapsed(mail)
    assert count(mail, "subscriptions") == count(mail, "mail_requests") == count(mail, "enter_links") == 1
    mail.diwan.clock.advance(90 * DAY)
    forget_lapsed(mail)
    assert [count(mail, table.name) for table in schema.MAIL] == [0] * len(schema.MAIL)


def test_no_table_holds_a_mailbox_that_can_be_read(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    mail.subscribe(sent.comment_id)
    mail.ask(mail.diwan.submit("Another one.").comment_id)
    subscribing.ask_to_enter(
        mail.diwan.store, mail.diwan.clock, mail.envelopes, site="courier", email=MAILBOX, back=""
    ).result()
    mail.diwan.approve(sent)
    with mail.diwan.store.connection() as connection:
        for table in schema.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                stored = b"".join(
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    for value in row
                )
                assert b"rojin" not in stored.lower(), table.name


def test_every_link_in_a_mail_is_this_installations_own(mail: MailHouse) -> None:
    sent = mail.diwan.submit("See https://evil.example and http://evil.example.", name="evil.example")
    mail.subscribe(sent.comment_id)
    mail.diwan.approve(sent)
    reply = mail.diwan.submit(
        "See https://evil.example.", name="https://evil.example", parent=sent.comment_id
    )
    mail.diwan.approve(reply)
    for message in mail.go():
        assert "evil" not in message.as_string()
        assert link(message, "stop").startswith("https://comments.courier.example/")


def test_mail_is_none_of_the_ledgers_business(mail: MailHouse) -> None:
    sent = mail.diwan.submit()
    with mail.diwan.store.reading() as view:
        before = view.ledger_size()
    mail.subscribe(sent.comment_id, EVERYTHING)
    with mail.diwan.store.reading() as view:
        assert view.ledger_size() == before
