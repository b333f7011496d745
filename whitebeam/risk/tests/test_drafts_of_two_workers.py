"""Two workers' drafts about the same people: opened first, put together by who sees both."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.browser import Client
from tests.factories import AgencyFactory, worker_at
from tests.people_builders import NOON, as_worker
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty
from whitebeam.people.models import Restriction
from whitebeam.risk.models import AssessedChild, Assessment
from whitebeam.risk.rules.answers import Answer, Answered, SaidBy, read
from whitebeam.risk.rules.pages import FIRST
from whitebeam.risk.services.assessing import Clash
from whitebeam.risk.services.merging import (
    Merge,
    close_to_colleagues,
    merge_drafts,
    open_to_colleagues,
    twins_of,
)
from whitebeam.risk.tests.desk import ASSESSING, BEFORE
from whitebeam.risk.tests.test_pages import Walk

pytestmark = pytest.mark.django_db
INJURY = "answers.injury"


class Both(Walk):
    """The worker and her colleague each have a draft; they differ on the injury."""

    def __init__(self):
        super().__init__()
        self.mine, self.hers = self.started(), self.started(by=self.colleague)
        self.save(self.mine, FIRST, BEFORE)
        self.save(self.hers, FIRST, BEFORE, by=self.colleague)
        self.answer(self.mine, injury=Answered(Answer.NO), weapons=Answered(Answer.YES))
        from_police = Answered(Answer.YES, SaidBy.POLICE, "A broken arm")
        self.answer(self.hers, by=self.colleague, injury=from_police)

    def opens(self, draft=None, *, by=None):
        by = by or self.colleague
        with as_worker(by):
            open_to_colleagues((draft or self.hers).pk, by=by, at=NOON)

    def versions(self):
        with as_role("wb_bulk"):
            rows = Assessment.objects.in_bulk([self.mine.pk, self.hers.pk])
        return rows[self.mine.pk].version, rows[self.hers.pk].version

    def merge(self, *, by=None, seen=None, draft=None):
        by = by or self.worker
        with as_worker(by):
            return merge_drafts(
                *((draft or self.mine).pk, self.hers.pk),
                merge=Merge({INJURY: "OTHER"}, seen or self.versions()), by=by, at=NOON,
            )  # fmt: skip

    def twins(self, user, draft=None):
        with as_worker(user):
            return set(twins_of(draft or self.mine, by=user))


@pytest.fixture
def both():
    return Both()


def raw(user, sql, *values):
    with as_worker(user), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def sees(user, draft):
    return bool(raw(user, "select 1 from risk_assessment where id = %s", draft.pk))


def test_a_draft_is_its_writers_until_she_opens_it_and_when_she_closes_it(both):
    assert not sees(both.worker, both.hers)
    assert both.twins(both.worker) == set()
    with pytest.raises(Refused, match="yours or opened to you"):
        both.merge(seen=(1, 1))

    both.opens()
    assert sees(both.worker, both.hers)
    assert both.twins(both.worker) == {both.hers}

    with as_worker(both.colleague):
        close_to_colleagues(both.hers.pk, by=both.colleague)
    assert not sees(both.worker, both.hers)
    with pytest.raises(Refused, match="yours or opened to you"):
        both.merge(seen=(1, 1))


def test_what_each_said_and_who_wrote_it_is_kept_and_the_other_is_told(both):
    both.opens()
    with as_role("wb_bulk"):
        AssessedChild.objects.create(assessment=both.hers, person=both.robin)

    both.merge()

    with as_role("wb_bulk"):
        kept, gone = (Assessment.objects.get(pk=one.pk) for one in (both.mine, both.hers))
        children = set(kept.children.values_list("person", flat=True))
        [told] = Notice.objects.all()
    assert read(kept.answers)["injury"] == Answered(Answer.YES, SaidBy.POLICE, "A broken arm")
    assert read(kept.answers)["weapons"].answer is Answer.YES
    sources = json.loads(kept.merged_from)
    assert [one["by"] for one in sources] == [both.worker.name, both.colleague.name]
    assert sources[0]["said"][INJURY]["answer"] == "NO"
    assert sources[1]["said"][INJURY]["detail"] == "A broken arm"
    assert (read(gone.answers), gone.prescreen) == ({}, None)
    assert gone.discarded_at == NOON
    assert children == {both.robin.pk}
    assert (told.to, told.template) == (both.colleague, "draft_taken_in")
    with as_role("wb_backup"):
        verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"risk.assessment.opened_to_colleagues", "risk.assessment.taken_in"} <= verbs


def test_nothing_is_written_over_what_she_typed_since(both):
    both.opens()
    seen = both.versions()
    both.answer(both.hers, by=both.colleague, animals=Answered(Answer.YES))

    with pytest.raises(Clash, match="changed since you opened"):
        both.merge(seen=seen)


def kept_from_the_other(both):
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person=both.rook, user=both.worker, reason="Kin", set_by=both.colleague, set_at=NOON
        )
    return both.worker


def who_only_reads(both):
    return worker_at(both.agency, Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS)


def elsewhere(both):
    return worker_at(AgencyFactory(), *ASSESSING)


@pytest.mark.parametrize("someone", [kept_from_the_other, who_only_reads, elsewhere])
def test_only_who_assesses_here_and_sees_both_reads_it(both, someone):
    both.opens()
    user = someone(both)

    assert not sees(user, both.hers)
    assert both.twins(user) == set()
    with pytest.raises(DatabaseError):
        raw(user, "select sec.risk_take_in(%s, %s, '', now())", both.hers.pk, both.mine.pk)


def test_an_opened_draft_is_read_and_not_written(both):
    both.opens()

    with pytest.raises(DatabaseError):
        raw(both.worker, "update risk_assessment set version = 9 where id = %s", both.hers.pk)
    with pytest.raises(DatabaseError):
        raw(both.worker, "update risk_assessment set discarded_at = now() where id = %s",
            both.hers.pk)  # fmt: skip


@pytest.mark.parametrize("given", [{"perpetrator": None}, {"tool": "stalking"}, {"by": True}])
def test_the_database_takes_in_nothing_else(both, given):
    both.opens()
    into = both.started(**{**given, **({"by": both.colleague} if "by" in given else {})})
    takes = "select sec.risk_take_in(%s, %s, '', now())"

    with pytest.raises(DatabaseError):
        raw(both.worker, takes, both.hers.pk, into.pk)
    with pytest.raises(DatabaseError):
        raw(both.worker, takes, both.hers.pk, both.hers.pk)


def test_a_draft_that_was_not_opened_is_not_taken_in(both):
    with pytest.raises(DatabaseError):
        raw(both.worker, "select sec.risk_take_in(%s, %s, '', now())", both.hers.pk, both.mine.pk)


def test_the_pages_open_it_show_whose_it_is_and_put_the_two_together(both):
    client = Client()
    client.force_login(both.colleague)
    client.post(reverse("risk:open_draft", args=[both.hers.pk]))
    told = f"{both.colleague.name} has opened a draft"
    assert told in both.get("draft", both.mine.pk)
    page = both.get("merge", both.mine.pk, both.hers.pk)
    assert f"by {both.colleague.name}" in page
    shown = "-".join(map(str, both.versions()))

    both.post("merge", both.mine.pk, both.hers.pk, versions=shown, **{INJURY: "OTHER"})

    both.post("page", both.mine.pk, "closing", **{"decision-children": "ALREADY"})
    both.post("draft", both.mine.pk)
    names = f"{both.worker.name} and {both.colleague.name}"
    assert f"Put together from drafts of {names}" in both.get("assessment", both.mine.pk)
    assert client.get(reverse("risk:draft", args=[both.hers.pk])).status_code == 404


def test_she_keeps_it_to_herself_again_on_the_page(both):
    both.opens(both.mine, by=both.worker)

    both.post("close_draft", both.mine.pk)

    assert not sees(both.colleague, both.mine)
    assert "Open it to colleagues" in both.get("draft", both.mine.pk)
