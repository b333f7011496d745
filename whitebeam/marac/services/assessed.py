"""What goes with a referral of risk: the summary of a signed assessment, and the form's prompts.

Those who take part in the case read this. The assessment itself stays behind its own walls.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.marac.queries.known_before import GOES_WITH
from whitebeam.people import policy as people
from whitebeam.referrals.models import Draft, Part
from whitebeam.referrals.queries.forms import definition_of
from whitebeam.referrals.queries.risk_signs import prompts_in
from whitebeam.referrals.rules.answers import text_of
from whitebeam.referrals.services.casting import Role
from whitebeam.referrals.services.drafting import answers_in
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries import prompts_since, standing_seen_by, summary_of
from whitebeam.risk.rules.summary import raised_of, written

GONE = (
    "The assessment that goes with this referral was replaced or set aside, or you may not read it"
    " any more. Open 'Already told us' and choose what stands now, or leave it out."
)
OF_OTHERS = (
    "The assessment that goes with this referral is of other people. Open 'Already told us' and"
    " leave it out, or choose the people whom it is about."
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a case keeps of risk as it was referred. `agency` is the one that assessed."""

    assessment: Assessment | None = None
    summary: str | None = None
    prompts: str | None = None
    agency: str = ""


def kept_with(draft: Draft, roles: Sequence[Role], *, by: User) -> Kept:
    """Return what a case keeps: the summary of the confirmed assessment, and the prompts raised.

    :raises Refused: if the assessment does not stand any more, or is about somebody else
    """
    answers = answers_in(draft)
    raised = prompts_in(definition_of(draft.form), answers=answers)
    prompts = written(raised_of(raised, since=prompts_since())) if raised else None
    pk = text_of(answers.get(GOES_WITH))
    if not pk:
        return Kept(prompts=prompts)
    assessment = standing_seen_by(by).filter(pk=pk).first()
    if assessment is None:
        raise Refused(GONE)
    _require_same_people(assessment, roles, by)
    summary = written(summary_of(assessment))
    return Kept(assessment, summary, prompts, assessment.agency.name)


def _require_same_people(assessment: Assessment, roles: Sequence[Role], by: User) -> None:
    """Refuse where the case is visibly about others; a receiver may not see whom it is about."""
    for pk, kind in (
        (assessment.victim_id, Part.Kind.VICTIM),
        (assessment.perpetrator_id, Part.Kind.PERPETRATOR),
    ):
        records = _records_of(pk, by) if pk else set()
        playing = {role.person.pk for role in roles if role.kind == kind}
        if records and playing.isdisjoint(records):
            raise Refused(OF_OTHERS)


def _records_of(pk: UUID, by: User) -> set[UUID]:
    """Return every record of one person that the user may see, merged ones too."""
    seen = people.visible_to(by)
    person = seen.filter(pk=pk).first()
    if person is None:
        return set()
    root = person.merged_into_id or person.pk
    return set(seen.filter(Q(pk=root) | Q(merged_into=root)).values_list("pk", flat=True))
