"""One month of a MARAC, done by the services: its people, its days, and what each of them does.

month = Month()                    # a panel with two meetings planned, and nobody referred yet
month.refers("alone"); month.screens("alone"); …
"""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from tests.factories import (
    AgencyFactory,
    MembershipFactory,
    SharingAgreementFactory,
    UserFactory,
    worker_at,
)
from tests.marac_builders import PROOF, a_marac, a_member, acting_as
from tests.marac_referrals import STORY, a_marac_draft, a_marac_form
from tests.referral_builders import a_queue, a_sent_referral
from tests.roles import as_role
from tests.setting_builders import a_setting
from whitebeam.accounts.models import User
from whitebeam.marac.models import Case, GuestAccess, Meeting, Pathway
from whitebeam.marac.queries import guests as guest_queries
from whitebeam.marac.rules.research_answers import Answers, HeldItem, ProposedAction
from whitebeam.marac.rules.spoken_code import proof_of
from whitebeam.marac.services import (
    acting,
    advocating,
    answering,
    asking,
    attending,
    beginning,
    guests,
    hearing,
    listing,
    minuting,
    referring,
    saying,
    screening,
)
from whitebeam.marac.services.ledger import Why
from whitebeam.marac.tests.research_steps import request_of
from whitebeam.partners.models import Agency, Duty

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
PATTERN = {"first_on": "2026-03-18", "starts_at": "10:00", "minutes": 180}
QUARTER = (date(2026, 1, 1), date(2026, 3, 31))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GUEST = "ada@charity.example"
ONE_CHILD = [{"child_name": "Robin Example", "child_date_of_birth": {"year": "2018"}}]
NO_CHILD = {"has_children": "NO", "children": []}


def story(name: str, **answers: object) -> dict[str, object]:
    """Return the answers of somebody with this name, whom nobody of that name harms."""
    harmer = {
        "harm_relationship": "EX_PARTNER",
        "harm_name": f"{name} Other",
        "harm_date_of_birth": {"age": str(answers.pop("harmer_age", 40))},
        "harm_whereabouts": "2 Short Street",
    }
    return {"known_as": f"{name} Example", "previous_names": "", "harm_persons": [harmer]} | answers


# Whom each case is about, as the national return counts it, and which agency refers.
CASES = {
    "support": ("service", story("Wren", disability="YES")),
    "alone": ("school", story("Lark", ethnicity="ASIAN")),
    "late": ("police", story("Tern", harmer_age=17) | NO_CHILD),
    "escalated": ("housing", story("Swift")),
    "returned": (
        "school",
        story("Jay", lgbt="YES", date_of_birth={"day": "3", "month": "5", "year": "2009"}),
    ),
    "talked": ("police", story("Finch", sex="MALE") | NO_CHILD),
    "moved": ("police", story("Crane")),
    "early": ("school", story("Dove")),
}


class Month:
    """A panel, its agencies and workers, and the cases by the names that the test gives them."""

    def __init__(self) -> None:
        self.marac = a_marac(pattern=PATTERN)
        # Every settlement is read again, so that each month does.
        a_setting("marac.settled_audit_percent", 100)
        self.cases: dict[str, Case] = {}
        self.at = MONDAY
        self._more_agencies()
        self.referrers = {
            name: worker_at(getattr(self.marac, name), *duties)
            for name, duties in {
                "service": (Duty.REFER_TO_MARAC, Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS),
                "school": (Duty.REFER_TO_MARAC,),
                "police": (Duty.REFER_TO_MARAC,),
                "housing": (Duty.REFER_TO_MARAC,),
            }.items()
        }
        self.first, self.second = self.does(
            listing.plan_meetings, panel=self.marac.panel, until=date(2026, 5, 1)
        )

    def _more_agencies(self) -> None:
        """Let health, children's services, probation and a charity without users sit as well."""
        marac, kinds = self.marac, Agency.Kind
        inside = [marac.hub, marac.police, marac.housing, marac.service, marac.school]
        self.reps = {"police": marac.rep, "housing": marac.housing_rep}
        self.reps["service"] = worker_at(marac.service, Duty.RESEARCH_MARAC, Duty.DO_ACTIONS)
        for name, kind in (
            ("health", kinds.HEALTH), ("children", kinds.CHILDRENS_SERVICES),
            ("probation", kinds.PROBATION), ("charity", kinds.CHARITY),
        ):  # fmt: skip
            agency = AgencyFactory(name=name.title(), kind=kind)
            setattr(marac, name, agency)
            inside.append(agency)
            if name != "charity":
                self.reps[name] = worker_at(agency, Duty.RESEARCH_MARAC, Duty.DO_ACTIONS)
        agreement = SharingAgreementFactory(between=inside)
        for name in ("health", "children", "probation", "charity"):
            a_member(marac.panel, getattr(marac, name), agreement)

    def is_now(self, at: datetime) -> None:
        self.at = at

    def does(self, deed, *args, by: User | None = None, **told):
        """Let somebody do something now; whoever is not named is the coordinator."""
        user = by or self.marac.coordinator
        with acting_as(user):
            return deed(*args, by=user, at=self.at, **told)

    def again(self, name: str) -> Case:
        with as_role("wb_bulk"):
            self.cases[name].refresh_from_db()
        return self.cases[name]

    # Referring and screening

    def refers(self, name: str) -> Case:
        """Let the agency of this case refer it, stand-alone."""
        agency, answers = CASES[name]
        by, at_agency = self.referrers[agency], getattr(self.marac, agency)
        draft = a_marac_draft(self.marac, answers=answers, by=by, agency=at_agency)
        self.cases[name] = self.does(referring.refer, draft.pk, once_key=uuid4(), by=by)
        return self.cases[name]

    def refers_from_support(self, name: str) -> Case:
        """Let the service refer from the support case that it holds; what is known is filled in."""
        service, answers = self.marac.service, CASES[name][1]
        by = self.referrers["service"]
        a_marac_form()
        held = a_sent_referral(queue=a_queue(service), at=self.at)
        draft = self.does(beginning.begin, agency=service, support_case=held, by=by)
        known = json.loads(str(draft.answers))
        asked = {code: answer for code, answer in (STORY | answers).items() if code not in known}
        with as_role("wb_bulk"):
            draft.answers = json.dumps(known | asked | {"district": self.marac.panel.area.code})
            draft.save(update_fields=["answers"])
        self.cases[name] = self.does(referring.refer, draft.pk, once_key=uuid4(), by=by)
        return self.cases[name]

    def accepts(self, name: str, *, repeat_of: Case | None = None) -> Case:
        with as_role("wb_bulk"):
            way = Pathway.objects.filter(kind="FULL").latest("created_at")
        return self.does(
            screening.accept, case_id=self.cases[name].pk, pathway=way, repeat_of=repeat_of,
            repeat_why="Both are known to the hub", idva_agency=self.marac.service,
        )  # fmt: skip

    def lists(self, name: str, *, on: Meeting | None = None, late_reason: str = ""):
        return self.does(
            listing.list_case, case_id=self.cases[name].pk, meeting_id=(on or self.first).pk,
            minutes=15, late_reason=late_reason,
        )  # fmt: skip

    # Research

    def asks_about_the_list(self) -> int:
        opened, refused = self.does(asking.open_list, self.first.pk)
        assert (opened.uncovered, refused) == ((), ())
        return opened.asked

    def knows_nothing(self, agency: str, *names: str) -> None:
        for name in names:
            asked = request_of(self.cases[name], getattr(self.marac, agency))
            self.does(answering.nothing_known, asked.pk, by=self.reps[agency])

    def shares(self, agency: str, name: str, text: str, *, by=None, withheld="", offers=()) -> None:
        """Let an agency share or withhold one thing, and perhaps take something on."""
        of = getattr(self.marac, agency)
        item = HeldItem(
            kind="FACT", topic="RISK", text=text, once_key=str(uuid4()),
            is_withheld=bool(withheld), why_withheld=withheld,
        )  # fmt: skip
        actions = tuple(
            ProposedAction(offered, "The risk is met", self.at.date() + 7 * DAY, str(uuid4()))
            for offered in offers
        )
        answers = Answers(known={}, items=(item,), actions=actions)
        asked = request_of(self.cases[name], of)
        self.does(
            answering.submit, asked.pk, answers, why=Why.usual(of), by=by or self.reps[agency]
        )

    def lets_a_guest_in(self) -> User:
        """Let the charity's guest in to the whole list, by a code that is read out to her.

        Her access is looked at by the database's own clock, not by that of the month.
        """
        now = timezone.now()
        until = now + 14 * DAY
        whom = guests.Invited(
            self.marac.charity, "Ada Guest", GUEST, until=until, meeting=self.first
        )
        with acting_as(self.marac.coordinator):
            code = guests.invite(whom, by=self.marac.coordinator, at=now)
        with as_role("wb_bulk"):
            guest, access = User.objects.get(email=GUEST), GuestAccess.objects.get()
        self.reps["charity"] = guest
        with acting_as(guest):
            proofs = {access.pk: proof_of(code, kept=access.words_hash)}
            assert guest_queries.enter(proofs, proof=PROOF) == [access.pk]
        return guest

    # Her voice

    def adviser_tries(self, name: str) -> None:
        """Let her adviser meet her where she is safe, and bring what she wants."""
        case, by = self.cases[name], self.marac.idva
        made = advocating.Attempt("FACE_TO_FACE", "REACHED", self.at, uuid4())
        self.does(advocating.log_attempt, case.pk, made, by=by)
        self.does(
            advocating.write_wish, case.pk, words="To sleep in peace", is_own_words=True,
            once_key=uuid4(), by=by,
        )  # fmt: skip

    def adviser_tells(self, name: str) -> None:
        told = advocating.Told(
            "TOLD", "What the agencies will do", uuid4(), told_at=self.at, how="FACE_TO_FACE"
        )
        self.does(advocating.tell, self.cases[name].pk, told, by=self.marac.idva)

    # The meeting

    def everybody_accepts(self, *, but: tuple[User, ...] = ()) -> None:
        marac = self.marac
        sitting = {marac.coordinator, marac.chair, marac.idva, *self.reps.values()}
        for user in sitting - {*but}:
            if user.kind != User.Kind.GUEST:
                self.does(attending.accept_statement, meeting_id=self.first.pk, by=user)

    def a_deputy(self, agency: str) -> User:
        """Return somebody who sits in a representative's place."""
        user = UserFactory()
        MembershipFactory(
            user=user, agency=getattr(self.marac, agency), is_deputy=True,
            duties=[Duty.RESEARCH_MARAC, Duty.DO_ACTIONS],
        )  # fmt: skip
        return user

    def opens(self, name: str):
        with as_role("wb_bulk"):
            item = self.cases[name].listings.get(outcome="", is_aside=False)
        return self.does(hearing.open_case, item_id=item.pk, by=self.marac.chair)

    def says(self, item, by: User, text: str, kind: str = "RISK"):
        new = saying.NewEntry(item.pk, kind, text, uuid4())
        return self.does(saying.say, new=new, by=by)

    def takes_on(self, item, agency: str, text: str, *, days: int = 7, by: User | None = None):
        """Let an agency take something on at the meeting, or be asked to by somebody else."""
        due = self.at.date() + days * DAY
        new = acting.NewCaseAction(text, getattr(self.marac, agency), due, uuid4())
        link = self.does(
            acting.raise_at_meeting, item_id=item.pk, new=new, by=by or self.reps[agency]
        )
        return link.action

    def signs(self, item) -> None:
        self.does(minuting.summarise, item_id=item.pk, summary="She is safer now.")
        self.does(minuting.sign, item_id=item.pk, by=self.marac.chair)
