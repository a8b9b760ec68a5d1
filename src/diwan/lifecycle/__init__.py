"""The life of a comment: submit → screen → decide → publish. `docs/life-of-a-comment.md` tells the same in prose.

    submit    stores the words and the Submitted entry; the acknowledgement follows the durable commit and waits for
              nothing else
    screen    runs every check and stores what they saw; the comment waits at the desk, unless the site's policy lets a
              rule or the model decide: then its decision is stored as well
    decide    stores a decision on exactly those words; it may supersede an earlier one
    publish   prints threads: files first, ledger second, pointers third
    restock   finishes whatever a crash interrupted, with the same steps
    erase     removes the words on their author's wish; the digest stays

Each act is one transaction, with its ledger entry appended last (a screening with a machine's decision, or a decision that
confirms a motion: two entries, each behind its record). If the process dies before the commit nothing of
the act exists; after it, the work lists say what remains to be done.
"""

from diwan.lifecycle.deciding import Verdict, decide, overturn, record_decision
from diwan.lifecycle.publishing import PRINT_RUN, TOGETHER, publish, publish_together
from diwan.lifecycle.restocking import restock
from diwan.lifecycle.screening import screen, screen_first
from diwan.lifecycle.submitting import Acknowledgement, submit

__all__ = [
    "PRINT_RUN",
    "TOGETHER",
    "Acknowledgement",
    "Verdict",
    "decide",
    "overturn",
    "publish",
    "publish_together",
    "record_decision",
    "restock",
    "screen",
    "screen_first",
    "submit",
]
