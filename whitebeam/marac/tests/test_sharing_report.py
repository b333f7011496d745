"""What was shared is counted for guardians: by whom, with whom, on what basis; nothing of a case."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.marac_builders import NOON, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import CaseBlock, Disclosure, Participant
from whitebeam.marac.queries.sharing_report import lacking_between, shared_between
from whitebeam.marac.tests.research_steps import LATER, an_asked_case, held, share
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db

FROM, UNTIL = NOON - timedelta(days=30), NOON + timedelta(days=30)
SECRET = "He has a shotgun licence."


class World:
    """A case about which the police shared one thing under an agreement, one in an emergency."""

    def __init__(self):
        self.marac, self.case = an_asked_case()
        share(self.marac, self.case, held(SECRET))
        self.stranger = AgencyFactory(name="A stranger")
        with as_role("wb_bulk"):
            Participant.objects.create(
                case=self.case,
                agency=self.stranger,
                capacity="RESEARCHER",
                coordinated_by=self.marac.hub,
                added_by=self.marac.coordinator,
                began_at=NOON,
            )
        share(self.marac, self.case, held("He is near."), emergency="Tonight.")

    def guardian(self, agency):
        return worker_at(agency, Duty.GUARD_RECORDS)

    def counted(self, user):
        with acting_as(user):
            return shared_between(FROM, UNTIL)

    def lacking(self, user):
        with acting_as(user):
            return lacking_between(FROM, UNTIL)


@pytest.fixture
def world():
    return World()


def receipts(rows, *, controller="The police"):
    return {
        row.receiver: (row.shared, row.emergency) for row in rows if row.controller == controller
    }


def test_the_coordinating_agencys_guardian_counts_every_receipt(world):
    rows = world.counted(world.guardian(world.marac.hub))

    found = receipts([row for row in rows if row.agreement])
    assert found == {"The hub": (2, 0), "Housing": (2, 0), "A service": (2, 0)}
    assert receipts([row for row in rows if not row.agreement]) == {"A stranger": (1, 1)}
    assert {row.month for row in rows} == {date(2026, 3, 1)}


def test_a_guardian_elsewhere_counts_what_her_agency_gave_or_received(world):
    rows = world.counted(world.guardian(world.marac.housing))

    assert receipts(rows) == {"Housing": (2, 0)}
    assert world.counted(world.guardian(world.marac.outside)) == []


@pytest.mark.parametrize("who", ["coordinator", "chair", "rep", "outsider"])
def test_without_the_duty_nothing_is_counted_but_where_everything_is_held(world, who):
    user = getattr(world.marac, who)

    found = world.counted(user)

    # Whoever holds every duty elsewhere guards an agency that had no part in it.
    assert found == []


def test_a_case_kept_from_the_guardian_is_in_none_of_it(world):
    guardian = world.guardian(world.marac.hub)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=world.case, user=guardian, reason="Kin", set_by=world.marac.chair, set_at=NOON
        )

    assert world.counted(guardian) == []
    assert world.lacking(guardian) == []


def test_what_lacks_its_justification_is_named_by_reference(world):
    guardian = world.guardian(world.marac.hub)

    [found] = world.lacking(guardian)

    assert (found.reference, found.receiver, found.lacks) == (
        world.case.reference,
        "A stranger",
        "EMERGENCY",
    )


def test_a_line_written_after_it_could_be_read_is_late(world):
    with as_role("wb_bulk"):
        Disclosure.objects.filter(about_label="marac.ResearchItem").update(
            decided_at=LATER + timedelta(hours=3)
        )

    found = world.lacking(world.guardian(world.marac.hub))

    assert {one.lacks for one in found} == {"LATE"}


def test_the_page_and_the_file_say_sums_and_nothing_of_the_case(client, world):
    browser = with_second_factor(client, world.guardian(world.marac.hub))

    page = browser.get(reverse("marac:sharing_report") + "?quarter=2026-02-01").text
    file = browser.get(reverse("marac:sharing_report_csv") + "?quarter=2026-02-01")

    assert "Emergency, no agreement" in page
    assert "The police" in page
    for words in (SECRET, "Tonight.", "Invented"):
        assert words not in page + file.text
    rows = list(csv.DictReader(StringIO(file.text)))
    assert {row["Month"] for row in rows} == {"2026-03"}
    assert sum(int(row["In an emergency"]) for row in rows) == 1
    assert file.headers["Content-Disposition"] == 'attachment; filename="sharing-2026-01-01.csv"'
    for nonsense in ("x", "9999-12-31", "0001-01-01"):
        page = browser.get(reverse("marac:sharing_report") + f"?quarter={nonsense}")
        assert "Nothing was shared" in page.text


def test_nobody_else_opens_it(client, world):
    for name in ("sharing_report", "sharing_report_csv"):
        assert (
            with_second_factor(client, world.marac.rep).get(reverse(f"marac:{name}")).status_code
            == 403
        )
