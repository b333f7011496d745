"""Assessing risk page by page: what is typed is kept, sealed, before anything is decided.

Answers are never filled in from an older assessment. A page that was changed on another device
since it was shown is not overwritten unasked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.people import policy as people
from whitebeam.people.models import Person, Relationship
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.models import AssessedChild, AssessedSet, Assessment, ToolVersion
from whitebeam.risk.queries.settings import criteria_in_force
from whitebeam.risk.queries.tools import tools_beside, tools_for, wording_in_force
from whitebeam.risk.rules.answers import Answered, read, write
from whitebeam.risk.rules.contents import Content, Page, packed, unpacked
from whitebeam.risk.rules.pages import Asked, mark_of

COLUMNS = {
    Page.FIRST: "prescreen",
    Page.GRID: "severity",
    Page.EXTERNAL: "external",
    Page.EVENTS: "events",
    Page.CLOSING: "closing",
}


class Clash(Refused):
    """The page was changed on another device; what was typed here is not lost."""


@dataclass(frozen=True, slots=True)
class PageSave:
    """What one page sends: its content or answers, the mark it was shown with, and its own tab."""

    page: Asked
    content: Content
    answers: Mapping[str, Answered] | None = None
    tab: str = ""
    seen: str = ""
    is_done: bool = False


@transaction.atomic
def start_assessment(
    *,
    victim: Person,
    perpetrator: Person | None,
    tool: ToolVersion,
    agency: Agency,
    by: User,
    at: datetime,
) -> Assessment:
    """Begin an assessment of the risk to somebody; the children on the record come with it.

    :raises Refused: if the worker does not assess for this agency, may not see the people, or the
        tool is not for this kind of agency, or the criteria are not set up
    """
    seen = people.visible_to(by)
    named = [victim.pk] + ([perpetrator.pk] if perpetrator else [])
    if seen.filter(pk__in=named).count() != len(set(named)) or len(set(named)) != len(named):
        raise Refused("Choose two people whose records you may open")
    if not policy.agencies_assessing(by).filter(pk=agency.pk).exists():
        raise Refused("You cannot assess risk for this agency")
    if tool.pk not in {one.pk for one in tools_for(agency)}:
        raise Refused("This tool is not in use for your agency")
    # Without the partnership's criteria it could be written and never read.
    criteria_in_force(area=victim.area)
    assessment = Assessment(
        victim=victim,
        perpetrator=perpetrator,
        tool=tool,
        wording=wording_in_force(tool),
        agency=agency,
        by=by,
        started_at=at,
        answers=write({}),
    )
    assessment.save(force_insert=True)
    for beside in tools_beside(tool.kind):
        AssessedSet.objects.create(assessment=assessment, tool=beside)
    for child in _children_of(victim, seen_by=by):
        if child != assessment.perpetrator_id:
            AssessedChild.objects.create(assessment=assessment, person_id=child)
    audit.record(verb=Happened.STARTED, subject=assessment, person_id=victim.pk, tool=tool.code)
    return assessment


@transaction.atomic
def save_page(assessment_id: UUID, *, save: PageSave, by: User) -> Assessment:
    """Keep one page, typed right or wrong.

    :raises Clash: if the page was changed on another device since it was shown here
    :raises Refused: if the assessment was signed or discarded meanwhile
    """
    assessment = locked_draft(assessment_id, by=by)
    _refuse_clash(assessment, save)
    if save.answers is not None:
        assessment.answers = write({**read(str(assessment.answers)), **save.answers})
        column = "answers"
    else:
        column = COLUMNS[Page(save.page.code)]
        setattr(assessment, column, packed(save.content))
    assessment.pages_seen = _marked(assessment, save)
    assessment.version += 1
    assessment.save(update_fields=[column, "pages_seen", "version", "updated_at"])
    return assessment


def content_of(assessment: Assessment, page: Asked) -> Content:
    """Return what a page of an assessment holds, answers as plain values."""
    if page.section is None:
        return unpacked(getattr(assessment, COLUMNS[Page(page.code)]))
    answers = read(str(assessment.answers))
    held = {item.code: answers[item.code] for item in page.section.items if item.code in answers}
    return unpacked(write(held))


def done_pages(assessment: Assessment) -> frozenset[str]:
    """Return the pages that were sent with *Save and continue*."""
    return frozenset(mark["page"] for mark in assessment.pages_seen if mark.get("done"))


@transaction.atomic
def discard(assessment_id: UUID, *, by: User, at: datetime) -> None:
    """Throw a draft away: what was typed is emptied.

    :raises Refused: if it was signed or discarded meanwhile
    """
    assessment = locked_draft(assessment_id, by=by)
    assessment.answers, assessment.discarded_at = write({}), at
    for column in COLUMNS.values():
        setattr(assessment, column, None)
    assessment.merged_from = None
    emptied = ["answers", *COLUMNS.values(), "merged_from"]
    assessment.save(update_fields=[*emptied, "discarded_at", "updated_at"])
    audit.record(verb=Happened.DISCARDED, subject=assessment, person_id=assessment.victim_id)


def locked_draft(assessment_id: UUID, *, by: User) -> Assessment:
    """Return one of the worker's own drafts, locked until the transaction ends.

    :raises Refused: if there is no such draft any more
    """
    drafts = policy.drafts_of(by).select_related("tool", "wording", "agency", "perpetrator")
    draft = drafts.select_for_update(of=("self",)).filter(pk=assessment_id).first()
    if draft is None:
        raise Refused("This assessment has been signed or discarded. Start a new one.")
    return draft


def _children_of(victim: Person, *, seen_by: User) -> list[UUID]:
    parent, child = Relationship.Kind.PARENT, Relationship.Kind.CHILD
    ties = Relationship.objects.filter(
        Q(person=victim, kind=parent) | Q(other=victim, kind=child), ended_on=None
    ).values_list("person", "other")
    named = {pk for pair in ties for pk in pair if pk != victim.pk}
    return list(people.visible_to(seen_by).filter(pk__in=named).values_list("pk", flat=True))


def _refuse_clash(assessment: Assessment, save: PageSave) -> None:
    held = mark_of(content_of(assessment, save.page))
    seen = assessment.pages_seen
    last_tab = next((mark["tab"] for mark in seen if mark["page"] == save.page.code), "")
    # A page sent without the mark it was shown with is let through only where no other tab wrote.
    is_ours = save.seen == held if save.seen else not last_tab
    is_ours = is_ours or bool(last_tab and last_tab == save.tab)
    if not is_ours and mark_of(save.content) != held:
        raise Clash("These answers were changed on another device since you opened this page")


def _marked(assessment: Assessment, save: PageSave) -> list[dict[str, object]]:
    was_done = save.page.code in done_pages(assessment)
    others = [mark for mark in assessment.pages_seen if mark["page"] != save.page.code]
    mark = {"page": str(save.page.code), "tab": save.tab, "done": save.is_done or was_done}
    return [*others, mark]
