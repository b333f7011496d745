"""Under which agreement each agency receives a fact, and when it is an emergency."""

import pytest

from tests.factories import AgencyFactory, SharingAgreementFactory
from tests.marac_builders import NOON, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Disclosure, Participant
from whitebeam.marac.services import asking
from whitebeam.marac.tests.research_steps import LATER, an_asked_case, held, share

pytestmark = pytest.mark.django_db


def sits_in(marac, case, agency):
    with as_role("wb_bulk"):
        Participant.objects.create(
            case=case,
            agency=agency,
            capacity="RESEARCHER",
            coordinated_by=marac.hub,
            added_by=marac.coordinator,
            began_at=NOON,
        )


def shared(case):
    """Return the line of the one fact that was shared, and under what each agency received it."""
    with as_role("wb_bulk"):
        found = Disclosure.objects.select_related("agreement")
        line = found.get(case=case, about_label="marac.ResearchItem")
        received = line.recipients.select_related("agency", "agreement")
        return line, {one.agency: one.agreement for one in received}


def test_a_receiver_without_an_agreement_stops_it_until_somebody_says_why():
    marac, case = an_asked_case()
    stranger = AgencyFactory(name="A stranger")
    sits_in(marac, case, stranger)

    with pytest.raises(Refused, match="share this with A stranger"):
        share(marac, case, held())
    share(marac, case, held(), emergency="She is in danger tonight.")

    line, under = shared(case)
    with as_role("wb_bulk"):
        assert (line.agreement, line.emergency_why) == (
            marac.agreement,
            "She is in danger tonight.",
        )
    assert under.pop(stranger) is None
    assert set(under.values()) == {marac.agreement}


def test_no_emergency_is_kept_where_an_agreement_covers_everybody():
    marac, case = an_asked_case()

    share(marac, case, held(), emergency="Just in case.")

    line, _ = shared(case)
    with as_role("wb_bulk"):
        assert (line.agreement, line.emergency_why) == (marac.agreement, None)


def test_each_receiver_has_it_under_the_agreement_that_covers_it():
    marac, case = an_asked_case()
    second = AgencyFactory(name="A second service")
    other = SharingAgreementFactory(between=[marac.police, second])
    sits_in(marac, case, second)

    share(marac, case, held())

    line, under = shared(case)
    assert line.agreement == marac.agreement
    assert (under[second], under[marac.housing]) == (other, marac.agreement)


def test_a_new_agency_reads_what_others_shared_only_where_each_may_share_it():
    marac, case = an_asked_case()
    share(marac, case, held())
    SharingAgreementFactory(between=[marac.hub, marac.school, marac.outside])

    def ask(**given):
        with acting_as(marac.coordinator):
            return asking.ask_another(
                case.pk, marac.outside, by=marac.coordinator, at=LATER, **given
            )

    with pytest.raises(Refused, match="what was shared by The police"):
        ask()
    ask(emergency="He is in their hostel tonight.")

    _, under = shared(case)
    assert under[marac.outside] is None


def test_the_ledger_says_who_received_it_in_an_emergency(client):
    marac, case = an_asked_case()
    stranger = AgencyFactory(name="A stranger")
    sits_in(marac, case, stranger)
    share(marac, case, held(), emergency="She is in danger tonight.")

    page = with_second_factor(client, marac.coordinator).get(f"/marac/cases/{case.pk}/ledger/").text

    assert "Emergency: She is in danger tonight." in page
    assert page.count("in an emergency") == 1
