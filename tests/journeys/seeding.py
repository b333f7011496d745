"""Puts a MARAC that is about to sit into the product that runs on a data folder.

python -m tests.journeys.seeding DATA_FOLDER        prints where it is, as JSON
"""

import json
import os
import subprocess
import sys
from pathlib import Path

CASES = 15
WHO = ("chair", "coordinator", "rep", "housing_rep", "idva")


def a_meeting_in(folder: Path) -> dict:
    """Return the id of the meeting and the references of its cases."""
    command = [sys.executable, "-m", "tests.journeys.seeding", str(folder)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WHITEBEAM_")}
    told = subprocess.run(command, env=kept, check=True, capture_output=True, text=True)
    return json.loads(told.stdout.splitlines()[-1])


def main(folder: Path) -> None:
    from whitebeam.config.cluster.served import served_database

    with served_database(folder, say=lambda *_: None) as served:
        os.environ.update(served.environment("wb_migrate", role="wb_bulk"))
        import django

        django.setup()
        print(json.dumps(seed()))


def seed() -> dict:
    from django.db import transaction
    from django.utils import timezone

    from tests.factories import AgencyFactory, AreaFactory, SharingAgreementFactory, UserFactory
    from tests.marac_builders import a_case, a_listing, a_marac, a_meeting
    from whitebeam.accounts.models import User

    # Another meeting may have been put there before: what is made now is numbered after it.
    for made in (AgencyFactory, AreaFactory, SharingAgreementFactory, UserFactory):
        made.reset_sequence(made._meta.model.objects.count(), force=True)
    with transaction.atomic():
        marac = a_marac()
        people = [getattr(marac, who).pk for who in WHO]
        User.objects.filter(pk__in=people).update(is_demonstration=True)
        now = timezone.now()
        meeting = a_meeting(marac, starts_at=now, cut_off_at=now, research_due_at=now)
        cases = [a_case(marac, state="RESEARCH_CLOSED") for _ in range(CASES)]
        for number, case in enumerate(cases):
            a_listing(meeting, case, position=number, has_children=number < 5)
    return {
        "meeting": str(meeting.pk),
        "cases": [case.reference for case in cases],
        "people": {who: str(getattr(marac, who).pk) for who in WHO},
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
