"""The rows of a MARAC of a random world, written past the walls."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from tests.factories import AreaFactory
from tests.marac_builders import PROVED
from tests.roles import as_role
from tests.setting_builders import settings_of_marac
from tests.worlds.building import NOON, Built, against, setting
from tests.worlds.marac import KINDS, Case, Marac, Part
from whitebeam.accounts.models import User
from whitebeam.marac import models

OVER, FAR_OFF = NOON - timedelta(days=4000), NOON + timedelta(days=40000)


@dataclass
class Rows:
    """What each row that was written is called by the judge."""

    cases: dict
    people: dict
    identifiers: dict
    items: dict
    requests: dict
    said: dict
    facts: dict

    def named(self, what: str, pks: set) -> set:
        return {getattr(self, what)[pk] for pk in pks}


def build_cases(marac: Marac, built: Built) -> Rows:
    """Write the cases past the walls."""
    rows = Rows({}, {}, {}, {}, {}, {}, {})
    settings_of_marac()
    with as_role("wb_bulk"):
        panel = models.Panel.objects.create(
            code=uuid4().hex, name="Any MARAC", area=AreaFactory(), source="Invented",
            coordinated_by=built.agencies[0], chaired_by=built.agencies[0],
        )  # fmt: skip
        for number, case in enumerate(marac.cases):
            _write(case, number, panel, built, rows)
        cases = {number: pk for pk, number in rows.cases.items()}
        for block in marac.blocks:
            models.CaseBlock.objects.create(
                case_id=cases[block.subject], **against(block, built), **setting(block, built)
            )
    return rows


def _write(case: Case, number: int, panel, built: Built, rows: Rows) -> None:
    by = built.users[0]
    made = models.Case.objects.create(
        reference=f"WM-{uuid4().hex[:8]}", panel=panel, referring_agency=built.agencies[0],
        referred_by=built.users[case.referred_by], referred_at=NOON, told="YES", consent="AGREED",
        referral=None if case.referral is None else built.referrals[case.referral],
        background="x", screen_due_at=NOON, once_key=uuid4(),
    )  # fmt: skip
    rows.cases[made.pk] = number
    people = {}
    for part, person in case.people.items():
        known = None if person is None else built.people[person]
        people[part] = one = models.CasePerson.objects.create(
            case=made, part=part, person=known, name=part.title()
        )
        rows.people[one.pk] = (number, part)
        for kind in KINDS:
            fact = models.CaseIdentifier.objects.create(case=made, about=one, kind=kind, text="x")
            rows.identifiers[fact.pk] = (number, part, kind)
    for part in case.parts:
        _seat(made, part, built, by=by)
    _research(case, made, number, people, built, rows)
    _talk(case, made, number, people, built, rows)


def _seat(made, part: Part, built: Built, *, by) -> None:
    until = OVER if part.is_over else None
    access = None
    if part.guest is not None:
        until = until or FAR_OFF
        access = _access(made, part, built, by=by)
    models.Participant.objects.create(
        case=made, agency=built.agencies[part.agency], capacity=part.capacity,
        user=None if part.guest is None else built.users[part.guest], access=access,
        agreement=None if part.agreement is None else built.agreements[part.agreement],
        coordinated_by=built.agencies[part.agency], added_by=by, began_at=NOON, until=until,
        ended_at=NOON if part.is_ended else None,
    )  # fmt: skip


def _access(made, part: Part, built: Built, *, by) -> models.GuestAccess:
    guest, entered = built.users[part.guest], timezone.now()
    User.objects.filter(pk=guest.pk).update(kind="GUEST")
    guest.kind = "GUEST"
    if part.access == "LONG_AGO":
        entered -= timedelta(minutes=61)
    return models.GuestAccess.objects.create(
        agency=built.agencies[part.agency], user=guest, case=made, invited_by=by, invited_at=NOON,
        coordinated_by=built.agencies[part.agency], words_hash="x",
        until=OVER if part.access == "OVER" else FAR_OFF,
        entered_at=None if part.access == "NOT_ENTERED" else entered,
        entered_with="elsewhere" if part.access == "ELSEWHERE" else PROVED,
        ended_at=NOON if part.access == "ENDED" else None,
    )  # fmt: skip


def _research(case: Case, made, number: int, people: dict, built: Built, rows: Rows) -> None:
    by, requests = built.users[0], {}
    for request in case.requests:
        requests[request.agency] = row = models.ResearchRequest.objects.create(
            case=made, agency=built.agencies[request.agency], emergency_why="x", template="any",
            parts=sorted(request.about), identifiers=sorted(request.kinds), asked_at=NOON,
            asked_by=by, due_at=NOON, withdrawn_at=NOON if request.is_withdrawn else None,
        )  # fmt: skip
        rows.requests[row.pk] = (number, request.agency)
    for place, item in enumerate(case.items):
        row = models.ResearchItem.objects.create(
            case=made, request=requests[item.agency], agency=built.agencies[item.agency],
            about=people[item.about] if item.about else None, kind="FACT", topic="RISK", text="x",
            shared_at=NOON if item.is_shared else None, by=by, once_key=uuid4(),
        )  # fmt: skip
        rows.items[row.pk] = (number, place)


def _talk(case: Case, made, number: int, people: dict, built: Built, rows: Rows) -> None:
    by = built.users[0]
    meeting = models.Meeting.objects.create(
        panel=made.panel, starts_at=NOON + timedelta(days=number), minutes=60, cut_off_at=NOON,
        research_due_at=NOON, coordinated_by=built.agencies[0],
    )  # fmt: skip
    item = models.AgendaItem.objects.create(
        meeting=meeting, case=made, minutes=12, listed_by=by, listed_at=NOON, opened_at=NOON
    )
    signed = models.Minutes.objects.create(
        item=item, case=made, meeting=meeting, content="{}", signed_by=by, signed_at=NOON
    )
    for place, said in enumerate(case.said):
        row = models.Entry.objects.create(
            item=item, case=made, meeting=meeting, kind="DECISION" if said.is_decision else "RISK",
            text="x", by=by, agency=built.agencies[said.agency], at=NOON, once_key=uuid4(),
        )  # fmt: skip
        rows.said[row.pk] = (number, place)
        line = models.Disclosure.objects.create(
            case=made, about_label="marac.Entry", about_id=row.pk, controller=row.agency,
            basis="PUBLIC_TASK", necessity="x", proportionality="x", emergency_why="x",
            decided_by=by, decided_at=NOON,
        )  # fmt: skip
        for agency in sorted(said.heard):
            models.Recipient.objects.create(
                disclosure=line, case=made, agency=built.agencies[agency], at=NOON
            )
        fact = models.MinutesFact.objects.create(
            minutes=signed, case=made, agency=row.agency, line=line, place="RISK", position=place,
            about=people[said.about] if said.about else None, text="x",
        )  # fmt: skip
        rows.facts[fact.pk] = (number, place)
