"""What one stray statement of the web role cannot do, whoever it acts for."""

import importlib
import json
from datetime import UTC, date, datetime

import pytest
from django.db import Error, connection, transaction

from tests.factories import AgencyFactory, SharingAgreementFactory, worker_at
from tests.referral_builders import a_queue, a_rule, a_sent_referral
from tests.roles import as_role
from whitebeam.partners.models import Agency, Duty
from whitebeam.referrals.models import Document, Reason, Referral
from whitebeam.referrals.services import following
from whitebeam.referrals.tests.desk import a_reason, as_user

walls = importlib.import_module(
    "whitebeam.referrals.migrations.0015_states_follow_and_marks_are_made_by_others"
)
pytestmark = [pytest.mark.django_db, pytest.mark.walls]

QUEUED_AGAIN = """insert into referrals_queueentry (id, created_at, updated_at, referral_id, queue_id,
  agency_id, sender_id, rank, entered_at, due_at, left_how, sent_here_by_id)
  values (gen_random_uuid(), now(), now(), %s, %s, %s, %s, 1, now(), now(), '', %s)"""


def does(user, statement, *params):
    """Return how many rows the statement wrote for this user, or None if it was refused."""
    try:
        with as_user(user), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, params)
            return cursor.rowcount
    except Error:
        return None


@pytest.fixture
def queue():
    return a_queue()


@pytest.fixture
def holder(queue):
    return worker_at(queue.agency, Duty.TRIAGE_REFERRALS, Duty.VIEW_PEOPLE)


@pytest.fixture
def taken_back(queue):
    referral = a_sent_referral(queue=queue)
    with as_user(referral.submitted_by):
        following.recall(
            referral_id=referral.pk,
            reason=a_reason(Reason.Kind.RECALL),
            words="",
            by=referral.submitted_by,
            at=datetime(2026, 3, 4, 14, tzinfo=UTC),
        )
    return referral


@pytest.mark.parametrize(
    "statement",
    [
        "update referrals_queueentry set left_how = 'MOVED'",
        "update referrals_queueentry set left_how = '', left_at = null",
        "update people_involvement set ended_at = null",
    ],
)
def test_whoever_held_it_cannot_call_it_anything_else(taken_back, holder, statement):
    assert not does(holder, statement)
    with as_user(holder):
        assert not Referral.objects.exists()


def test_whoever_held_it_cannot_queue_it_again(taken_back, holder, queue):
    again = (taken_back.pk, queue.pk, queue.agency_id, taken_back.sent_by_id, holder.pk)

    assert does(holder, QUEUED_AGAIN, *again) is None


def test_routes_are_the_configurers(queue, holder):
    a_rule(queue)
    configurer = worker_at(AgencyFactory(), Duty.CONFIGURE_PARTNERSHIP)
    turn = "update referrals_routingrule set ends_on = '2999-01-01'"

    assert does(holder, turn) is None
    assert does(configurer, turn) == 1
    assert does(configurer, "update referrals_queue set name = 'x'") is None


AGAIN = """insert into {table} select (jsonb_populate_record(r, %s::jsonb || jsonb_build_object(
  'id', gen_random_uuid(){fresh}))).* from {table} r limit 1"""


def copied(user, table, *fresh, **changed):
    """Return how many rows a copy of the user's own row, changed like this, came to."""
    new = "".join(f", '{column}', gen_random_uuid()" for column in fresh)
    return does(user, AGAIN.format(table=table, fresh=new), json.dumps(changed))


@pytest.fixture
def sent(queue):
    return a_sent_referral(queue=queue)


@pytest.mark.parametrize("state", ["CLOSED", "TRANSFERRED"])
def test_no_state_is_skipped(sent, holder, state):
    assert does(holder, "update referrals_referral set state = %s", state) is None
    assert does(holder, "update referrals_referral set state = 'RETURNED'") == 1


def test_the_database_knows_the_same_moves_as_the_service():
    moves = {str(one): {str(to) for to in after} for one, after in Referral.MOVES.items()}

    assert moves == {one: set(after) for one, after in walls.MOVES.items()}


def test_a_referral_begins_in_triage(sent):
    own = {"reference": "WB-NEW", "version": 1}

    for state, written in (("CLOSED", None), ("IN_TRIAGE", 1)):
        made = copied(sent.submitted_by, "referrals_referral", "once_key", state=state, **own)
        assert made == written


@pytest.mark.parametrize(("state", "written"), [("CLEAN", None), ("HELD", 1)])
def test_nobody_clears_their_own_upload(sent, state, written):
    writer = sent.submitted_by
    with as_role("wb_bulk"):
        Document.objects.create(
            referral=sent,
            name="letter.txt",
            content_type="text/plain",
            size=1,
            sha256="0" * 64,
            stored_as="one",
            added_by=writer,
            added_at=sent.sent_at,
        )

    assert copied(writer, "referrals_document", "stored_as", state=state) == written


TELL = """insert into notices_notice (id, created_at, updated_at, to_id, template, about_label,
  about_id, reference, made_at, post, why_stopped, tries, provider_reference)
  values (gen_random_uuid(), now(), now(), %s, 'referral_waits', %s, %s, '', now(), 'WAITING', '',
  0, '')"""


def test_word_of_a_referral_goes_only_to_those_it_concerns(sent, holder):
    stranger = worker_at(AgencyFactory(), Duty.TRIAGE_REFERRALS)
    about = ("referrals.Referral", sent.pk)

    assert does(holder, TELL, stranger.pk, *about) is None
    assert does(stranger, TELL, holder.pk, *about) is None
    assert does(holder, TELL, sent.submitted_by_id, *about) == 1
    assert does(sent.submitted_by, TELL, holder.pk, *about) == 1


@pytest.mark.parametrize("label", ["people.Person", "no.such", "pg_catalog.pg_class"])
def test_there_is_no_word_of_what_one_does_not_see(sent, label):
    stranger = worker_at(AgencyFactory(), Duty.TRIAGE_REFERRALS)
    with as_role("wb_bulk"):
        person = sent.parts.first().person_id

    assert does(stranger, TELL, sent.submitted_by_id, label, person) is None


INVOLVE = """insert into people_involvement (id, created_at, updated_at, person_id, agency_id,
  capacity, purpose, agreement_id, starts_on, added_by_id)
  select gen_random_uuid(), now(), now(), id, %s, 'RECORD', 'SUPPORT', %s, current_date, %s
  from people_person limit 1"""


@pytest.mark.parametrize(
    ("terms", "written"),
    [
        (None, None),
        ({}, 1),
        ({"ends_on": date(2020, 2, 1), "review_on": date(2020, 2, 1)}, None),
        ({"purposes": ["RESEARCH"]}, None),
    ],
    ids=["no agreement", "covered", "ended", "another purpose"],
)
def test_another_agency_is_involved_only_under_an_agreement(sent, holder, terms, written):
    other = AgencyFactory()
    agreement = None
    if terms is not None:
        agreement = SharingAgreementFactory(between=[holder_agency(holder), other], **terms)

    asked = (other.pk, agreement and agreement.pk, holder.pk)
    assert does(holder, INVOLVE, *asked) == written


def test_an_agreement_of_others_involves_nobody(sent, holder):
    one, other = AgencyFactory(), AgencyFactory()
    agreement = SharingAgreementFactory(between=[one, other])

    assert does(holder, INVOLVE, other.pk, agreement.pk, holder.pk) is None


@pytest.mark.parametrize(("capacity", "written"), [("TRIAGE", 1), ("SUPPORT", None)])
def test_the_partnerships_triage_alone_takes_what_no_paper_covers(sent, holder, capacity, written):
    team = AgencyFactory(kind=Agency.Kind.PARTNERSHIP_TEAM)
    involve = INVOLVE.replace("'RECORD'", f"'{capacity}'")

    assert does(holder, involve, team.pk, None, holder.pk) == written


def holder_agency(user):
    return user.memberships.get().agency
