"""The hidden case goes to MARAC: it is listed, open at a running meeting, and was heard before.

The panel, its meetings and another case are there in both worlds; U sits at the meeting and has
accepted its statement, so that every page of it opens for her.
"""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from tests import marac_builders
from tests.factories import SharingAgreementFactory
from tests.marac_builders import NOON, Marac, a_case, a_listing, a_meeting, a_member
from tests.roles import as_role
from tests.worlds.hidden_marac import a_package
from whitebeam.actions.models import Action
from whitebeam.marac import models
from whitebeam.marac.rules import minuting
from whitebeam.referrals.models import Part

DAY = NOON.date()
HEADER = minuting.Header("", "", "", "", (), (), (), "")
COPY = minuting.written(minuting.Copy("", HEADER, "", (), (), 0))


def share(world) -> SimpleNamespace:
    """Make what both worlds have: a panel of the two agencies, two meetings, another case."""
    agreement = SharingAgreementFactory(between=[world.school, world.service])
    offices = SimpleNamespace(hub=world.service, police=world.service, service=world.service)
    panel, statement = marac_builders._panel(offices, {})
    for agency in (world.school, world.service):
        a_member(panel, agency, agreement)
    marac = _marac(world, panel, agreement, statement)
    before = a_meeting(marac, state="ENDED", starts_at=NOON + timedelta(days=13))
    now = a_meeting(marac, state="RUNNING", began_at=NOON)
    other = a_case(marac, state="RESEARCH_CLOSED")
    a_listing(now, other)
    with as_role("wb_bulk"):
        for user, agency in ((world.u, world.own.home), (world.worker, world.service)):
            for meeting in (before, now):
                models.Attendance.objects.create(
                    meeting=meeting, agency=agency, user=user, role="REPRESENTATIVE",
                    statement=statement, accepted_at=NOON, joined_at=NOON,
                )  # fmt: skip
    return SimpleNamespace(marac=marac, before=before, now=now)


def _marac(world, panel, agreement, statement) -> Marac:
    service, school, worker, writer = world.service, world.school, world.worker, world.writer
    return Marac(
        panel=panel,
        agreement=agreement,
        statement=statement,
        **dict.fromkeys(("hub", "police", "service", "outside"), service),
        **dict.fromkeys(("housing", "school"), school),
        **dict.fromkeys(("coordinator", "chair", "rep", "idva", "outsider"), worker),
        **dict.fromkeys(("housing_rep", "referrer"), writer),
    )


def gather(case, world) -> dict:
    """Let the hidden case have gone to MARAC; return the ids of its parts."""
    shared = world.marac
    with as_role("wb_bulk"):
        victim = Part.objects.select_related("person").get(referral=case.referral, kind="VICTIM")
    made = a_case(
        shared.marac,
        people={"VICTIM": victim.person},
        referral=case.referral,
        state="RESEARCH_CLOSED",
        referring_agency=world.own.home,
        referred_by=world.u,
    )
    heard = a_listing(
        shared.before, made, opened_at=NOON, closed_at=NOON, outcome="HEARD", signed_at=NOON
    )
    item = a_listing(shared.now, made, opened_at=NOON, position=1)
    with as_role("wb_bulk"):
        of = SimpleNamespace(case=made, by=world.worker, agency=world.service, at=NOON)
        said = models.Entry.objects.create(
            **vars(of), item=item, meeting=shared.now, kind="RISK", text="Hidden words",
            once_key=uuid4(),
        )  # fmt: skip
        copy = _minutes(heard, made, world)
        action = _action(made, world)
        _voice_and_research(of, made, world)
        package = a_package(made, world.service, by=world.worker)
    return {"case_id": made.pk, "item_id": item.pk, "said_id": said.pk, "copy_id": copy.pk,
            "action_id": action.pk, "package_id": package.pk}  # fmt: skip


def _minutes(item, case, world) -> models.MinutesCopy:
    minutes = models.Minutes.objects.create(
        item=item, case=case, meeting=item.meeting, content="{}", signed_by=world.worker,
        signed_at=NOON,
    )  # fmt: skip
    models.MinutesFact.objects.create(
        minutes=minutes, case=case, agency=world.own.home, place="RISK", position=1, text="Hidden"
    )
    return models.MinutesCopy.objects.create(
        minutes=minutes, case=case, meeting=item.meeting, agency=world.own.home, content=COPY
    )


def _action(case, world) -> Action:
    action = Action.objects.create(
        reference=uuid4().hex[:12], text="Hidden deed", owner_agency=world.own.home,
        kept_by=world.service, raised_by=world.worker, raised_for=world.service, raised_at=NOON,
        due_date=DAY, once_key=uuid4(),
    )  # fmt: skip
    models.CaseAction.objects.create(
        case=case, action=action, meeting=world.marac.now, added_by=world.worker, added_at=NOON
    )
    return action


def _voice_and_research(of, case, world) -> None:
    request = case.requests.get(agency=world.service)
    item = models.ResearchItem.objects.create(
        request=request, case=case, agency=world.service, kind="FACT", topic="RISK",
        text="Hidden fact", shared_at=NOON, by=world.worker, once_key=uuid4(),
    )  # fmt: skip
    line = models.Disclosure.objects.create(
        case=case, about_label="marac.ResearchItem", about_id=item.pk, controller=world.service,
        basis="PUBLIC_TASK", necessity="x", proportionality="x", emergency_why="x",
        decided_by=world.worker,
        decided_at=NOON,
    )  # fmt: skip
    models.Recipient.objects.create(disclosure=line, case=case, agency=world.own.home, at=NOON)
    models.Wish.objects.create(**vars(of), when="BEFORE", words="Hidden wish", once_key=uuid4())
    models.FlagRequest.objects.create(case=case, agency=world.own.home, asked_at=NOON, until=DAY)
    models.StateChange.objects.create(**vars(of), before="", after="RECEIVED")
