"""What the database refuses of forms, rules, referrals and documents, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import (
    LONG_AGO,
    NOON,
    REFERRING,
    a_draft,
    a_form,
    a_queue,
    a_rule,
    a_sent_referral,
)
from tests.roles import as_role
from whitebeam.people.models import Person
from whitebeam.referrals.models import Document, FormVersion, Part, Reason, RoutingRule

pytestmark = pytest.mark.django_db


def refused(name, make):
    with (
        as_role("wb_bulk"),
        pytest.raises(IntegrityError, match=name),
        transaction.atomic(),
    ):
        make()


def test_a_form_version_is_used_once():
    form = a_form()

    refused(
        "form_version_is_used_once",
        lambda: FormVersion.objects.create(
            code=form.code, version=form.version, name="", starts_on=LONG_AGO, definition={}
        ),
    )


def test_a_routing_rule_starts_once_a_day():
    rule = a_rule(a_queue())

    refused(
        "routing_rule_starts_once_a_day",
        lambda: RoutingRule.objects.create(
            code=rule.code, position=2, sentence="", queue=rule.queue, starts_on=rule.starts_on
        ),
    )


def test_a_reason_code_is_used_once():
    def make():
        Reason.objects.create(code="FULL", kind=Reason.Kind.DECLINE, label="No space")

    with as_role("wb_bulk"):
        make()

    refused("reason_code_is_used_once", make)


def test_a_person_plays_one_part_and_one_is_harmed():
    referral = a_sent_referral()
    with as_role("wb_bulk"):
        victim = Part.objects.get(referral=referral, kind="VICTIM").person
        other = Person.objects.create(known_as="Other Example", recorded_by=referral.sent_by)

    for name, person, kind in (
        ("part_is_played_once_per_referral", victim, "OTHER"),
        ("referral_has_one_person_harmed", other, "VICTIM"),
    ):
        refused(
            name,
            lambda person=person, kind=kind: Part.objects.create(
                referral=referral, person=person, kind=kind
            ),
        )


def test_a_referral_without_consent_says_why_and_an_accepted_one_by_whom():
    referral = a_sent_referral()

    for name, changed in (
        ("referral_without_consent_says_why", {"basis": "SAFEGUARDING"}),
        ("referral_accepted_by_somebody", {"state": "ACCEPTED"}),
    ):
        refused(
            name,
            lambda changed=changed: (
                type(referral).objects.filter(pk=referral.pk).update(basis_reason=None, **changed)
            ),
        )


def test_a_document_belongs_somewhere_and_says_why_it_was_refused():
    school = AgencyFactory()
    lead = worker_at(school, *REFERRING)
    draft = a_draft(by=lead, agency=school)
    common = {
        "name": "a.txt",
        "content_type": "text/plain",
        "size": 1,
        "sha256": "0" * 64,
        "added_by": lead,
        "added_at": NOON,
    }

    refused(
        "document_belongs_to_a_draft_or_referral",
        lambda: Document.objects.create(stored_as="a", **common),
    )
    refused(
        "document_refused_with_a_reason",
        lambda: Document.objects.create(stored_as="b", draft=draft, state="REFUSED", **common),
    )
