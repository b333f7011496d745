"""A worker who assesses, the people, and assessments as they are really made."""

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import NOON, TODAY, a_person, as_worker
from tests.risk_builders import all_tools, answered, definition, settings_of_risk
from tests.roles import as_role
from whitebeam.partners.models import Agency, Duty
from whitebeam.people.models import Relationship
from whitebeam.risk.rules.contents import Page
from whitebeam.risk.rules.pages import CLOSING, EVENTS, FIRST, Asked
from whitebeam.risk.rules.tool_definition import Section
from whitebeam.risk.services.assessing import PageSave, save_page, start_assessment
from whitebeam.risk.services.signing import sign

ASSESSING = (Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS, Duty.ASSESS_RISK)
BEFORE = {"mode": "FACE_TO_FACE", "alone": "YES", "has_children": "NO"}


ITEMS = Asked("now", "Items", Section(code="now", title="Items", items=definition("dash").items()))


class Desk:
    """One agency with two workers, a person harmed, the one who harms her, and her child."""

    def __init__(self):
        settings_of_risk()
        self.tools = all_tools()
        self.agency = AgencyFactory(kind=Agency.Kind.SPECIALIST_SERVICE)
        self.worker, self.colleague = (worker_at(self.agency, *ASSESSING) for _ in range(2))
        self.wren, self.rook, self.robin = (
            a_person(self.agency, by=self.worker, known_as=name)
            for name in ("Wren Example", "Rook Invented", "Robin Example")
        )

    def has_a_child(self):
        with as_role("wb_bulk"):
            Relationship.objects.create(
                person=self.wren, other=self.robin, kind="PARENT", recorded_by=self.agency
            )

    def started(self, tool="dash", *, by=None, **given):
        by = by or self.worker
        people = {"victim": self.wren, "perpetrator": self.rook, **given}
        with as_worker(by):
            return start_assessment(
                **people, tool=self.tools[tool], agency=self.agency, by=by, at=NOON
            )

    def save(self, assessment, page, content=None, *, by=None, is_done=True, **given):
        by = by or self.worker
        with as_worker(by):
            return save_page(
                assessment.pk,
                save=PageSave(page, content or {}, is_done=is_done, **given),
                by=by,
            )

    def answer(self, assessment, *, by=None, yes=(), no=(), **given):
        answers = answered(yes=yes, no=no, **given)
        return self.save(assessment, ITEMS, by=by, answers=answers)

    def signed(
        self, *, by=None, at=NOON, yes=("injury",), no=(), closing=None, events=None, **given
    ):
        """Return an assessment taken through its pages and signed."""
        by = by or self.worker
        draft = self.started(by=by, **given)
        self.save(draft, FIRST, BEFORE, by=by)
        self.answer(draft, by=by, yes=yes, no=no)
        if events:
            self.save(draft, EVENTS, events, by=by)
        decided = {"decision-children": "ALREADY", **(closing or {})}
        self.save(draft, CLOSING, decided, by=by)
        return self.sign(draft, by=by, at=at)

    def sign(self, draft, *, by=None, at=NOON, on=TODAY):
        by = by or self.worker
        with as_worker(by):
            return sign(draft.pk, by=by, at=at, on=on)

    def signs(self, draft, *, by=None, **answers):
        """Go through the signs beside a result; what is not given was not asked."""
        for section in definition("external").sections:
            held = {item.code for item in section.items}
            given = {code: one for code, one in answered(**answers).items() if code in held}
            page = Asked(section.code, section.title, section)
            self.save(draft, page, by=by, answers=given)

    def result(self, *, by=None, closing=None, **answers):
        """Return a draft of another tool's result, taken through its pages."""
        draft = self.started("external", by=by)
        self.save(draft, FIRST, BEFORE, by=by)
        told = {"name": "DARA", "version": "1", "grade": "High", "level": "HIGH"}
        self.save(draft, Asked(Page.EXTERNAL, "The result"), told, by=by)
        self.signs(draft, by=by, **answers)
        if closing:
            self.save(draft, CLOSING, closing, by=by)
        return draft

    def external(self, *, by=None, at=NOON, closing=None, **answers):
        return self.sign(self.result(by=by, closing=closing, **answers), by=by, at=at)
