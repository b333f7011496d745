"""Two worlds that share all but one case: C, whose people are in no other record.

A world is built as far as it is shared; then C may be made in it, with everything that can hang on
a case, and blocked by a guardian against U, a worker who has every reason to come across it.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

from tests.factories import AgencyFactory, MembershipFactory, TeamFactory, UserFactory, worker_at
from tests.referral_builders import REFERRING, a_draft, a_queue, a_sent_referral, an_area
from tests.roles import as_role
from tests.worlds import hidden_marac, hidden_meeting, hidden_risk
from tests.worlds.crawling import Visitor
from tests.worlds.hidden_actions import let_an_action_gather, let_it_be_read
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.models import Panel
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Agency, Duty, Team
from whitebeam.people import models as people
from whitebeam.people.services.restricting import Whom
from whitebeam.referrals import models as referrals
from whitebeam.referrals.services import blocking

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = date(2026, 3, 4)
WORKING = (
    Duty.TRIAGE_REFERRALS,
    Duty.SUPPORT_VICTIMS,
    Duty.ASSIGN_REFERRALS,
    Duty.VIEW_PEOPLE,
    Duty.READ_LOCATION,
)
WATCHING = (Duty.GUARD_RECORDS, Duty.COORDINATE_MATCHES, Duty.CONFIGURE_PARTNERSHIP)

# Somebody else's family in the same street, so that C's people would stand among candidates.
NEIGHBOURS = {
    "known_as": "Larke Hiddenn",
    "date_of_birth": {"day": "6", "month": "8", "year": "1991"},
    "postcode": "ME2 2BB",
    "contact_phone": "07700 900777",
}
HIDDEN = {
    "known_as": "Lark Hidden",
    "previous_names": "Finch",
    "date_of_birth": {"day": "8", "month": "6", "year": "1991"},
    "postcode": "ME2 2BB",
    "contact_phone": "07700 900456",
    "children": [
        {
            "child_name": "Wrenna Hidden",
            "child_date_of_birth": {"age": "6"},
            "child_lives_with": "WITH_PERSON",
        }
    ],
    "harm_persons": [
        {"harm_relationship": "EX_PARTNER", "harm_name": "Crow Unseen", "harm_lives_with": "NO"}
    ],
    "risk": "HIGH",
    "risk_reason": "He has a knife.",
}


@dataclass(frozen=True)
class Variant:
    """Who U is, and how the case is kept from her."""

    name: str
    works_at: str
    duties: tuple[Duty, ...]
    against: str
    how: str = "case"  # or one by one: each of its people
    wrote_it: bool = False


@dataclass
class World:
    school: Agency
    service: Agency
    queue: referrals.Queue
    writer: User
    worker: User
    guardian: User
    team: Team
    u: User
    own: SimpleNamespace
    panel: Panel
    marac: SimpleNamespace | None = None
    visitor: Visitor | None = None
    forks_at: int = 0


@dataclass
class Case:
    """C, with the id to try in each argument of an address."""

    referral: referrals.Referral
    people: list[UUID]
    parts: list[UUID] = field(default_factory=list)
    ids: dict[str, UUID] = field(default_factory=dict)
    # Ids in addresses that both worlds have.
    shared: dict[str, UUID] = field(default_factory=dict)


def a_shared_world(variant: Variant) -> World:
    an_area("E07000105", "ME11AA", "ME22BB")
    school = AgencyFactory(kind=Agency.Kind.EDUCATION, name="A school")
    service = AgencyFactory(kind=Agency.Kind.SPECIALIST_SERVICE, name="A service")
    queue = a_queue(service)
    hidden_risk.lay_the_ground(service)
    writer = worker_at(school, *REFERRING)
    worker = worker_at(service, *WORKING)
    home, other = (service, school) if variant.works_at == "service" else (school, service)
    team = TeamFactory(agency=home)
    u = UserFactory(email="u@agency.example", name="U Worker")
    MembershipFactory(user=u, agency=home, team=team, duties=list(variant.duties))
    guardian = worker_at(other, Duty.GUARD_RECORDS)
    for answers in ({}, NEIGHBOURS):
        a_sent_referral(queue=queue, by=writer, sender=school, answers=answers)
    with acting(Acting.user(worker.pk, purpose=Purpose.SUPPORT)):
        for person in people.Person.objects.order_by("known_as"):
            audit.record_reading(verb="people.person.opened", subject=person, classes=())
    own = SimpleNamespace(draft=a_draft(by=u, agency=home, answers=HIDDEN), home=home)
    with as_role("wb_bulk"):
        own.person = people.Person.objects.filter(known_as="Larke Hiddenn").get().pk
        panel = hidden_marac.a_shared_panel(school, service)
    world = World(school, service, queue, writer, worker, guardian, team, u, own, panel)
    world.marac = hidden_meeting.share(world)
    return world


def make_the_case(world: World, variant: Variant) -> Case:
    """Make C as it would be made, and let it gather everything a case gathers."""
    by, sender = (world.u, world.own.home) if variant.wrote_it else (world.writer, world.school)
    referral = a_sent_referral(
        queue=world.queue, by=by, sender=sender, answers=HIDDEN, at=NOON + timedelta(hours=1)
    )
    with as_role("wb_bulk"):
        parts = referrals.Part.objects.filter(referral=referral).order_by("kind", "position")
        case = Case(referral, list(parts.values_list("person", flat=True)))
        case.parts = [part.pk for part in parts]
        _let_people_gather(case, world)
        _let_the_referral_gather(case, world)
        let_an_action_gather(case, world)
        case.ids |= hidden_marac.gather(
            world.panel, referral, case.people, by=world.worker, reader=world.u
        )
    case.ids = hidden_meeting.gather(case, world) | case.ids
    case.shared = {"meeting_id": world.marac.now.pk, "panel_id": world.marac.marac.panel.pk}
    # Who causes harm in the case that is in both worlds, with which the hidden one is linked.
    case.shared["other_about_id"] = case.ids.pop("other_about_id")
    with acting(Acting.user(world.worker.pk, purpose=Purpose.SUPPORT)):
        for person in people.Person.objects.filter(pk__in=case.people):
            audit.record_reading(verb="people.person.opened", subject=person, classes=())
        audit.record_reading(verb="people.person.listed", classes=(), people=case.people)
    let_it_be_read(case, world)
    return case


def block(case: Case, world: World, variant: Variant) -> None:
    """Let the guardian of the other agency keep U out, without her knowledge."""
    whom = Whom(
        **{
            variant.against: {"user": world.u, "team": world.team, "agency": world.own.home}[
                variant.against
            ]
        }
    )
    told = {"whom": whom, "reason": "They are related", "by": world.guardian, "at": NOON}
    with acting(Acting.user(world.guardian.pk, purpose=Purpose.SUPERVISION)):
        if variant.how == "case":
            blocking.block_case(referral_id=case.referral.pk, **told)
        else:
            for part in case.parts:
                blocking.block_one_person(referral_id=case.referral.pk, part_id=part, **told)


def _let_people_gather(case: Case, world: World) -> None:
    person, by = case.people[0], world.worker
    recorded = {"person_id": person, "recorded_by": world.service}
    flag = people.Flag.objects.create(
        kind="HIGH_RISK", starts_on=DAY, ends_on=date(2099, 1, 1), contact="The service", **recorded
    )
    note = people.WarningNote.objects.create(
        text="Dog", basis="Seen", review_on=date(2098, 1, 1), ends_on=date(2099, 1, 1), **recorded
    )
    home = people.Household.objects.create(recorded_by=world.service)
    for each in case.people:
        people.HouseholdMember.objects.create(household=home, person_id=each)
    request = people.MatchRequest.objects.create(
        person_id=person, asked_by=by, asked_for=world.service, asked_at=NOON
    )
    people.ConfidentialLocation.objects.create(value="Unseen Lane", entered_by=by, **recorded)
    merge = _a_second_record(case, world)
    case.ids |= hidden_risk.gathered(case.people, by=by, agency=world.service) | {
        "person_id": person,
        "note_id": note.pk,
        "row_id": flag.pk,
        "request_id": request.pk,
        "merge_id": merge.pk,
    }


def _a_second_record(case: Case, world: World) -> people.Merge:
    """She is held twice, and the two are tied: the block must reach the other too."""
    gone = people.Person.objects.create(
        known_as="Larky Hidden", recorded_by=world.service, merged_into_id=case.people[0]
    )
    people.Name.objects.create(
        person=gone, kind="LEGAL", given="Larky", family="Hidden", recorded_by=world.service
    )
    people.Involvement.objects.create(
        person=gone, agency=world.service, capacity="RECORD", purpose="SUPPORT", starts_on=DAY
    )
    merge = people.Merge.objects.create(
        kept_id=case.people[0],
        gone=gone,
        state="DONE",
        reasons="The same",
        asked_by=world.worker,
        asked_at=NOON,
        decided_by=world.guardian,
        decided_at=NOON,
    )
    case.ids["other_person_id"] = gone.pk
    return merge


def _let_the_referral_gather(case: Case, world: World) -> None:
    referral, by = case.referral, world.worker
    draft = referrals.Draft.objects.get(referral=referral)
    entry = referrals.QueueEntry.objects.get(referral=referral)
    referrals.Claim.objects.create(entry=entry, by=world.u, at=NOON, until=NOON)
    referrals.Escalation.objects.create(entry=entry, step=0, at=NOON, to_duty="TRIAGE_REFERRALS")
    referrals.HandOverNote.objects.create(
        referral=referral, agency=world.service, text="Ring at ten", by=by, to=world.u, at=NOON
    )
    referrals.Correction.objects.create(
        referral=referral, question="risk", old="HIGH", new="HIGH", why="Typed", by=by, at=NOON
    )
    transfer = referrals.Transfer.objects.create(
        referral=referral, to_area_name="Far", to_service_name="Away", sent_by=by, sent_at=NOON,
        due_at=NOON,
    )  # fmt: skip
    document = referrals.Document.objects.create(
        draft=draft, referral=referral, name="note.txt", content_type="text/plain", size=1,
        sha256="0" * 64, stored_as=uuid4().hex, added_by=referral.submitted_by, added_at=NOON,
        state="CLEAN",
    )  # fmt: skip
    advice = referrals.AdviceContact.objects.create(
        agency=world.service, topic="SAFETY", question="What now?", by=by, at=NOON,
        referral=referral,
    )  # fmt: skip
    notice = Notice.objects.create(
        to=world.u, template="referral_arrived", about_label="referrals.Referral",
        about_id=referral.pk, made_at=NOON, reference=referral.reference,
    )  # fmt: skip
    case.ids |= {
        "referral_id": referral.pk,
        "draft_id": draft.pk,
        "entry_id": entry.pk,
        "transfer_id": transfer.pk,
        "document_id": document.pk,
        "advice_id": advice.pk,
        "notice_id": notice.pk,
    }


def searches() -> list[dict[str, str]]:
    """Return what U may type to look for C's people, or for their neighbours."""
    born = {f"date_of_birth_{part}": value for part, value in HIDDEN["date_of_birth"].items()}
    return [
        {"name": "Lark Hidden"},
        {"name": "Larky Finch", **born},
        {"name": "Wrenna Hidden"},
        {"name": "Crow Unseen"},
        {"postcode": "ME2 2BB", "name": "Hidden"},
        {"phone": HIDDEN["contact_phone"]},
        json.loads(json.dumps(born)),
    ]
