"""The only records that the public site reads: phone lines, confirmed on a day."""

from whitebeam.directory.models import Helpline


def helplines_shown() -> list[Helpline]:
    """Return the phone lines on whose number two sources agreed when it was last checked."""
    return list(Helpline.objects.filter(is_confirmed=True, ended_on=None).order_by("created_at"))
