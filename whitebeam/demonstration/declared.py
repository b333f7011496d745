"""How each column of the demonstration's own record is handled."""

from whitebeam.kernel.declared import PLAIN, Declared

FIELDS = (
    *("id", "created_at", "updated_at", "seed", "lived_until", "people", "people_done"),
    *("households_done", "finished_at"),
)

DECLARED: dict[str, dict[str, Declared]] = {"Loading": dict.fromkeys(FIELDS, PLAIN)}
