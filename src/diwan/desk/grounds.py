"""Which words a rejection rests on, as far as a check has marked them. Pure.

A person need not have meant the same words. So these are shown as what they are: marked by a check, under the guideline that
the decision names.
"""

from collections.abc import Sequence

from diwan.decisions import AuthorKind, Decision
from diwan.screening.findings import Finding, Span, is_remarkable


def grounds(decision: Decision, findings: Sequence[Finding]) -> tuple[Span, ...]:
    """The stretches of the name and the body that checks marked under the decision's guideline; none where nothing was marked.

    Of a machine's decision only what the deciding check marked; beside a person's, what he was shown unasked.
    """
    guideline, author = decision.reason.guideline, decision.author
    if guideline is None:
        return ()
    by_person = author.kind is AuthorKind.MODERATOR
    return tuple(
        span
        for finding in findings
        if finding.guideline is guideline and not finding.could_not_tell and is_remarkable(finding)
        if by_person or (finding.check, finding.version) == (author.name, author.version)
        for span in finding.spans
    )
