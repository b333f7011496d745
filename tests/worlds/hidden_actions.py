"""An action that hangs on a hidden case: in U's own name, with its history, chaser and notice."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from whitebeam.actions import models as actions
from whitebeam.audit import services as audit
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.notices.models import Notice

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def let_an_action_gather(case, world) -> None:
    """Write an action about the case's people, agreed by U's agency in U's name."""
    action = actions.Action.objects.create(
        reference="A-HIDDEN", text="Fit a lock", owner_agency=world.own.home, owner=world.u,
        kept_by=world.service, raised_by=world.worker, raised_for=world.service, raised_at=NOON,
        volunteered_by=world.u, volunteered_at=NOON, due_date=NOON.date() - timedelta(days=2),
        state="ACCEPTED", once_key=uuid4(),
    )  # fmt: skip
    for person in case.people:
        actions.ActionPerson.objects.create(action=action, person_id=person)
    actions.StateChange.objects.create(
        action=action, before="PROPOSED", after="ACCEPTED", by=world.u, agency=world.own.home,
        at=NOON,
    )  # fmt: skip
    actions.Chase.objects.create(action=action, on=NOON.date(), step="OWNER", at=NOON)
    Notice.objects.create(
        to=world.u, template="action_given", about_label="actions.Action", about_id=action.pk,
        made_at=NOON, reference=action.reference,
    )  # fmt: skip
    case.ids["action_id"] = action.pk


def let_it_be_read(case, world) -> None:
    """Let a colleague open it and find it in a list, so that the audit names it twice."""
    with acting(Acting.user(world.worker.pk, purpose=Purpose.SUPPORT)):
        action = actions.Action.objects.get(pk=case.ids["action_id"])
        audit.record_reading(verb="actions.action.opened", subject=action, classes=())
        audit.record_reading(verb="actions.action.listed", classes=(), actions=[action.pk])
