"""Builders of MARACs, past the walls.

marac = a_marac()                          # a panel with its agencies and a worker in each capacity
case = a_case(marac)                       # referred, waiting for screening
case = a_case(marac, state="RESEARCH_OPEN")
meeting = a_meeting(marac); item = a_listing(meeting, case)
with acting_as(marac.rep): …
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from tests.factories import AgencyFactory, AreaFactory, SharingAgreementFactory, worker_at
from tests.roles import as_role
from tests.setting_builders import settings_of_marac
from whitebeam.accounts.models import User
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    CaseIdentifier,
    CasePerson,
    Meeting,
    Panel,
    PanelMember,
    Participant,
    Pathway,
    ResearchRequest,
    Statement,
)
from whitebeam.partners.models import Agency, Duty, SharingAgreement
from whitebeam.people.models import Person

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
PARTS = ["VICTIM", "PERPETRATOR", "CHILD"]
IDENTIFIERS = ["NAME", "ALIASES", "DATE_OF_BIRTH", "ADDRESS"]
KINDS = Agency.Kind
# The secret of the one session that everybody has in tests, and what is kept of it.
PROOF = "a secret of this session"
PROVED = sha256(PROOF.encode()).hexdigest()


@dataclass
class Marac:
    """A panel, the agencies that sit on it and one worker of each."""

    panel: Panel
    agreement: SharingAgreement
    hub: Agency
    police: Agency
    housing: Agency
    service: Agency
    school: Agency
    outside: Agency
    coordinator: User
    chair: User
    rep: User
    housing_rep: User
    idva: User
    referrer: User
    outsider: User
    statement: Statement


@contextmanager
def acting_as(
    user: User, purpose: Purpose = Purpose.MEETING, *, proof: str = PROOF
) -> Iterator[None]:
    with acting(Acting.user(user.pk, purpose=purpose, proof=proof)):
        yield


def a_marac(**panel: Any) -> Marac:
    """Return a panel: a hub coordinates, the police chair, a service speaks for those harmed."""
    settings_of_marac()
    agencies = _agencies()
    inside = [agencies.hub, agencies.police, agencies.housing, agencies.service, agencies.school]
    agreement = SharingAgreementFactory(between=inside)
    made, statement = _panel(agencies, panel)
    for member in (agencies.police, agencies.housing, agencies.service):
        a_member(made, member, agreement)
    return Marac(
        panel=made,
        agreement=agreement,
        statement=statement,
        **vars(agencies),
        coordinator=worker_at(agencies.hub, Duty.COORDINATE_MARAC, Duty.CHASE_ACTIONS),
        chair=worker_at(agencies.police, Duty.CHAIR_MARAC),
        rep=worker_at(agencies.police, Duty.RESEARCH_MARAC, Duty.DO_ACTIONS),
        housing_rep=worker_at(agencies.housing, Duty.RESEARCH_MARAC, Duty.DO_ACTIONS),
        idva=worker_at(agencies.service, Duty.SUPPORT_VICTIMS),
        referrer=worker_at(agencies.school, Duty.REFER_TO_MARAC, Duty.ASSESS_RISK, Duty.REFER),
        outsider=worker_at(agencies.outside, *Duty),
    )


def _agencies() -> SimpleNamespace:
    return SimpleNamespace(
        hub=AgencyFactory(name="The hub", kind=KINDS.PARTNERSHIP_TEAM),
        police=AgencyFactory(name="The police", kind=KINDS.POLICE),
        housing=AgencyFactory(name="Housing", kind=KINDS.HOUSING),
        service=AgencyFactory(name="A service", kind=KINDS.SPECIALIST_SERVICE),
        school=AgencyFactory(name="A school", kind=KINDS.EDUCATION),
        outside=AgencyFactory(name="Elsewhere", kind=KINDS.CHARITY),
    )


def _panel(agencies: SimpleNamespace, given: dict[str, Any]) -> tuple[Panel, Statement]:
    code = uuid4().hex[:8]
    usual = {
        "code": f"panel-{code}",
        "name": "Ashdown MARAC",
        "coordinated_by": agencies.hub,
        "chaired_by": agencies.police,
        "advocated_by": agencies.service,
        "source": "Invented",
    }
    area = given.pop("area", None) or AreaFactory()
    with as_role("wb_bulk"):
        Pathway.objects.create(
            code=f"full-{code}",
            kind=Pathway.Kind.FULL,
            name="Full meeting",
            starts_on=LONG_AGO,
            source="Invented",
        )
        statement = Statement.objects.create(
            code=f"confidentiality-{code}",
            version=1,
            text="What is said here stays.",
            starts_on=LONG_AGO,
            source="Invented",
        )
        return Panel.objects.create(**usual | {"area": area} | given), statement


def a_member(panel: Panel, agency: Agency, agreement: SharingAgreement) -> PanelMember:
    with as_role("wb_bulk"):
        return PanelMember.objects.create(
            panel=panel,
            agency=agency,
            agreement=agreement,
            template=str(agency.kind).lower(),
            parts=PARTS,
            identifiers=IDENTIFIERS,
        )


def a_case(marac: Marac, *, people: dict[str, Person] | None = None, **case: Any) -> Case:
    """Return a case of this panel about invented people, with everybody's part in it.

    `people` gives records of people for its parts; `asked=False` asks no agency for research.
    """
    asked = case.pop("asked", True)
    with as_role("wb_bulk"):
        made = Case.objects.create(
            **{
                "reference": f"WM-{uuid4().hex[:8]}",
                "panel": marac.panel,
                "referring_agency": marac.school,
                "referred_by": marac.referrer,
                "referred_at": NOON,
                "told": Case.Told.YES,
                "consent": Case.Consent.AGREED,
                "background": "He waits at the gate.",
                "screen_due_at": NOON + timedelta(days=1),
                "once_key": uuid4(),
                "idva_agency": marac.service,
            }
            | case
        )
        for position, part in enumerate(PARTS):
            CasePerson.objects.create(
                case=made,
                part=part,
                position=position,
                person=(people or {}).get(part),
                name=f"{part.title()} Invented",
            )
        _seats(marac, made)
        if asked:
            for member in marac.panel.members.all():
                a_request(marac, made, member.agency)
    return made


def _seats(marac: Marac, case: Case) -> None:
    of = Participant.Capacity
    seats = [
        (marac.hub, of.COORDINATOR, None),
        (marac.police, of.CHAIR, marac.agreement),
        (marac.service, of.IDVA, marac.agreement),
        (marac.school, of.REFERRER, None),
        *(
            (member.agency, of.RESEARCHER, marac.agreement)
            for member in marac.panel.members.select_related("agency")
        ),
    ]
    for agency, capacity, agreement in seats:
        Participant.objects.create(
            case=case,
            agency=agency,
            capacity=capacity,
            agreement=agreement,
            coordinated_by=marac.hub,
            added_by=marac.coordinator,
            began_at=NOON,
        )


def is_looked_up_by(person: CasePerson, **facts: str) -> None:
    """Give somebody of a case these identifiers."""
    with as_role("wb_bulk"):
        CaseIdentifier.objects.bulk_create(
            CaseIdentifier(case_id=person.case_id, about=person, kind=kind, text=text)
            for kind, text in facts.items()
        )


def a_request(marac: Marac, case: Case, agency: Agency, **request: Any) -> ResearchRequest:
    with as_role("wb_bulk"):
        return ResearchRequest.objects.create(
            **{
                "case": case,
                "agency": agency,
                "agreement": marac.agreement,
                "template": "any",
                "parts": PARTS,
                "identifiers": IDENTIFIERS,
                "asked_at": NOON,
                "asked_by": marac.coordinator,
                "due_at": NOON + timedelta(days=5),
            }
            | request
        )


def a_meeting(marac: Marac, **meeting: Any) -> Meeting:
    with as_role("wb_bulk"):
        return Meeting.objects.create(
            **{
                "panel": marac.panel,
                "starts_at": NOON + timedelta(days=14),
                "minutes": 180,
                "cut_off_at": NOON + timedelta(days=4),
                "research_due_at": NOON + timedelta(days=12),
                "coordinated_by": marac.hub,
                "chair": marac.chair,
                "statement": marac.statement,
            }
            | meeting
        )


def a_listing(meeting: Meeting, case: Case, **item: Any) -> AgendaItem:
    with as_role("wb_bulk"):
        return AgendaItem.objects.create(
            **{
                "meeting": meeting,
                "case": case,
                "minutes": 12,
                "listed_by": case.referred_by,
                "listed_at": NOON,
            }
            | item
        )
