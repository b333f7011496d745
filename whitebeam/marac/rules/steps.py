"""The steps of a case that have a clock, as a pathway names those for which it has its own."""

from enum import StrEnum


class Step(StrEnum):
    """A pathway that names any other step is refused when its pack is read."""

    SCREEN = "screen"
    IDVA_CONTACT = "idva-contact"
    RESEARCH = "research"
    ACTIONS = "actions"
    MINUTES = "minutes"
    FEEDBACK = "feedback"
