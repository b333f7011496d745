"""Puts an invented MARAC of its own into the product that runs on a data folder.

python -m tests.journeys.seeding DATA_FOLDER WHAT        prints where it is, as JSON

WHAT is `meeting`, about to sit; `list`, which its agencies are asked about; `flags`, set and ended;
`sharing`, one thing shared under the agreement and one in an emergency, with its guardian;
`guest`, a list that asks an agency without users; `early`, one case that need not be heard; `ways`,
cases that take another way; `roles`, somebody recorded as causing harm who is harmed.
"""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from tests.journeys.seeding_ways import roles, ways

CASES = 15
WHO = ("chair", "coordinator", "rep", "housing_rep", "idva")


def seeded_in(folder: Path, what: str) -> dict:
    """Return the references of the cases, who takes part, and what else there is."""
    command = [sys.executable, "-m", "tests.journeys.seeding", str(folder), what]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WHITEBEAM_")}
    told = subprocess.run(command, env=kept, check=True, capture_output=True, text=True)
    return json.loads(told.stdout.splitlines()[-1])


def main(folder: Path, what: str) -> None:
    from whitebeam.config.cluster.served import served_database

    with served_database(folder, say=lambda *_: None) as served:
        os.environ.update(served.environment("wb_migrate", role="wb_bulk"))
        import django

        django.setup()
        print(json.dumps(seed(what)))


def seed(what: str) -> dict:
    from django.db import transaction

    from tests.marac_builders import a_marac
    from whitebeam.accounts.models import User

    _number_after_what_is_there()
    with transaction.atomic():
        marac = a_marac()
        people = {who: getattr(marac, who).pk for who in WHO}
        User.objects.filter(pk__in=people.values()).update(is_demonstration=True)
        made = MADE[what](marac)
    return made | {"people": {who: str(pk) for who, pk in people.items()}}


def _meeting(marac) -> dict:
    from django.utils import timezone

    from tests.marac_builders import a_case, a_listing, a_meeting

    now = timezone.now()
    meeting = a_meeting(marac, starts_at=now, cut_off_at=now, research_due_at=now)
    cases = [a_case(marac, state="RESEARCH_CLOSED") for _ in range(CASES)]
    for number, case in enumerate(cases):
        a_listing(meeting, case, position=number, has_children=number < 5)
    return {"meeting": str(meeting.pk), "cases": [case.reference for case in cases]}


def _list(marac) -> dict:
    from django.utils import timezone

    from tests.marac_builders import a_case, a_listing, a_meeting

    soon = timezone.now() + timedelta(days=7)
    meeting = a_meeting(marac, starts_at=soon, cut_off_at=soon, research_due_at=soon)
    cases = [a_case(marac, state="RESEARCH_OPEN") for _ in range(CASES)]
    for number, case in enumerate(cases):
        a_listing(meeting, case, position=number)
    return {"meeting": str(meeting.pk), "cases": [case.reference for case in cases]}


def _flags(marac) -> dict:
    from django.utils import timezone

    from tests.marac_builders import a_case
    from tests.roles import as_role

    now = timezone.now()
    cases = [a_case(marac, state="ACTIONS_OPEN", heard_at=now) for _ in range(2)]
    with as_role("wb_bulk"):
        cases[0].flags.create(
            agency=marac.housing, asked_at=now, until=(now + timedelta(days=365)).date()
        )
        cases[1].flags.create(
            agency=marac.housing, asked_at=now, until=now.date(), removal_asked_at=now
        )
    return {"cases": [case.reference for case in cases]}


def _sharing(marac) -> dict:
    from tests.factories import worker_at
    from tests.marac_builders import a_case
    from tests.roles import as_role
    from whitebeam.partners.models import Duty

    case, guardian = a_case(marac), worker_at(marac.hub, Duty.GUARD_RECORDS)
    with as_role("wb_bulk"):
        _share(marac, case, agreement=marac.agreement)
        _share(marac, case, agreement=None)
        guardian.is_demonstration = True
        guardian.save()
    return {"case": case.reference, "guardian": str(guardian.pk)}


def _share(marac, case, *, agreement) -> None:
    """Let the police share one thing with the hub; without an agreement it is an emergency."""
    from uuid import uuid4

    from django.utils import timezone

    now = timezone.now()
    line = case.disclosures.create(
        about_label="marac.ResearchItem",
        about_id=uuid4(),
        controller=marac.police,
        agreement=agreement,
        basis="PUBLIC_TASK" if agreement else "VITAL_INTERESTS",
        necessity="The danger cannot be judged without it",
        proportionality="No more than is needed",
        emergency_why=None if agreement else "He is at her door",
        decided_by=marac.rep,
        decided_at=now,
    )
    line.recipients.create(case=case, agency=marac.hub, agreement=agreement, at=now)


def _guest(marac) -> dict:
    """A list of two cases and a case beside it, of which an agency without users is asked."""
    from django.utils import timezone

    from tests.factories import AgencyFactory, SharingAgreementFactory
    from tests.marac_builders import a_case, a_listing, a_meeting, a_member, a_request

    small = AgencyFactory()
    inside = [marac.hub, marac.police, marac.housing, marac.service, marac.school, small]
    agreement = SharingAgreementFactory(between=inside)
    cases = [a_case(marac, state="RESEARCH_OPEN") for _ in range(3)]
    a_member(marac.panel, small, agreement)
    soon = timezone.now() + timedelta(days=7)
    for case in cases:
        a_request(marac, case, small, agreement=agreement, due_at=soon)
    meeting = a_meeting(marac, starts_at=soon, cut_off_at=soon, research_due_at=soon)
    for position, case in enumerate(cases[:2]):
        a_listing(meeting, case, position=position)
    alone = cases[2]
    return {
        "agency": small.name,
        "meeting": str(meeting.pk),
        "listed": [case.reference for case in cases[:2]],
        "alone": alone.reference,
        "case": str(alone.pk),
    }


def _early(marac) -> dict:
    from tests.marac_builders import a_case

    case = a_case(marac, state="RESEARCH_OPEN")
    agencies = {"housing": marac.housing.name, "police": marac.police.name}
    return {"case": str(case.pk), "reference": case.reference, "agencies": agencies}


MADE = {
    "meeting": _meeting,
    "list": _list,
    "flags": _flags,
    "sharing": _sharing,
    "guest": _guest,
    "early": _early,
    "ways": ways,
    "roles": roles,
}


def _number_after_what_is_there() -> None:
    """Number what is made now after what was put there before."""
    from tests.factories import AgencyFactory, AreaFactory, SharingAgreementFactory, UserFactory

    for made in (AgencyFactory, AreaFactory, SharingAgreementFactory, UserFactory):
        made.reset_sequence(made._meta.model.objects.count(), force=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
