"""One choice of a worker for each referral of a list."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

PREFIX = "to_"
NOTHING_CHOSEN = "Choose a worker for at least one referral"


class SharingForm(forms.Form):
    """Asks of each row who takes it; most rows may be left as they are."""

    def __init__(
        self,
        *args: Any,
        rows: Iterable[tuple[UUID, str]],
        workers: Sequence[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for referral_id, reference in rows:
            self.fields[f"{PREFIX}{referral_id}"] = forms.ChoiceField(
                label=f"Who takes {reference}?", choices=workers, required=False
            )

    def refuse_nothing(self) -> None:
        """Say that nothing was chosen."""
        self.full_clean()
        self.add_error(None, NOTHING_CHOSEN)


class CoverForm(forms.Form):
    """Asks for whom somebody covers."""

    worker = forms.ChoiceField(
        label="Who is away?", error_messages={"required": "Select who is away"}
    )

    def __init__(self, *args: Any, workers: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["worker"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(pk), name) for pk, name in workers]


def chosen(posted: Mapping[str, str]) -> list[tuple[UUID, UUID]]:
    """Return each referral and the worker chosen for it, as they were sent.

    A row that has left the list meanwhile is among them, so that its failure can be said.
    """
    pairs = ((key.removeprefix(PREFIX), posted[key]) for key in posted if key.startswith(PREFIX))
    read = ((_id(referral), _id(worker)) for referral, worker in pairs)
    return [(referral, worker) for referral, worker in read if referral and worker]


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
