"""The partnership's day, as the database's walls reckon it."""

from django.db.models import DateField, Func


class Today(Func):
    """The day in London at the start of the transaction: one day for policy and wall alike."""

    function = "sec.today"
    template = "%(function)s()"
    output_field = DateField()
    arity = 0
