"""Writes entries, inside the transaction of the deed or reading they are about."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import DatabaseError, connection
from django.db.models import Model

from whitebeam.audit.models import Decision, reason_place
from whitebeam.kernel import context, crypto
from whitebeam.kernel.declared import Class

type_of_code = str | int | bool | UUID | date | None
type_of_detail = type_of_code | Sequence[type_of_code]

# Ids, field names, choice values, dates: what people type does not fit this.
CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,100}")
PERSON = "people.Person"


class NotRecorded(Exception):
    """The entry could not be written, so the deed is not done and nothing is shown."""


def record(
    *,
    verb: str,
    subject: Model | None = None,
    person_id: UUID | None = None,
    classes: Iterable[Class] = (),
    reason: str = "",
    decision: Decision = Decision.ALLOWED,
    **details: type_of_detail,
) -> None:
    """Write one entry of a deed by whoever acts now, or fail the whole transaction.

    Details are ids, field names, codes and dates, never content. A reason that a worker typed goes
    into `reason`, which is sealed.

    :raises NotRecorded: if the entry cannot be written
    :raises ValueError: if a detail could be content
    """
    acting = context.current()
    if acting is None:
        raise NotRecorded("Nobody acts")
    subject_id = "" if subject is None else str(subject.pk)
    _add(
        str(verb),
        "" if subject is None else subject._meta.label,
        subject_id,
        person_id or _person_of(subject),
        sorted(held_as.name for held_as in classes),
        _sealed(reason, request_id=acting.request_id, verb=str(verb), subject_id=subject_id),
        str(decision),
        json.dumps({name: _checked(value) for name, value in details.items()}),
    )


def record_reading(
    *,
    verb: str,
    subject: Model | None = None,
    person_id: UUID | None = None,
    classes: Iterable[Class],
    reason: str = "",
    **details: type_of_detail,
) -> None:
    """Write one entry of what is about to be shown, naming the classes of the fields.

    :raises NotRecorded: if the entry cannot be written; then nothing may be shown
    """
    record(
        verb=verb,
        subject=subject,
        person_id=person_id,
        classes=classes,
        reason=reason,
        **details,  # type: ignore[arg-type]  # the names of record's own options are taken above
    )


def _add(*values: str | bytes | UUID | list[str] | None) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select audit.add(%s, %s, %s, %s::uuid, %s::text[], %s::bytea, %s, %s::jsonb)",
                values,
            )
    except DatabaseError as error:
        raise NotRecorded("The audit entry could not be written") from error


def _person_of(subject: Model | None) -> UUID | None:
    if subject is None:
        return None
    if subject._meta.label == PERSON:
        return subject.pk
    return getattr(subject, "person_id", None)


def _sealed(reason: str, *, request_id: str, verb: str, subject_id: str) -> bytes | None:
    if not reason:
        return None
    place = reason_place(request_id=request_id, verb=verb, subject_id=subject_id)
    return crypto.seal(reason, **place)


def _checked(value: type_of_detail) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        if not CODE.fullmatch(value):
            raise ValueError("An audit detail must be an id, a field name or a code")
        return str(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Sequence):
        return [_checked(each) for each in value]
    raise ValueError("An audit detail must be an id, a field name or a code")
