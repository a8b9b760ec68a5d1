"""Screen: every check reads a comment, and what they saw is stored; a policy may let a machine decide."""

from dataclasses import replace

from diwan import identifiers
from diwan.clock import Clock
from diwan.decisions import Decision
from diwan.desk import lanes, search
from diwan.ledger import commitments
from diwan.ledger.entries import Screened
from diwan.ledger.leaves import encode
from diwan.lifecycle.deciding import Verdict, is_left_to_people, record_decision
from diwan.ports import Storage, Transaction
from diwan.screening import findings as screening_findings
from diwan.screening.check import Context, read
from diwan.screening.current import Screens
from diwan.screening.policy import Policies, Proposal, judge
from diwan.screening.rules.repeats import likeness
from diwan.screening.sketch import sketch


def screen(
    storage: Storage, clock: Clock, screens: Screens, policies: Policies, comment_id: str
) -> Decision | None:
    """Run every check on a comment and store what they saw. Done already, or erased: nothing happens.

    Where the policy of the article's site and section lets a rule or the model decide, its decision is recorded in the
    same transaction, on exactly the words that were screened, and returned; a moderator who was first is never
    overruled, and what is left to people (a pause, a restraint) is not decided. The term lists are those that hold when
    this begins. Raises Unavailable. If the process dies in here, the comment is still at the desk, neither screened nor
    decided, and `restock` screens it.
    """
    with storage.reading() as view:
        matter = view.reading_matter(comment_id)
        if matter is None:
            return None
        context = Context(
            language=matter.language,
            headline=matter.headline,
            section=matter.section,
            parent=matter.parent,
            article_text=matter.article_text,
            oddities=matter.oddities,
            has_badge=matter.has_badge,
            staff=view.staff_names(clock()),
        )
        reading = read(matter.words, context)
        alike = likeness(matter.words.body)
        drawn = sketch(reading.body.folded.text)
        if alike:
            context = replace(context, earlier_copies=view.copies(alike))
        if drawn:
            near = view.alike(drawn, besides=comment_id)
            context = replace(
                context,
                alike=len(near.ids),
                alike_threads=len(near.threads | {matter.thread_id}),
                alike_names=len(near.names | {matter.words.name}),
            )
    found_under = search.key(matter.words, matter.site)
    screener = screens.now()
    found = screener.screen(replace(reading, context=context))
    stored = screening_findings.encode(found)
    judged = judge(policies.of(matter.site, matter.section), found)

    def work(transaction: Transaction) -> Decision | None:
        position = transaction.next_position()
        if transaction.is_screened(comment_id) or transaction.erasure_of(comment_id):
            return None
        at = clock()
        screening_id = identifiers.new(at)
        transaction.keep_screening(screening_id, comment_id, stored, at, position)
        if alike:
            transaction.keep_likeness(comment_id, alike)
        if drawn:
            transaction.keep_sketch(comment_id, drawn)
        transaction.keep_search_key(comment_id, found_under)
        if matter.oddities:
            transaction.settle_oddities(comment_id)
        transaction.append(
            encode(
                Screened(
                    at=at,
                    comment=comment_id,
                    screening=screening_id,
                    digest=commitments.findings_digest(stored),
                    checks=screener.versions,
                ),
            )
        )
        if transaction.current_decision(comment_id) is not None:
            return None
        if not isinstance(judged, Proposal) or is_left_to_people(transaction, matter.site, comment_id, at):
            # What was passed on before any check had looked stays where it was put.
            if not transaction.asked(comment_id):
                transaction.stand_in_lanes(comment_id, lanes.places(found))
            return None
        verdict = Verdict(comment_id, matter.digest, judged.outcome, judged.guideline, judged.abuse_kind)
        return record_decision(transaction, clock, judged.author, verdict)

    return storage.write(work).result()


def screen_first(storage: Storage, clock: Clock, screens: Screens, comment_id: str) -> None:
    """Screen what a person is about to reject, as `screen` does, without waiting for its turn. No machine decides it any more."""
    screen(storage, clock, screens, Policies(), comment_id)
