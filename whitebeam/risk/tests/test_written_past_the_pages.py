"""Past every page: a result comes in unchecked, and is shared only under what covers the two."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from tests.factories import AgencyFactory, SharingAgreementFactory
from tests.people_builders import NOON, as_worker
from tests.risk_builders import an_assessment
from tests.roles import as_role
from whitebeam.risk.models import ResultDocument, Shared
from whitebeam.risk.tests.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


@pytest.fixture
def desk():
    return Desk()


def refused(desk, row):
    wall = pytest.raises(DatabaseError, match="row-level security")
    with as_worker(desk.worker), wall, transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("given", [{"state": "CLEAN"}, {"checked_at": NOON}])
def test_nobody_brings_in_a_document_as_checked(desk, given):
    document = {
        "assessment": desk.started(),
        "name": "x",
        "content_type": "text/plain",
        "size": 1,
        "sha256": "0" * 64,
        "added_by": desk.worker,
        "added_at": NOON,
    }

    refused(desk, ResultDocument(stored_as=uuid4().hex, **document, **given))
    with as_worker(desk.worker):
        ResultDocument(stored_as=uuid4().hex, **document).save(force_insert=True)


def test_an_agreement_shares_only_between_its_parties_and_only_what_it_names(desk):
    friend, stranger = AgencyFactory(), AgencyFactory()
    with as_role("wb_bulk"):
        assessment = an_assessment(desk.wren, by=desk.worker, agency=desk.agency)
    covers = SharingAgreementFactory(between=[desk.agency, friend])
    of_others = SharingAgreementFactory(between=[friend, stranger])
    of_names = SharingAgreementFactory(between=[desk.agency, friend], categories=["F1"])

    def a_share(agency, agreement):
        return Shared(
            assessment=assessment, agency=agency, shared_by_agency=desk.agency, why="x",
            agreement=agreement, by=desk.worker, at=NOON,
        )  # fmt: skip

    refused(desk, a_share(stranger, covers))
    refused(desk, a_share(friend, of_others))
    refused(desk, a_share(friend, of_names))
    with as_worker(desk.worker):
        a_share(friend, covers).save(force_insert=True)
