"""A form names what it sends, so that sending it twice does it once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from psycopg import errors

from whitebeam.kernel.errors import Refused

NOT_SAVED = "This was not saved. Open the page again and send it once more."


@contextmanager
def named_once() -> Iterator[None]:
    """Save something under the name that its form gave it.

    :raises Refused: if something else was sent under this name, at once or by somebody else
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        cause = clash.__cause__
        is_key = isinstance(cause, errors.UniqueViolation) and "once_key" in str(
            cause.diag.constraint_name
        )
        if is_key:
            raise Refused(NOT_SAVED) from None
        raise
