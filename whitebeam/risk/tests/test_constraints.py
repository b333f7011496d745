"""What must never be of an assessment is refused by the database, each rule by its name."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.constraints import constraint_broken_by, constraints_of
from tests.factories import AgencyFactory, SharingAgreementFactory, UserFactory
from tests.risk_builders import a_tool
from tests.roles import as_role
from whitebeam.people.models import Person
from whitebeam.risk.models import (
    AssessedChild,
    AssessedSet,
    Assessment,
    ChildAware,
    ConflictOrAbuse,
    CountedAnswers,
    CounterAllegationReview,
    GroundMet,
    Happening,
    Pause,
    PromptDecision,
    RoleCorrection,
    RolesMark,
    Shared,
    ToolVersion,
    ToolWording,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)


class World:
    """Two agencies, two workers, two people in the order of their ids, and one assessment."""

    def __init__(self):
        self.agency, self.elsewhere = AgencyFactory(), AgencyFactory()
        self.agreement = SharingAgreementFactory(between=[self.agency, self.elsewhere])
        self.user, self.colleague = UserFactory(), UserFactory()
        self.tool = a_tool()
        with as_role("wb_bulk"):
            self.one, self.other = (
                Person.objects.create(pk=UUID(int=n), known_as="Wren", recorded_by=self.agency)
                for n in (1, 2)
            )
            self.assessment = self.assess()
            self.assessment.save()

    def assess(self, **given):
        return Assessment(
            victim=self.one,
            tool=self.tool,
            agency=self.agency,
            by=self.user,
            started_at=NOON,
            answers="{}",
            **given,
        )

    def signed(self, **given):
        values = {"state": "SIGNED", "signed_at": NOON, "band": "STANDARD", "level": "STANDARD"}
        return self.assess(**{**values, **given})

    def of(self, model, **given):
        return model(assessment=self.assessment, **given)

    def twice(self, model, **given):
        return [self.of(model, **given), self.of(model, **given)]

    def shared(self, **given):
        return self.of(
            Shared,
            **{
                "agency": self.elsewhere,
                "shared_by_agency": self.agency,
                "agreement": self.agreement,
                "why": "A meeting",
                "by": self.user,
                "at": NOON,
                **given,
            },
        )

    def review(self, **given):
        values = {"one": self.one, "other": self.other, "answers": "{}", "conclusion": "Fear"}
        return CounterAllegationReview(
            agency=self.agency, by=self.user, at=NOON, **{**values, **given}
        )

    def correction(self, **given):
        values = {"person": self.one, "other": self.other, "agency": self.agency}
        return RoleCorrection(raised_by=self.user, raised_at=NOON, **{**values, **given})

    def mark(self, **given):
        return self.of(RolesMark, by_kind="POLICE", marked_on=TODAY, **given)

    def a_stranger(self):
        with as_role("wb_bulk"):
            return Person.objects.create(known_as="Lark", recorded_by=self.agency)

    def wording(self):
        return ToolWording(tool=self.tool, starts_on=TODAY, labels={}, licence="Bought")

    def again(self):
        return ToolVersion(
            code="dash", version=1, name="D", kind="CHECKLIST", definition={}, licence="Own",
            source="Test", starts_on=TODAY,
        )  # fmt: skip


BREAKS = {
    "tool_version_is_used_once": lambda w: [w.again()],
    "tool_wording_starts_once_a_day": lambda w: [w.wording(), w.wording()],
    "assessment_signed_says_when_and_what": lambda w: [w.signed(level="")],
    "assessment_judgement_has_a_reason": lambda w: [w.assess(judged_level="HIGH")],
    "assessment_judgement_never_lowers": lambda w: [
        w.signed(band="HIGH", judged_level="MEDIUM", judgement_reason="Calm")
    ],
    "assessment_is_of_two_people": lambda w: [w.assess(perpetrator=w.one)],
    "assessment_counts_fit_together": lambda w: [w.assess(items_n=3, answered_n=4)],
    "assessment_superseded_says_when": lambda w: [w.signed(state="SUPERSEDED")],
    "assessment_is_superseded_once": lambda w: [
        w.signed(supersedes=w.assessment),
        w.signed(supersedes=w.assessment),
    ],
    "child_is_assessed_once_per_assessment": lambda w: w.twice(AssessedChild, person=w.other),
    "set_is_in_an_assessment_once": lambda w: w.twice(AssessedSet, tool=w.tool),
    "answers_are_counted_once_per_tool": lambda w: w.twice(
        CountedAnswers, tool=w.tool, answers="{}"
    ),
    "ground_is_met_once_per_assessment": lambda w: w.twice(GroundMet, ground="REPEAT", evidence=""),
    "prompt_is_decided_once_per_assessment": lambda w: w.twice(
        PromptDecision, prompt="children", decision="DONE", by=w.user, at=NOON
    ),
    "prompt_not_needed_says_why": lambda w: [
        w.of(PromptDecision, prompt="children", decision="NOT_NEEDED", by=w.user, at=NOON)
    ],
    "assessment_is_shared_once_with_an_agency": lambda w: [w.shared(), w.shared()],
    "assessment_is_shared_with_another_agency": lambda w: [w.shared(agency=w.agency)],
    "review_names_the_pair_in_order": lambda w: [
        w.review(one=w.other, other=w.one, review_on=TODAY)
    ],
    "review_finds_one_of_the_two": lambda w: [w.review(harmed=w.a_stranger())],
    "review_unclear_is_looked_at_again": lambda w: [w.review()],
    "correction_is_of_two_people": lambda w: [w.correction(other=w.one)],
    "correction_is_decided_by_another_worker": lambda w: [
        w.correction(state="UPHELD", decided_by=w.user, decided_at=NOON)
    ],
    "correction_is_open_once_for_a_pair": lambda w: [w.correction(), w.correction()],
    "roles_are_marked_once_per_correction": lambda w: [
        (held := w.correction()), *(w.mark(correction=held) for _ in range(2))
    ],
    "roles_mark_says_who_looked_and_why": lambda w: [
        (held := w.correction()), w.mark(correction=held, found="STANDS")
    ],
    "comparison_is_of_two_people": lambda w: [
        ConflictOrAbuse(
            one=w.one, other=w.one, agency=w.agency, by=w.user, at=NOON, answers="{}",
            leans="ABUSE", conclusion="Fear",
        )
    ],
    "child_aware_says_something": lambda w: [
        ChildAware(child=w.one, agency=w.agency, by=w.user, at=NOON)
    ],
    "happening_mistaken_says_who": lambda w: [
        Happening(
            person=w.one, agency=w.agency, cause="INCIDENT", happened_on=TODAY, by=w.user, at=NOON,
            mistaken_at=NOON,
        )
    ],
    "pause_ends_after_it_starts": lambda w: [
        Pause(
            person=w.one, agency=w.agency, starts_on=TODAY, ends_on=TODAY - DAY, reason="Away",
            by=w.user, at=NOON,
        )
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name):
    assert constraint_broken_by(BREAKS[name](World())) == name


def test_every_constraint_is_broken_here():
    assert set(BREAKS) == constraints_of("risk")
