"""The post: whoever takes a message out of the system, and how it says that it could not."""

from typing import Protocol


class Undeliverable(Exception):
    """The message will never arrive. The text is a short reason without the address."""

    def __init__(self, reason: str, *, address_fails: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.address_fails = address_fails


class TryAgain(Exception):
    """The message was not taken now. The text is a short reason without the address."""


class Post(Protocol):
    """Takes one message, and says by which reference it can be asked about."""

    def send(self, *, address: str, subject: str, body: str, reference: str) -> str:
        """Hand one message over and return the carrier's reference of it.

        :raises Undeliverable: if it will never arrive
        :raises TryAgain: if it may be taken later
        """
