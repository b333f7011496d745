"""Writing a referral over days and devices: every answer kept as it is typed, sealed.

A page that was changed on another device since it was shown is never overwritten unasked.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty
from whitebeam.referrals import policy
from whitebeam.referrals.events import Happened
from whitebeam.referrals.models import AdviceContact, Draft, Referral
from whitebeam.referrals.queries.forms import definition_of, form_in_force
from whitebeam.referrals.rules.form_definition import Form, Page
from whitebeam.referrals.rules.versions import answers_of_page, codes_of, digest_of

# A draft to MARAC is written here like any other, and sent from there.
MARAC = "MARAC"
FORMS: dict[str, str] = {
    Referral.Route.STANDARD: "referral",
    Referral.Route.SHORT: "short_referral",
    Referral.Route.GUEST: "referral",
    MARAC: "marac_referral",
}
DUTIES: dict[str, Duty] = {
    Referral.Route.STANDARD: Duty.REFER,
    Referral.Route.SHORT: Duty.SHORT_REFERRAL,
    Referral.Route.GUEST: Duty.REFER,
    MARAC: Duty.REFER_TO_MARAC,
}


class Clash(Refused):
    """The page was changed on another device; what was typed here is not lost."""


@dataclass(frozen=True, slots=True)
class PageSave:
    """What one page sends: its answers, the mark of what it was shown with, and its own tab."""

    page: str
    answers: Mapping[str, object]
    tab: str = ""
    seen: str = ""
    is_done: bool = False


@transaction.atomic
def start_draft(
    *,
    agency: Agency,
    route: str,
    by: User,
    at: datetime,
    answers: Mapping[str, object] | None = None,
    advice: AdviceContact | None = None,
) -> Draft:
    """Begin a referral for an agency, by a route that the worker's duties open.

    :raises Refused: if the worker may not refer by this route for this agency
    """
    if not partners.agencies_where(by, DUTIES[route]).filter(pk=agency.pk).exists():
        raise Refused("You cannot refer by this route for this agency")
    draft = Draft(
        writer=by,
        agency=agency,
        form=form_in_force(FORMS[route]),
        answers=json.dumps(dict(answers or {})),
        advice=advice,
    )
    draft.save(force_insert=True)
    audit.record(verb=Happened.DRAFT_STARTED, subject=draft, route=str(route))
    return draft


def answers_in(draft: Draft) -> dict[str, object]:
    """Return what has been typed in a draft so far."""
    answers: dict[str, object] = json.loads(str(draft.answers))
    return answers


def done_pages(draft: Draft) -> frozenset[str]:
    """Return the pages that were sent with *Save and continue*."""
    return frozenset(mark["page"] for mark in draft.pages_seen if mark.get("done"))


@transaction.atomic
def save_page(draft_id: UUID, *, save: PageSave, by: User) -> Draft:
    """Keep the answers of one page, typed right or wrong.

    :raises Clash: if the page was changed on another device since it was shown here
    :raises Refused: if the draft was sent or discarded meanwhile
    """
    draft = locked_draft(draft_id, by=by)
    form = definition_of(draft.form)
    page = page_of(form, save.page)
    answers = answers_in(draft)
    _refuse_clash(draft, page, answers, save)
    kept = {code: answer for code, answer in answers.items() if code not in codes_of(page)}
    draft.answers = json.dumps({**kept, **answers_of_page(page, answers=save.answers)})
    draft.pages_seen = _marked(draft, save)
    draft.version += 1
    draft.save(update_fields=["answers", "pages_seen", "version", "updated_at"])
    return draft


@transaction.atomic
def fill_in(draft_id: UUID, *, answers: Mapping[str, object], by: User) -> Draft:
    """Put answers that were confirmed rather than typed into a draft, beside what is there.

    :raises Refused: if the draft was sent or discarded meanwhile
    """
    draft = locked_draft(draft_id, by=by)
    draft.answers = json.dumps({**answers_in(draft), **answers})
    draft.version += 1
    draft.save(update_fields=["answers", "version", "updated_at"])
    return draft


@transaction.atomic
def discard_draft(draft_id: UUID, *, by: User, at: datetime) -> None:
    """Throw a draft away: its answers are emptied and its documents go with it.

    :raises Refused: if it was sent or discarded meanwhile
    """
    draft = locked_draft(draft_id, by=by)
    draft.answers, draft.discarded_at = json.dumps({}), at
    draft.save(update_fields=["answers", "discarded_at", "updated_at"])
    draft.documents.filter(referral=None, removed_at=None).update(removed_at=at, updated_at=at)
    audit.record(verb=Happened.DRAFT_DISCARDED, subject=draft)


def locked_draft(draft_id: UUID, *, by: User) -> Draft:
    """Return one of the worker's own drafts, locked until the transaction ends.

    :raises Refused: if there is no such draft any more
    """
    drafts = policy.drafts_of(by).select_related("form", "agency").select_for_update(of=("self",))
    draft = drafts.filter(pk=draft_id).first()
    if draft is None:
        raise Refused("This draft has been sent or discarded already")
    return draft


def page_of(form: Form, code: str) -> Page:
    """Return a page of a form by its code.

    :raises Refused: if the form has no such page
    """
    for _, page in form.pages():
        if page.code == code:
            return page
    raise Refused("This form has no such page")


def _refuse_clash(draft: Draft, page: Page, answers: Mapping[str, object], save: PageSave) -> None:
    held = digest_of(page, answers=answers)
    last_tab = next((m["tab"] for m in draft.pages_seen if m["page"] == page.code), "")
    is_ours = not save.seen or save.seen == held or (last_tab and last_tab == save.tab)
    if not is_ours and digest_of(page, answers=save.answers) != held:
        raise Clash("These answers were changed on another device since you opened this page")


def _marked(draft: Draft, save: PageSave) -> list[dict[str, object]]:
    was_done = save.page in done_pages(draft)
    others = [mark for mark in draft.pages_seen if mark["page"] != save.page]
    return [*others, {"page": save.page, "tab": save.tab, "done": save.is_done or was_done}]
