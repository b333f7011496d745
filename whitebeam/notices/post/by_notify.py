"""The post by GOV.UK Notify, with one template of two fields: ((subject)) and ((body))."""

from dataclasses import dataclass, field
from typing import Any

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from whitebeam.notices.post import TryAgain, Undeliverable

INVALID = 400
ADDRESS = "email_address"


@dataclass(frozen=True, slots=True)
class NotifyPost:
    """Sends by GOV.UK Notify. The client is made for each message: it is not thread-safe."""

    key: str = field(repr=False)
    url: str
    template: str
    seconds: int = 10

    def send(self, *, address: str, subject: str, body: str, reference: str) -> str:
        client: Any = NotificationsAPIClient(  # type: ignore[no-untyped-call]  # it has no types
            self.key, base_url=self.url, timeout=self.seconds
        )
        try:
            answer = client.send_email_notification(
                email_address=address,
                template_id=self.template,
                personalisation={"subject": subject, "body": body},
                reference=reference,
            )
        except APIError as error:
            raise _judged(error) from None
        return str(answer["id"])


def _judged(error: APIError) -> Exception:
    """Return what the answer means: only a message that is itself wrong will never be taken.

    A wrong key (403), too many at once (429) and a server that is away (5xx) pass, or are mended
    by the operator; the message waits meanwhile.
    """
    if error.status_code == INVALID:
        return Undeliverable("Notify refused the message", address_fails=ADDRESS in _said(error))
    return TryAgain(f"Notify did not take it ({error.status_code})")


def _said(error: APIError) -> str:
    said = error.message
    if isinstance(said, str):
        return said
    return " ".join(str(each.get("message", "")) for each in said)
