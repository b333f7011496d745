"""What hangs on the hidden case of risk: one of everything, so that each must leave no trace."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from tests.factories import AgencyFactory, SharingAgreementFactory
from tests.risk_builders import a_tool, an_assessment, settings_of_risk
from whitebeam.accounts.models import User
from whitebeam.partners.models import Agency, SharingAgreement
from whitebeam.people.models import Person
from whitebeam.risk import models as risk

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = date(2026, 3, 4)
AGREED = "sharing-risk"


def lay_the_ground(agency: Agency) -> None:
    """Make what both worlds share: the partnership's settings, a tool, whom risk is shared with."""
    settings_of_risk()
    a_tool()
    SharingAgreementFactory(code=AGREED, between=[agency, AgencyFactory(name="Elsewhere")])


def gathered(people: list[UUID], *, by: User, agency: Agency) -> dict[str, UUID]:
    """Make it, and return the id to try in each argument of an address."""
    victim, child, other = (Person.objects.get(pk=pk) for pk in (people * 2)[:3])
    assessment = an_assessment(victim, perpetrator=other, by=by, agency=agency)
    given = {"agency": agency, "by": by, "at": NOON}
    of = {"assessment": assessment}
    agreement = SharingAgreement.objects.get(code=AGREED)
    elsewhere = Agency.objects.get(name="Elsewhere")
    share = risk.Shared.objects.create(
        **of, agency=elsewhere, shared_by_agency=agency, agreement=agreement, why="W", by=by,
        at=NOON,
    )  # fmt: skip
    risk.AssessedChild.objects.create(**of, person=child)
    risk.AssessedSet.objects.create(**of, tool=assessment.tool)
    risk.CountedAnswers.objects.create(**of, tool=assessment.tool, answers="{}")
    risk.GroundMet.objects.create(**of, ground="REPEAT", evidence="{}")
    risk.PromptDecision.objects.create(**of, prompt="children", decision="DONE", by=by, at=NOON)
    risk.ResultDocument.objects.create(
        **of, name="r.txt", content_type="text/plain", size=1, sha256="0" * 64,
        stored_as=uuid4().hex, added_by=by, added_at=NOON, state="CLEAN",
    )  # fmt: skip
    ids = _about_two(victim, other, agency=agency, by=by)
    risk.ChildAware.objects.create(child=child, words="I hide", **given)
    pause = risk.Pause.objects.create(person=victim, starts_on=DAY, reason="Away", **given)
    risk.Happening.objects.create(person=victim, cause="MOVE", happened_on=DAY, **given)
    an_assessment(
        victim, perpetrator=other, by=by, agency=agency, state="DRAFT", signed_at=None,
        opened_at=NOON,
    )  # fmt: skip
    return ids | {
        "assessment_id": assessment.pk,
        "twin_id": assessment.pk,
        "share_id": share.pk,
        "pause_id": pause.pk,
        "other_id": other.pk,
    }


def _about_two(victim: Person, other: Person, *, agency: Agency, by: User) -> dict[str, UUID]:
    one, two = sorted((victim, other), key=lambda person: person.pk)
    pair = {"one": one, "other": two, "answers": "{}", "conclusion": "Fear"}
    given = {"agency": agency, "by": by, "at": NOON}
    review = risk.CounterAllegationReview.objects.create(**pair, **given, harmed=victim)
    comparison = risk.ConflictOrAbuse.objects.create(**pair, **given, leans="ABUSE")
    correction = risk.RoleCorrection.objects.create(
        person=other, other=victim, agency=agency, raised_by=by, raised_at=NOON
    )
    risk.RoleCorrectionStep.objects.create(
        correction=correction, state="RAISED", by=by, at=NOON, words="Fear"
    )
    mark = risk.RolesMark.objects.create(
        assessment=risk.Assessment.objects.filter(victim=victim).latest("started_at"),
        correction=correction, by_kind="POLICE", marked_on=DAY,
    )  # fmt: skip
    return {
        "mark_id": mark.pk,
        "review_id": review.pk,
        "comparison_id": comparison.pk,
        "correction_id": correction.pk,
    }
