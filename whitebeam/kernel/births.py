"""A date of birth and an age in words, as exactly as they are known and no more."""

from datetime import date

EXACT, YEAR, ESTIMATE = "EXACT", "YEAR", "ESTIMATE"


def years_old(birth: date, *, on: date) -> int:
    """Return the age in whole years on a day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_words(birth: date | None, *, on: date) -> str:
    """Return the age in years, or nothing where it is not known."""
    if birth is None:
        return ""
    years = years_old(birth, on=on)
    return f"{years} years" if years != 1 else "1 year"


def born_words(birth: date | None, precision: str, *, on: date) -> str:
    """Return when somebody was born and how old that makes them."""
    if birth is None:
        return "Date of birth not known"
    years = years_old(birth, on=on)
    if precision == EXACT:
        return f"Born {_day(birth)} ({years})"
    if precision == YEAR:
        return f"Born in {birth.year}"
    return f"About {years} years old"


def birth_words(birth: date | None, precision: str) -> str:
    """Return a date of birth as it is held, for whoever corrects it."""
    if birth is None:
        return "Not known"
    if precision == YEAR:
        return str(birth.year)
    return f"About {_day(birth)}" if precision == ESTIMATE else _day(birth)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
