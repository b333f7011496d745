"""Breaking a constraint of the database on purpose, as wb_bulk, past the walls."""

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model

from tests.roles import as_role


def constraint_broken_by(rows: list[Model]) -> str:
    """Return the name of the constraint that stops these rows, or nothing if none does."""
    with as_role("wb_bulk"):
        try:
            with transaction.atomic():
                for row in rows:
                    row.save(force_insert=True)
        except IntegrityError as error:
            return str(error.__cause__.diag.constraint_name)
    return ""


def constraints_of(app: str) -> set[str]:
    """Return the names of every constraint that the models of an app state."""
    return {
        constraint.name
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }
