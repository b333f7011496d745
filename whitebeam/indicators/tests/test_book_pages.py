"""The book, published figures, readers, and questions weighed before they are asked."""

import re

from tests.roles import as_role
from whitebeam.indicators.models import PublishedFigure, Question

HOME = "/indicators/"


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def opened(client, user, path, **data):
    client.force_login(user)
    return client.post(path, data) if data else client.get(path)


def test_a_question_is_weighed_in_hours_and_decided_by_a_second_person(client, desk):
    given = {
        "title": "Dogs in refuge",
        "why": "Whether to fund kennels",
        "like_code": "REF",
        "agencies": 4,
        "times_a_year": 4,
        "hours_each": "1.5",
    }
    opened(client, desk.keeper, f"{HOME}questions/", **given)

    page = text(opened(client, desk.reader, f"{HOME}questions/"))
    assert "Dogs in refuge" in page
    assert ">24<" in page
    with as_role("wb_bulk"):
        at = f"{HOME}questions/{Question.objects.get().pk}/"
    decision = {"decision": "DECLINED", "reason": "REF tells enough"}
    assert opened(client, desk.keeper, at, **decision).status_code == 422
    assert opened(client, desk.second, at, **decision).status_code == 302
    assert opened(client, desk.second, at).status_code == 404


def test_the_book_counts_what_returns_cost_and_who_uses_them(client, desk):
    page = text(opened(client, desk.owner, f"{HOME}book/"))

    assert "All returns together: 8 hours a year." in page
    assert "Its owner" not in page
    assert "What is counted." in text(opened(client, desk.owner, f"{HOME}book/REF/"))


def test_a_published_share_is_worked_out_again_with_its_interval(client, desk):
    with as_role("wb_bulk"):
        PublishedFigure.objects.create(
            code="a",
            number=275,
            title="Suspected suicides",
            pillar="NEED",
            words="33% (280 of 847)",
            part=280,
            whole=847,
            about="2018 to 2024",
            source="S1 5.4.1",
        )

    assert "33.1% (30.0% to 36.3%)" in text(opened(client, desk.reader, f"{HOME}published/"))


def test_readers_are_shown_with_their_agreement(client, desk):
    page = text(opened(client, desk.keeper, f"{HOME}readers/"))

    assert desk.reader.name in page
    assert "Open" in page
