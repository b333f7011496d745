"""A page is rendered inside the transaction that knows who acts; outside of it, reading raises."""

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.http import Http404, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory

from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.audit.services import record
from whitebeam.config.middleware import ActInTransaction
from whitebeam.partners.models import Duty
from whitebeam.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def worker(agency):
    return worker_at(agency, Duty.VIEW_PEOPLE)


def ask(view, *, by):
    request = RequestFactory().get("/")
    request.session = {}
    request.user = by
    return ActInTransaction(view)(request)


class Late(SimpleTemplateResponse):
    """Reads only when it is rendered, as a template does with a lazy queryset."""

    def __init__(self, rows):
        super().__init__("none")
        self.rows = rows

    @property
    def rendered_content(self):
        return f"{len(self.rows)} seen"


def test_a_lazy_read_in_a_template_is_walled_and_works(worker):
    def view(request):
        return Late(Person.objects.all()).render()

    assert ask(view, by=worker).content == b"0 seen"


def test_a_read_outside_the_transaction_raises(agency):
    with as_role("wb_bulk"):
        Person.objects.create(known_as="Wren Example", recorded_by=agency)

    with pytest.raises(ProgrammingError, match="no security context"):
        list(Person.objects.all())


def test_the_context_ends_with_the_request(worker):
    ask(lambda request: HttpResponse(), by=worker)

    with connection.cursor() as cursor:
        cursor.execute("select current_setting('wb.ctx', true)")
        assert cursor.fetchone()[0] in {None, ""}


def entries():
    with as_role("wb_backup"):
        return list(Entry.objects.values_list("verb", flat=True))


def test_a_page_not_found_keeps_its_audit_entry(worker):
    def view(request):
        record(verb="people.person.refused")
        middleware.process_exception(request, Http404())
        return HttpResponse(status=404)

    request = RequestFactory().get("/")
    request.session = {}
    request.user = worker
    middleware = ActInTransaction(view)
    middleware(request)

    assert entries() == ["people.person.refused"]


def test_a_fault_leaves_nothing_behind(worker):
    def view(request):
        record(verb="people.person.opened")
        middleware.process_exception(request, RuntimeError())
        return HttpResponse(status=500)

    request = RequestFactory().get("/")
    request.session = {}
    request.user = worker
    middleware = ActInTransaction(view)
    middleware(request)

    assert entries() == []
