"""Linking two cases in which one person causes harm, and ending a link that was wrong.

A link names who causes harm alone. The reason is read by whoever may open both cases, and by nobody
else; nothing of it stands in papers, minutes or packages.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.models import HarmLink
from whitebeam.marac.queries import harming
from whitebeam.marac.queries.harming import Found
from whitebeam.marac.services import moving

LINKED_ONCE = "marac_harm_is_linked_once"
NOT_FOUND = "Choose a case in which the same person may cause harm"


@transaction.atomic
def link_cases(
    *, case_id: UUID, about: UUID, other_about: UUID, words: str, by: User, at: datetime
) -> HarmLink:
    """Say that whoever causes harm in this case causes it in another; done twice, it is said once.

    :raises Refused: if the user does not coordinate both, nothing was found of this pair, or no
        reason is given
    """
    if not words.strip():
        raise Refused("Enter why they are the same person")
    case = moving.locked(case_id, among=policy.coordinated_by(by))
    first, second = sorted((about, other_about))
    pair = policy.harm_links_kept_by(by).filter(about=first, other_about=second)
    if (earlier := pair.first()) is not None:
        return earlier
    found = harming.found_between(by, case, about, other_about)
    if found is None:
        raise Refused(NOT_FOUND)
    made = _made(case.pk, found, words=words, by=by, at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        if LINKED_ONCE not in str(clash):
            raise
        return pair.get()
    _record(Happened.HARM_LINKED, made)
    return made


@transaction.atomic
def end_link(link_id: UUID, *, words: str, by: User, at: datetime) -> HarmLink:
    """Say that they are not the same person after all, and why; the link is kept as ended.

    :raises Refused: if it has ended, the user does not coordinate both, or no reason is given
    """
    if not words.strip():
        raise Refused("Enter why they are not the same person")
    rows = policy.harm_links_kept_by(by).select_for_update(of=("self",))
    link = rows.filter(pk=link_id).first()
    if link is None:
        raise Refused("This link has ended")
    link.ended_at, link.ended_by, link.ended_why = at, by, words.strip()
    link.save(update_fields=["ended_at", "ended_by", "ended_why", "updated_at"])
    _record(Happened.HARM_UNLINKED, link)
    return link


def _made(case_id: UUID, found: Found, *, words: str, by: User, at: datetime) -> HarmLink:
    """Return the link with the lesser key first."""
    ends = sorted(((found.about, case_id), (found.other_about, found.case.pk)))
    (about, case), (other_about, other) = ends
    return HarmLink(
        case_id=case,
        about_id=about,
        other_id=other,
        other_about_id=other_about,
        is_sure=found.is_sure,
        reason=words.strip(),
        by=by,
        at=at,
    )


def _record(verb: Happened, link: HarmLink) -> None:
    audit.record(
        verb=verb, subject=link, classes=(Class.F10,), case=link.case_id, other=link.other_id
    )
