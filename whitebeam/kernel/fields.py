"""A text column that is encrypted at rest and opened when it is read from the instance."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from whitebeam.kernel import crypto


class Sealed:
    """A ciphertext as it came from the database; shows nothing of itself."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __repr__(self) -> str:
        return "<sealed>"


class SealedAttribute(DeferredAttribute):
    """Opens the ciphertext when read, with the instance's own place as associated data."""

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Sealed):
            return value
        return crypto.unseal(value.data, **_place(instance, self.field.attname))

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.BinaryField):
    """Text that the database holds only as ciphertext bound to this row and column.

    It cannot be filtered, sorted or searched. The row's key must be known before saving, which a
    `Record` has from its making.
    """

    if TYPE_CHECKING:
        # What the type checker reads: text goes in and comes out.
        _pyi_private_set_type: str
        _pyi_private_get_type: str  # type: ignore[assignment]  # ciphertext stays inside

    descriptor_class = SealedAttribute

    def from_db_value(self, value: Any, *_: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None:
            return None
        if isinstance(value, Sealed):
            return value.data
        return crypto.seal(str(value), **_place(model_instance, self.attname))

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str | Sealed):
            raise TypeError("A sealed field cannot be compared or updated in bulk")
        return super().get_prep_value(value)


def _place(instance: models.Model, column: str) -> dict[str, str]:
    return {"table": instance._meta.db_table, "row": str(instance.pk), "column": column}
