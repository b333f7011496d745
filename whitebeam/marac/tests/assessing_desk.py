"""A school that assesses risk and refers to the MARAC, with the two people it knows."""

from uuid import uuid4

from tests.factories import worker_at
from tests.marac_builders import NOON, a_marac, acting_as
from tests.marac_referrals import STORY, a_marac_form
from tests.people_builders import TODAY, a_person, as_worker
from tests.risk_builders import all_tools, settings_of_risk
from tests.roles import as_role
from whitebeam.marac.queries.known_before import known_for
from whitebeam.marac.services.beginning import begin, confirm
from whitebeam.marac.services.referring import refer
from whitebeam.partners.models import Duty
from whitebeam.people.models import Relationship
from whitebeam.referrals.models import Draft
from whitebeam.referrals.services.drafting import fill_in
from whitebeam.risk.tests.desk import Desk

DUTIES = (
    *(Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS, Duty.ASSESS_RISK, Duty.REFER_TO_MARAC, Duty.REFER),
)
REASON = "She is more afraid than ever."
# What the referrer adds to what is known.
TYPED = (
    *("told", "consent", "contact_answer", "contact_channels", "contact_phone", "background"),
    *("address_confidential", "has_children", "children", "sex", "event_kind", "event_on"),
    "lives_here",
)


class AssessingDesk(Desk):
    """The desk of risk, at the school of a MARAC."""

    def __init__(self):
        settings_of_risk()
        self.tools, self.marac = all_tools(), a_marac()
        self.agency = self.marac.school
        self.worker, self.colleague = (worker_at(self.agency, *DUTIES) for _ in range(2))
        self.wren, self.rook, self.robin = (
            a_person(self.agency, by=self.worker, known_as=name)
            for name in ("Wren Example", "Rook Invented", "Robin Example")
        )
        with as_role("wb_bulk"):
            Relationship.objects.create(
                person=self.rook, other=self.wren, kind="EX_PARTNER", recorded_by=self.agency
            )
        a_marac_form()

    def high(self, **given):
        """Return an assessment that was judged high, with strangulation told."""
        closing = {
            "judged_level": "HIGH",
            "judgement_reason": REASON,
            "says_high": "YES",
            "decision-children": "ALREADY",
        }
        yes = ("strangulation", "separation", "very_frightened")
        return self.signed(yes=yes, no=("animals",), closing=closing, **given)

    def begin(self, assessment=None, *, by=None, support_case=None):
        by = by or self.worker
        with acting_as(by):
            return begin(
                agency=self.agency,
                support_case=support_case,
                assessment=assessment,
                by=by,
                at=NOON,
            )

    def known(self, draft, *, by=None):
        by = by or self.worker
        with acting_as(by):
            return known_for(Draft.objects.get(pk=draft.pk), user=by, on=TODAY)

    def confirm(self, draft, *, but=()):
        found = self.known(draft)
        with acting_as(self.worker):
            return confirm(
                draft.pk,
                offered=found.facts,
                chosen=frozenset(one.code for one in found.facts) - set(but),
                assessment=found.assessment,
                by=self.worker,
            )

    def type(self, draft, **answers):
        """Type what the story says beside what is known."""
        story = {code: STORY[code] for code in TYPED} | {"district": self.marac.panel.area.code}
        with as_worker(self.worker):
            return fill_in(draft.pk, answers={**story, **answers}, by=self.worker)

    def send(self, draft, *, key=None):
        with acting_as(self.worker):
            return refer(draft.pk, once_key=key or uuid4(), by=self.worker, at=NOON)

    def referred(self, assessment=None, **answers):
        """Return a case referred with a signed assessment, all that is known confirmed."""
        draft = self.begin(assessment or self.high())
        self.confirm(draft)
        self.type(draft, **answers)
        return self.send(draft)
