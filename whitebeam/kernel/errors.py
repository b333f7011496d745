"""The one way to say no."""


class Refused(Exception):
    """A deed that may not be done now. Its text is a sentence for the worker."""


class NotSetUp(Refused):
    """Something that the partnership decides for itself has not been set. Its text names it."""
