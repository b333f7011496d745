"""The public page of the plan: plain words, nothing held back, no trace, no script needed."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.roles import as_role
from tests.strategy_builders import a_framework, a_keeper, a_project, a_strand, made
from whitebeam.strategy.models import Change

pytestmark = [pytest.mark.django_db, pytest.mark.urls("whitebeam.config.urls_public")]


@pytest.fixture(autouse=True)
def strand(settings):
    settings.MIDDLEWARE = settings.OPEN_MIDDLEWARE
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "OPTIONS": {"environment": "whitebeam.config.jinja.environment"}}
    ]
    strand = a_strand(framework=a_framework(aim="Less harm, quicker help."), name="Recovery")
    shown = a_project(
        strand=strand,
        name="Navigators",
        public_words="New workers support people.",
        status="GREEN",
        evidence_count=1,
        review_due_on=date(2020, 1, 1),
    )
    held = a_project(
        strand=strand, name="Secret thing", is_held_back=True, held_back_reason="Not agreed"
    )
    for project, words in ((shown, "It begins later."), (held, "It was moved.")):
        made(
            Change,
            project=project,
            version=2,
            reason="r",
            agreed_by="Board",
            agreed_on=date(2026, 5, 6),
            made_by=a_keeper(),
            is_public=True,
            public_words=words,
        )
    with as_role("wb_public"):
        yield strand


def test_shows_the_plan_in_plain_words_and_an_overdue_claim_as_grey(client):
    page = client.get("/progress/").content.decode()

    assert "Less harm, quicker help." in page
    assert "New workers support people." in page
    assert "Review overdue" in page
    assert "It begins later." in page


def test_shows_nothing_that_is_held_back(client):
    page = client.get("/progress/").content.decode()

    assert "Secret thing" not in page
    assert "It was moved." not in page


def test_leaves_no_trace_and_has_a_way_out(client):
    response = client.get("/progress/")

    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert "Exit this page" in response.content.decode()
    assert "<title>Local plan" in response.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        "select summary from strategy_project",
        "select reason from strategy_change",
        "select 1 from strategy_update",
        "select 1 from strategy_paper",
    ],
)
def test_the_public_sites_role_reads_no_more_than_that(asked):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(asked)


def test_the_wall_itself_leaves_out_what_is_held_back():
    with connection.cursor() as cursor:
        cursor.execute("select name from strategy_project")
        assert [name for (name,) in cursor.fetchall()] == ["Navigators"]
