"""A correction reaches what other agencies hold: they are told, and it counts for nothing till then."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.browser import Client
from tests.factories import AgencyFactory, worker_at
from tests.people_builders import NOON, TODAY, as_worker
from tests.risk_builders import an_assessment
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.people.models import Involvement
from whitebeam.risk import policy
from whitebeam.risk.models import Assessment, RoleCorrection, RolesMark
from whitebeam.risk.queries import latest_signed_of
from whitebeam.risk.queries.due import due_of
from whitebeam.risk.services.correcting import decide, look_at, put_right, raise_correction
from whitebeam.risk.tests.desk import ASSESSING, Desk

pytestmark = pytest.mark.django_db


class Elsewhere(Desk):
    """The desk corrects; the police hold an assessment of the pair the wrong way round."""

    def __init__(self):
        super().__init__()
        self.police = AgencyFactory(kind=Agency.Kind.POLICE)
        self.officer = worker_at(self.police, *ASSESSING)
        for one in (self.wren, self.rook):
            with as_role("wb_bulk"):
                Involvement.objects.create(
                    person=one, agency=self.police, capacity="SUPPORT", purpose="SUPPORT",
                    starts_on=TODAY,
                )  # fmt: skip
        self.theirs = an_assessment(
            self.wren, perpetrator=self.rook, by=self.officer, agency=self.police
        )

    def corrected(self):
        about = {"person": self.rook, "other": self.wren, "agency": self.agency}
        with as_worker(self.worker):
            made = raise_correction(**about, review=None, why="Old", by=self.worker, at=NOON)
        with as_worker(self.colleague):
            decide(made.pk, is_upheld=True, words="I agree", by=self.colleague, at=NOON)
        with as_worker(self.worker):
            put_right(made.pk, words="Told", by=self.worker, at=NOON)
        return made

    def looks(self, *, stands, by=None, words="Checked with the officers"):
        by = by or self.officer
        with as_role("wb_bulk"):
            mark = RolesMark.objects.get()
        with as_worker(by):
            return look_at(mark.pk, stands=stands, words=words, by=by, at=NOON)

    def latest(self):
        with as_worker(self.officer):
            return latest_signed_of(self.officer, self.wren.pk)

    def says_harmed(self):
        """Say whether the other way round waits for the structured check because of a record."""
        asked = "select sec.needs_counter_check(%s, %s, false)"
        return raw(self.officer, asked, self.rook.pk, self.wren.pk)[0][0]


@pytest.fixture
def elsewhere():
    return Elsewhere()


def raw(user, sql, *values):
    with as_worker(user), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def test_the_other_agencys_assessment_counts_for_nothing_until_it_is_looked_at(elsewhere, today):
    assert elsewhere.latest() == elsewhere.theirs
    assert elsewhere.says_harmed()

    elsewhere.corrected()

    assert elsewhere.latest() is None
    assert not elsewhere.says_harmed()
    with as_worker(elsewhere.officer):
        assert due_of(elsewhere.officer, elsewhere.wren, on=today) is None
    elsewhere.looks(stands=True)
    assert elsewhere.latest() == elsewhere.theirs
    assert elsewhere.says_harmed()


def test_its_owner_sets_it_aside_with_a_reason_and_a_trace(elsewhere):
    correction = elsewhere.corrected()
    with pytest.raises(Refused, match="Enter what you looked at"):
        elsewhere.looks(stands=False, words=" ")

    elsewhere.looks(stands=False)

    with as_role("wb_bulk"):
        assert Assessment.objects.get(pk=elsewhere.theirs.pk).set_aside_by_id == correction.pk
    with as_role("wb_backup"):
        verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"risk.correction.others_told", "risk.correction.mark_looked_at",
            "risk.assessment.set_aside"} <= verbs  # fmt: skip
    with pytest.raises(Refused, match="looked at this already"):
        elsewhere.looks(stands=True)


def test_nobody_but_its_owner_looks(elsewhere):
    elsewhere.corrected()

    with pytest.raises(Refused, match="looked at this already"):
        elsewhere.looks(stands=True, by=elsewhere.worker)


def test_whoever_corrects_learns_nothing_of_what_others_hold(elsewhere):
    correction = elsewhere.corrected()

    assert raw(elsewhere.worker, "select count(*) from risk_rolesmark") == [(0,)]
    found = raw(elsewhere.worker, "select sec.mark_roles_corrected(%s)::text", correction.pk)
    assert found == [(None,)]
    with as_worker(elsewhere.worker):
        assert not policy.marks_waiting_for(elsewhere.worker).exists()


@pytest.mark.parametrize("state", ["RAISED", "UPHELD"])
def test_the_function_marks_nothing_before_two_workers_put_it_right(elsewhere, state):
    given = {"raised_by": elsewhere.worker, "raised_at": NOON, "agency": elsewhere.agency}
    if state == "UPHELD":
        given |= {"decided_by": elsewhere.colleague, "decided_at": NOON}
    with as_role("wb_bulk"):
        made = RoleCorrection.objects.create(
            person=elsewhere.rook, other=elsewhere.wren, state=state, **given
        )

    raw(elsewhere.worker, "select sec.mark_roles_corrected(%s)", made.pk)

    with as_role("wb_bulk"):
        assert not RolesMark.objects.exists()


def test_the_function_serves_only_the_agency_that_corrected(elsewhere):
    correction = elsewhere.corrected()
    stranger = worker_at(AgencyFactory(), *ASSESSING)
    with as_role("wb_bulk"):
        RolesMark.objects.all().delete()

    for user in (stranger, elsewhere.officer):
        raw(user, "select sec.mark_roles_corrected(%s)", correction.pk)

    with as_role("wb_bulk"):
        assert not RolesMark.objects.exists()


def test_another_pair_and_the_right_way_round_are_left_alone(elsewhere):
    right = an_assessment(
        elsewhere.rook, perpetrator=elsewhere.wren, by=elsewhere.officer, agency=elsewhere.police
    )
    other = an_assessment(
        elsewhere.wren, perpetrator=elsewhere.robin, by=elsewhere.officer, agency=elsewhere.police
    )

    elsewhere.corrected()

    with as_role("wb_bulk"):
        marked = set(RolesMark.objects.values_list("assessment", flat=True))
    assert marked == {elsewhere.theirs.pk}
    assert not marked & {right.pk, other.pk}


@pytest.mark.parametrize(
    "sql",
    [
        "insert into risk_rolesmark select gen_random_uuid(), now(), now(), 'POLICE', now(), '',"
        " null, null, assessment_id, correction_id, null from risk_rolesmark",
        "update risk_rolesmark set marked_on = '2020-01-01'",
        "delete from risk_rolesmark",
        "update risk_rolesmark set found = ''",
        "update risk_assessment set set_aside_by_id = (select correction_id from risk_rolesmark)"
        " where agency_id = (select agency_id from risk_assessment limit 1)",
    ],
)
def test_the_owner_can_only_say_what_it_found(elsewhere, sql):
    elsewhere.corrected()

    with pytest.raises(DatabaseError):
        raw(elsewhere.officer, sql)


def test_others_can_do_nothing_with_a_mark(elsewhere):
    elsewhere.corrected()
    looked = (
        "update risk_rolesmark set found = 'STANDS', words = '\\x00', looked_by_id = %s,"
        " looked_at = now()"
    )

    assert raw(elsewhere.worker, looked, elsewhere.worker.pk) == 0
    with pytest.raises(DatabaseError):
        raw(elsewhere.officer, looked, elsewhere.worker.pk)


def test_the_owner_is_told_on_the_list_and_sees_the_mark_and_the_corrector_sees_neither(elsewhere):
    elsewhere.corrected()
    client = Client()
    client.force_login(elsewhere.officer)
    told = "by Specialist domestic abuse service"

    assert told in client.get(reverse("risk:mine")).text
    page = client.get(reverse("risk:assessment", args=[elsewhere.theirs.pk])).text
    assert told in page
    assert elsewhere.agency.name not in page
    with as_role("wb_bulk"):
        look = reverse("risk:look", args=[RolesMark.objects.get().pk])
    assert "says that Wren Example is the one harmed" in client.get(look).text
    answer = client.post(look, {"words": "Kept words"})
    assert answer.status_code == 422
    assert "Kept words" in answer.text
    assert "Counts for nothing" in client.get(reverse("risk:person", args=[elsewhere.wren.pk])).text

    answer = client.post(look, {"found": "SET_ASIDE", "words": "The report says so"}, follow=True)

    assert "Set aside: the roles were the wrong way round" in answer.text
    corrector = Client()
    corrector.force_login(elsewhere.worker)
    assert told not in corrector.get(reverse("risk:mine")).text
    assert corrector.get(look).status_code == 404
