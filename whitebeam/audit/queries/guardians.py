"""What a guardian reads of those who acted for the agencies whose records she guards.

The caller names the agencies (the first wall); the database asks again who the reader guards, and
leaves out people from whom a conflict block keeps her.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BigIntegerField, Func, QuerySet, Value

from whitebeam.audit.models import Entry

PAGE = 50


class ReadingsOf(Func):
    """The entries about a person that the acting guardian may read."""

    function = "audit.readings_of"
    template = "(select id from %(function)s(%(expressions)s))"
    output_field = BigIntegerField()
    arity = 1


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, newest first, and the number before which the next page begins."""

    entries: list[Entry]
    older_than: int | None


def entries_for_person(
    person_id: UUID, *, agencies: Collection[UUID], before: int | None = None
) -> Page:
    """Return who saw or changed what of this person, newest first."""
    about = Entry.objects.filter(pk__in=ReadingsOf(Value(person_id)))
    return _page(about, agencies=agencies, before=before)


def entries_for_user(
    user_id: UUID, *, agencies: Collection[UUID], before: int | None = None
) -> Page:
    """Return what this user saw and did, newest first."""
    done = Entry.objects.filter(who=f"user:{user_id}")
    return _page(done, agencies=agencies, before=before)


def _page(entries: QuerySet[Entry], *, agencies: Collection[UUID], before: int | None) -> Page:
    found = entries.filter(agencies__overlap=list(agencies)).order_by("-id")
    if before is not None:
        found = found.filter(id__lt=before)
    rows = list(found[: PAGE + 1])
    shown = rows[:PAGE]
    return Page(shown, shown[-1].pk if len(rows) > PAGE else None)
