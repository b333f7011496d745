"""Which agencies heard what is said at a meeting, and under which agreement; the database tells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from whitebeam.marac.models import AgendaItem
from whitebeam.partners.models import Agency


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose words they are, and who heard them: under which agreement each, if under one.

    The agency is made from its row and carries id, name, regime and kind alone.
    """

    giver: Agency
    under: Mapping[UUID, UUID | None]
    uncovered: tuple[str, ...]

    @property
    def agreement(self) -> UUID | None:
        """The agreement that covers most of those who heard."""
        found = Counter(one for one in self.under.values() if one is not None)
        return found.most_common(1)[0][0] if found else None


def heard_of(
    item: AgendaItem, *, at: datetime, about: UUID | None = None, giver: UUID | None = None
) -> Heard | None:
    """Return who hears what is said of a case at this moment, in one query.

    The words are the acting user's own agency's, or those of `giver`. Nothing, if she has not
    accepted the statement, the case was not opened, or nobody of the case is meant.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_heard(%s, %s, %s, %s)", [item.pk, at, about, giver])
        rows = cursor.fetchall()
    givers = [Agency(pk=r[0], name=r[1], regime=r[2], kind=r[3]) for r in rows if r[5]]
    if not givers:
        return None
    heard = [row for row in rows if not row[5]]
    return Heard(
        giver=givers[0],
        under={row[0]: row[4] for row in heard},
        uncovered=tuple(sorted(row[1] for row in heard if row[4] is None)),
    )
