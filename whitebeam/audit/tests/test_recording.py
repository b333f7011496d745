"""An entry says who acted, for whom and why, as signed; it is written or nothing happens."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.audit.models import Decision, Entry
from whitebeam.audit.services import NotRecorded, record, record_reading
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.people.models import Name, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    with as_role("wb_bulk"):
        return User.objects.create_user("worker@example.org", name="A Worker")


def entries():
    """Every entry, read as a backup would."""
    with as_role("wb_backup"):
        return list(Entry.objects.order_by("id"))


def test_takes_who_agency_purpose_and_request_from_the_signed_context(user):
    agency, person = uuid4(), uuid4()
    someone = Acting.user(user.pk, agency=agency, purpose=Purpose.SUPPORT)

    with acting(someone):
        record_reading(
            verb="people.person.opened",
            subject=user,
            person_id=person,
            classes=(Class.F2, Class.F5),
        )

    [entry] = entries()
    assert (entry.who, entry.agencies, entry.purpose) == (f"user:{user.pk}", [agency], "SUPPORT")
    assert entry.request_id == someone.request_id
    assert (entry.subject_label, entry.subject_id) == ("accounts.User", str(user.pk))
    assert (entry.person_id, entry.field_classes) == (person, ["F2", "F5"])
    assert (entry.decision, entry.user_id) == (Decision.ALLOWED, user.pk)


def test_a_named_process_leaves_entries_too(user):
    with acting(Acting.process("sign_in")):
        record(verb="accounts.sign_in.failed", decision=Decision.REFUSED, tries=3)

    [entry] = entries()
    assert (entry.who, entry.user_id, entry.agencies) == ("process:sign_in", None, [])
    assert (entry.decision, entry.details) == ("REFUSED", {"tries": 3})


def test_a_typed_reason_is_sealed_in_its_own_place(user):
    with acting(Acting.user(user.pk)):
        record(verb="people.location.read", subject=user, reason="She asked us to call there")
        record(verb="people.location.left", subject=user)

    first, second = entries()
    assert b"asked" not in bytes(first.reason)
    assert first.reason_given == "She asked us to call there"
    assert (second.reason, second.reason_given) == (None, "")


@pytest.mark.parametrize("content", ["He lives at 4 High Street", 1.5, {"a": 1}, ["Mrs Smith, 2"]])
def test_refuses_a_detail_that_could_be_content(user, content):
    with acting(Acting.user(user.pk)), pytest.raises(ValueError):
        record(verb="people.person.changed", subject=user, changed=content)

    assert entries() == []


def test_ids_days_and_lists_of_codes_are_kept_as_text(user):
    with acting(Acting.user(user.pk)):
        record(verb="a.b", other=user.pk, on=date(2026, 3, 2), fields=["name", None], is_new=True)

    [entry] = entries()
    assert entry.details == {
        "other": str(user.pk), "on": "2026-03-02", "fields": ["name", None], "is_new": True,
    }  # fmt: skip
    assert str(entry) == f"Entry {entry.pk}"


def test_a_record_of_a_person_is_about_that_person(user):
    person = Person(known_as="A Person")

    with acting(Acting.user(user.pk)):
        record(verb="people.person.registered", subject=person)
        record(verb="people.name.added", subject=Name(person=person))

    assert [entry.person_id for entry in entries()] == [person.pk, person.pk]


def test_nothing_is_recorded_when_nobody_acts():
    with pytest.raises(NotRecorded):
        record(verb="people.person.opened")


def record_as(context):
    with connection.cursor() as cursor:
        cursor.execute("select set_config('wb.ctx', %s, true)", [context])
    record(verb="people.person.opened")


def test_a_context_that_is_not_signed_is_not_recorded(user):
    forged = f"user:{user.pk}||||1|1|9999999999|00"

    with acting(Acting.user(user.pk)), pytest.raises(NotRecorded), transaction.atomic():
        record_as(forged)

    assert entries() == []


BROKEN = {
    "audit_verb_is_dotted": {"verb": "opened"},
    "audit_decision_is_known": {"decision": "PERHAPS"},
    "audit_details_are_codes": {"details": '{"share": 0.5}'},
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_table_refuses_what_is_no_entry(user, constraint):
    values = {"verb": "a.b", "decision": "ALLOWED", "details": "{}"} | BROKEN[constraint]
    with (
        acting(Acting.user(user.pk)),
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "select audit.add(%s, '', '', null, '{}', null, %s, %s::jsonb)", list(values.values())
        )


def test_the_table_refuses_an_actor_of_no_kind():
    with (
        acting(Acting("robot:x")),
        pytest.raises(IntegrityError, match="audit_who_is_user_or_process"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select audit.add('a.b', '', '', null, '{}', null, 'ALLOWED', '{}')")
