"""A tool without published bands: its assessor judges the level and says why; nothing is default."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import AreaFactory
from tests.people_builders import NOON, TODAY, as_worker
from tests.risk_builders import LONG_AGO, a_tool, an_assessment, answered, definition
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import LocalSetting
from whitebeam.people.models import Person
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries.due import due_of
from whitebeam.risk.queries.reading import reading_of
from whitebeam.risk.rules.pages import CLOSING, FIRST, Asked
from whitebeam.risk.tests.desk import BEFORE, Desk
from whitebeam.risk.tests.test_pages import Walk

pytestmark = pytest.mark.django_db
MIGRATION = import_module("whitebeam.risk.migrations.0020_a_level_is_judged")
HIGH = {"judged_level": "HIGH", "judgement_reason": "He waits outside her work every evening"}
UNBANDED = ("stalking", "honour", "young-person")


@pytest.fixture
def desk():
    return Desk()


def taken(desk, tool, *, yes, closing=None):
    """Return a draft of this tool with these answers, and a closing page if one is given."""
    draft = desk.started(tool)
    desk.save(draft, FIRST, BEFORE)
    for section in definition(tool).sections:
        given = {item.code for item in section.items} & set(yes)
        page = Asked(section.code, section.title, section)
        desk.save(draft, page, answers=answered(yes=given))
    if closing:
        desk.save(draft, CLOSING, {"decision-children": "ALREADY", **closing})
    return draft


def first_items(tool, count):
    return definition(tool).codes()[:count]


@pytest.mark.parametrize("tool", UNBANDED)
def test_it_is_not_signed_without_the_assessors_level_and_reason(desk, tool):
    draft = taken(desk, tool, yes=first_items(tool, 1), closing={"says_high": "NO"})
    with pytest.raises(Refused, match="Say which level of risk you judge"):
        desk.sign(draft)

    desk.save(draft, CLOSING, {"decision-children": "ALREADY", "judged_level": "STANDARD"})
    with pytest.raises(Refused, match="Enter the reason"):
        desk.sign(draft)


@pytest.mark.parametrize("tool", UNBANDED)
@pytest.mark.parametrize("level", ["STANDARD", "MEDIUM", "HIGH"])
def test_the_level_is_what_was_judged_and_no_band_is_made_up(desk, tool, level):
    draft = taken(desk, tool, yes=first_items(tool, 1), closing={**HIGH, "judged_level": level})

    signed = desk.sign(draft)

    assert (signed.band, signed.level, signed.judged_level) == ("", level, level)


@pytest.mark.parametrize(("yes", "band"), [(13, ""), (14, "HIGH")])
def test_the_young_persons_total_is_high_from_the_threshold_and_judged_below(desk, yes, band):
    codes = first_items("young-person", yes)
    draft = taken(desk, "young-person", yes=codes, closing=HIGH)

    assert desk.sign(draft).band == band


def test_the_bands_are_the_checklists_alone_unless_the_partnership_says_more(desk):
    with as_role("wb_bulk"):
        LocalSetting.objects.filter(key="dash.bands_for").update(value=["dash", "young-person"])
    draft = taken(desk, "young-person", yes=first_items("young-person", 11))

    with as_worker(desk.worker):
        draft.refresh_from_db()
        assert reading_of(draft, on=TODAY).band == "MEDIUM"


def test_without_the_setting_the_bands_are_the_checklists(desk):
    with as_role("wb_bulk"):
        LocalSetting.objects.filter(key="dash.bands_for").delete()

    assert desk.signed().band == "STANDARD"
    with pytest.raises(Refused, match="Say which level"):
        desk.sign(taken(desk, "stalking", yes=["s_loiters"], closing={"says_high": "NO"}))


def test_the_clock_of_the_judged_level_runs(desk, today):
    for level, days in (("HIGH", 14), ("STANDARD", 90)):
        with as_role("wb_bulk"):
            Assessment.objects.all().delete()
            LocalSetting.objects.filter(key="risk.reassess_days").update(
                value={"HIGH": 14, "MEDIUM": 30, "STANDARD": 90}
            )
        an_assessment(
            desk.wren, by=desk.worker, agency=desk.agency, tool=a_tool("stalking"), band="",
            level=level, judged_level=level, judgement_reason="Seen", at=NOON,
        )  # fmt: skip
        with as_worker(desk.worker):
            due = due_of(desk.worker, desk.wren, on=today).due
        assert abs((due.on - NOON.date()).days - days) <= 4


def test_what_nobody_judged_is_looked_at_as_soon_as_a_high_one(desk, today):
    an_assessment(
        desk.wren, by=desk.worker, agency=desk.agency, tool=a_tool("stalking"), band="", level=""
    )
    with as_worker(desk.worker):
        unjudged = due_of(desk.worker, desk.wren, on=today).due
    with as_role("wb_bulk"):
        Assessment.objects.update(band="HIGH", level="HIGH")
    with as_worker(desk.worker):
        assert due_of(desk.worker, desk.wren, on=today).due == unjudged


def test_a_judged_level_is_called_so_wherever_it_stands():
    walk = Walk()
    draft = walk.begun("stalking")
    walk.post("page", draft.pk, "first", **BEFORE)
    walk.post("page", draft.pk, "stalking_now", s_very_frightened="YES")
    assert "Level not judged yet" in walk.get("draft", draft.pk)
    page = walk.get("page", draft.pk, "closing")
    assert "Which level of risk do you judge it to be?" in page
    assert "The answers show it" not in page

    walk.post("page", draft.pk, "closing", **HIGH)
    assert "Judged: high" in walk.get("draft", draft.pk)
    walk.post("draft", draft.pk)
    for page in (walk.get("assessment", draft.pk), walk.get("person", walk.wren.pk),
                 walk.get("mine")):  # fmt: skip
        assert "Judged: high" in page
    assert "Professional judgement" in walk.get("assessment", draft.pk)


def test_the_database_lets_nobody_sign_without_a_level(desk):
    draft = taken(desk, "stalking", yes=["s_loiters"])
    statement = "update risk_assessment set state = 'SIGNED', signed_at = now() where id = %s"

    acting, cursor = as_worker(desk.worker), connection.cursor()
    with acting, cursor, pytest.raises(DatabaseError, match="may not update"), transaction.atomic():
        cursor.execute(statement, [draft.pk])


def migrated(*, back=False):
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for step in MIGRATION.Migration.operations[1:4][:: -1 if back else 1]:
            sql = step.reverse_sql if back else step.sql
            for statement in [sql] if isinstance(sql, str) else sql:
                cursor.execute(statement)
    with as_role("wb_bulk"):
        rows = Assessment.objects.order_by("signed_at")
        return list(rows.values_list("band", "level"))


def test_what_was_signed_before_keeps_its_judgement_or_has_no_level(desk):
    judged = {"judged_level": "HIGH", "level": "HIGH", "judgement_reason": "Seen"}
    kept = {"by": desk.worker, "agency": desk.agency}
    for number, given in enumerate(
        [{"tool": a_tool("stalking")}, {"tool": a_tool("honour"), **judged}, {"tool": a_tool()}]
    ):
        an_assessment(desk.wren, at=NOON + timedelta(days=number), **kept, **given)

    assert migrated() == [("", ""), ("", "HIGH"), ("STANDARD", "STANDARD")]
    assert migrated(back=True) == [
        ("STANDARD", "STANDARD"), ("STANDARD", "HIGH"), ("STANDARD", "STANDARD"),
    ]  # fmt: skip


def test_an_areas_own_criteria_decide_for_whoever_lives_there(desk):
    kent = AreaFactory()
    with as_role("wb_bulk"):
        Person.objects.filter(pk=desk.wren.pk).update(area=kent)
        LocalSetting.objects.create(
            key="marac.escalation_months", value=12, area=kent, starts_on=LONG_AGO, source="Area"
        )
    days = {f"police_on_{n}": str(TODAY - timedelta(days=240 + n)) for n in (1, 2, 3)}

    there = desk.signed(events=days)
    with as_role("wb_bulk"):
        Person.objects.filter(pk=desk.wren.pk).update(area=None)
    elsewhere = desk.signed(events=days)

    assert [one.criteria["marac.escalation_months"]["value"] for one in (there, elsewhere)] == [
        12, 6,
    ]  # fmt: skip
    with as_role("wb_bulk"):
        assert there.grounds.filter(ground="POTENTIAL_ESCALATION").exists()
        assert not elsewhere.grounds.exists()
    assert {"marac.grounds", "dash.bands", "dash.bands_for"} <= set(there.criteria)
