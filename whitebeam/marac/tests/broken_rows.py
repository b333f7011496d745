"""A case with rows that are ready to be wrong, for breaking each constraint."""

from datetime import timedelta
from uuid import uuid4

from tests.action_builders import a_proposed_action
from tests.factories import UserFactory, worker_at
from tests.marac_builders import LONG_AGO, NOON, a_case, a_listing, a_marac, a_meeting
from tests.people_builders import a_person
from tests.risk_builders import an_assessment
from tests.roles import as_role
from whitebeam.marac import models
from whitebeam.partners.models import Duty

DAY = timedelta(days=1)


class World:
    """A case on the list of a meeting, and rows of it ready to be wrong."""

    def __init__(self):
        self.marac = a_marac()
        self.case = a_case(self.marac)
        self.meeting = a_meeting(self.marac)
        self.item = a_listing(self.meeting, self.case)
        self.user = UserFactory()
        with as_role("wb_bulk"):
            self.request = self.case.requests.get(agency=self.marac.police)

    def of_case(self, model, **given):
        return model(case=self.case, **given)

    def another_case(self, **given):
        return models.Case(
            **{
                "reference": uuid4().hex[:12],
                "panel": self.marac.panel,
                "referring_agency": self.marac.school,
                "referred_by": self.user,
                "referred_at": NOON,
                "told": "YES",
                "consent": "AGREED",
                "background": "x",
                "screen_due_at": NOON,
                "once_key": uuid4(),
            }
            | given
        )

    def change(self, **given):
        given = {"kind": "CANCELLED", "reason": "x"} | given
        return models.MeetingChange(
            meeting=self.meeting, was_at=NOON, by=self.user, at=NOON, **given
        )

    def found(self, **given):
        given = {"rule": "any_abuse", "months": 12, "by": self.user, "at": NOON} | given
        return self.of_case(models.RepeatFinding, **given)

    def an_assessment(self):
        school = self.marac.school
        wren = a_person(school, by=worker_at(school, Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS))
        return an_assessment(wren, by=self.user, agency=school)

    def part(self, **given):
        return self.of_case(
            models.Participant,
            **{
                "agency": self.marac.police,
                "capacity": "RESEARCHER",
                "coordinated_by": self.marac.hub,
                "added_by": self.user,
                "began_at": NOON,
            }
            | given,
        )

    def guest_part(self, **given):
        with as_role("wb_bulk"):
            access = self.guest(case=self.case)
            access.save()
        return self.part(user=self.user, access=access, **given)

    def ask(self, **given):
        return self.of_case(
            models.ResearchRequest,
            **{
                "agency": self.marac.school,
                "agreement": self.marac.agreement,
                "template": "x",
                "asked_at": NOON,
                "asked_by": self.user,
                "due_at": NOON,
            }
            | given,
        )

    def held(self, **given):
        return self.of_case(
            models.ResearchItem,
            request=self.request,
            agency=self.marac.police,
            kind="FACT",
            topic="RISK",
            text="x",
            by=self.user,
            once_key=uuid4(),
            **given,
        )

    def block(self, **given):
        return self.of_case(models.CaseBlock, reason="Kin", set_by=self.user, set_at=NOON, **given)

    def line(self, **given):
        return self.of_case(
            models.Disclosure,
            **{
                "about_label": "marac.ResearchItem",
                "about_id": self.case.pk,
                "controller": self.marac.police,
                "agreement": self.marac.agreement,
                "basis": "PUBLIC_TASK",
                "necessity": "x",
                "proportionality": "x",
                "decided_by": self.user,
                "decided_at": NOON,
            }
            | given,
        )

    def guest(self, **given):
        return models.GuestAccess(
            agency=self.marac.outside,
            user=self.user,
            coordinated_by=self.marac.hub,
            invited_by=self.user,
            invited_at=NOON,
            until=NOON + DAY,
            words_hash="x",
            **given,
        )

    def sitting(self, **given):
        return models.Meeting(
            **{
                "panel": self.marac.panel,
                "starts_at": NOON + DAY,
                "minutes": 60,
                "cut_off_at": NOON,
                "research_due_at": NOON,
                "coordinated_by": self.marac.hub,
            }
            | given
        )

    def listing(self, **given):
        return models.AgendaItem(
            **{
                "meeting": self.meeting,
                "case": self.case,
                "minutes": 10,
                "listed_by": self.user,
                "listed_at": NOON,
            }
            | given
        )

    def signed(self, **given):
        return self.of_case(
            models.Minutes,
            **{
                "item": self.item,
                "meeting": self.meeting,
                "content": "{}",
                "signed_by": self.user,
                "signed_at": NOON,
            }
            | given,
        )

    def copies(self):
        signed = self.signed()
        copy = {"minutes": signed, "meeting": self.meeting, "agency": self.marac.police}
        return [signed, *(self.of_case(models.MinutesCopy, content="{}", **copy) for _ in "12")]

    def facts(self):
        signed = self.signed()
        fact = {"minutes": signed, "agency": self.marac.police, "place": "RISK", "position": 1}
        return [signed, *(self.of_case(models.MinutesFact, text="x", **fact) for _ in "12")]

    def raised(self, **given):
        action = a_proposed_action(to=self.marac.police)
        return self.of_case(
            models.CaseAction, action=action, added_by=self.user, added_at=NOON, **given
        )

    def attendance(self, **given):
        return models.Attendance(
            meeting=self.meeting,
            agency=self.marac.police,
            user=self.user,
            role="REPRESENTATIVE",
            **given,
        )

    def telling(self, **given):
        return self.of_case(
            models.Telling,
            agency=self.marac.service,
            by=self.user,
            at=NOON,
            decided="x",
            once_key=uuid4(),
            **given,
        )

    def settlement(self, **given):
        return self.of_case(
            models.EarlySettlement,
            reason="x",
            proposed_by=self.user,
            proposed_for=self.marac.police,
            proposed_at=NOON,
            **given,
        )

    def flag(self, **given):
        return self.of_case(
            models.FlagRequest,
            agency=self.marac.police,
            asked_at=NOON,
            until=LONG_AGO,
            **given,
        )

    def process(self, **given):
        with as_role("wb_bulk"):
            about = self.case.people.get(part="CHILD")
        usual = {"about": about, "agency": self.marac.police, "said_for": self.marac.police}
        return self.of_case(
            models.ProcessLink, kind="CHILD_PROTECTION", lead="x", contact="x", by=self.user,
            at=NOON, once_key=uuid4(), **usual | given,
        )  # fmt: skip

    def move(self, **given):
        return self.of_case(
            models.Transfer,
            direction="OUT",
            other_marac="Elsewhere",
            reason="x",
            move="PERMANENT",
            sent_at=NOON,
            sent_by=self.user,
            due_at=NOON,
            **given,
        )

    def sent(self, **given):
        move = self.move()
        with as_role("wb_bulk"):
            move.save()
        return self.of_case(
            models.Package,
            **{
                "transfer": move,
                "reference": "x",
                "from_marac": "x",
                "is_address_withheld": True,
                "sent_at": NOON,
                "sent_by": self.user,
            }
            | given,
        )

    def sent_twice(self):
        first = self.sent()
        return [first, self.sent_again(first)]

    def sent_again(self, first):
        return self.of_case(
            models.Package,
            transfer=first.transfer,
            reference="x",
            from_marac="x",
            is_address_withheld=True,
            sent_at=NOON,
            sent_by=self.user,
        )

    def packed(self):
        package = self.sent()
        thing = {"package": package, "part": "RISK", "position": 0, "content": "{}"}
        return [
            package,
            *(
                self.of_case(models.PackageItem, controller=self.marac.police, **thing)
                for _ in "12"
            ),
        ]
