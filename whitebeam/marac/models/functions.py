"""What only the database can tell, and a comparison that Django has no words for."""

from django.db.models import BooleanField, CharField, Func, UUIDField


class DeniedCases(Func):
    """The cases that were never made for the acting user; only the database can tell."""

    function = "sec.marac_denied"
    template = "(select unnest(%(function)s()))"
    output_field = UUIDField()
    arity = 0


class ProofShown(Func):
    """The hash of the secret that the acting session holds; nothing if it holds none."""

    template = (
        "encode(sha256(convert_to(nullif(current_setting('wb.proof', true), ''), 'UTF8')), 'hex')"
    )
    output_field = CharField()
    arity = 0


class IsAnyOf(Func):
    """Whether a value stands in an array; the array need not be of the same table."""

    template = "%(expressions)s)"
    arg_joiner = " = any("
    output_field = BooleanField()
    arity = 2
