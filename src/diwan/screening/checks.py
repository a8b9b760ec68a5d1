"""The checks every comment goes through, in this order, all of them every time.

A check is pure and reads only what it is given. It reports what it sees; it never decides.

1. `length`    a comment that is nearly empty or very long takes a moderator's attention differently
2. `links`     most unwanted promotion carries an address
3. `contacts`  a phone number, an e-mail address or a channel sells, and may be somebody else's and private
4. `offers`    what is for sale, promises money or wants visitors says so in words that come together
5. `repeats`   the same text again, in this or another thread, is how threads are flooded
6. `campaign`  a text that was handed out comes varied, from several readers: it is judged better once than a hundred times
7. `shouting`  capitals and rows of exclamation marks often announce an attack
8. `disguise`  what is written to be misread is read by a person who knows it
9. `banned-terms`  the publisher's own lists, where there are any: what he never prints, and what he looks at first
10. `lexicon`  the built-in lists, in the languages that are switched on: swearing, slurs and plain insults
11. `hostility` a threat, a wish of harm and contempt for a group need no listed word: they are in what is said of whom
12. `criticism` criticism of the publisher is welcome: who is criticised should not be alone in rejecting it
13. `relevance` what speaks about the article can be read first; what does not is no worse for it
14. `arrival`  what was sent as programs send, not as people do, is looked at by a person
15. `imitation` a name that seems the staff's own speaks with their voice: a person looks before it is printed
16. `model`    a small encoder, trained for this: how likely each guideline is broken, and which words say so

Where a newsroom has set one up, the `adviser` (src/diwan/adviser) comes last: it asks a server, and nothing here does I/O.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from diwan.screening.check import Check
from diwan.screening.model.check import ModelCheck
from diwan.screening.model.classifier import Classifier
from diwan.screening.rules.arrival import Arrived
from diwan.screening.rules.banned_terms import BannedTerms
from diwan.screening.rules.campaign import Campaign
from diwan.screening.rules.contacts import Contacts
from diwan.screening.rules.criticism import Criticism
from diwan.screening.rules.disguise import Disguise
from diwan.screening.rules.hostility import Hostility
from diwan.screening.rules.imitation import Imitation
from diwan.screening.rules.length import Length
from diwan.screening.rules.lexicon import Lexicon
from diwan.screening.rules.links import Links
from diwan.screening.rules.offers import Offers
from diwan.screening.rules.relevance import Relevance
from diwan.screening.rules.repeats import Repeats
from diwan.screening.rules.shouting import Shouting
from diwan.screening.terms.lists import TermList


@dataclass(frozen=True, slots=True)
class Limits:
    """What the settings say of the checks: more links than `max_links` are remarked on; what `term_lists` (the
    publisher's) and `lexicons` (built in) list; and the names of the publisher's sites, by which readers criticise him, and which nobody else may bear. `model` reads too,
    if there is one."""

    max_links: int = 2
    term_lists: tuple[TermList, ...] = ()
    lexicons: tuple[TermList, ...] = ()
    publishers: tuple[str, ...] = ()
    model: Classifier | None = None


def checks(limits: Limits) -> tuple[Check, ...]:
    """The ordered list."""
    return (
        Length(),
        Links(limits.max_links),
        Contacts(),
        Offers(),
        Repeats(),
        Campaign(),
        Shouting(),
        Disguise(),
        *((BannedTerms(limits.term_lists),) if limits.term_lists else ()),
        *((Lexicon(limits.lexicons),) if limits.lexicons else ()),
        Hostility(),
        Criticism(limits.publishers),
        Relevance(),
        Arrived(),
        Imitation(limits.publishers),
        *((ModelCheck(limits.model),) if limits.model else ()),
    )


def with_lists(ordered: Sequence[Check], lists: Sequence[TermList], revision: int) -> tuple[Check, ...]:
    """The checks with these lists of the publisher's, those of the desk as of `revision`, instead of the ones they had."""
    others = [check for check in ordered if check.name != BannedTerms.name]
    if lists:
        behind = [place for place, check in enumerate(others, start=1) if check.name == Disguise.name]
        others.insert(behind[0] if behind else 0, BannedTerms(lists, revision))
    return tuple(others)
