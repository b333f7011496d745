"""The post by the partnership's own mail server, or onto the screen, as the setting says."""

import smtplib
from dataclasses import dataclass

from django.core.mail import EmailMessage

from whitebeam.notices.post import TryAgain, Undeliverable

NEVER = 500


@dataclass(frozen=True, slots=True)
class MailPost:
    """Sends by Django's mail backend. A message that comes back names its reference."""

    sender: str

    def send(self, *, address: str, subject: str, body: str, reference: str) -> str:
        host = self.sender.rpartition("@")[2].strip(">")
        message = EmailMessage(
            subject,
            body,
            self.sender,
            [address],
            headers={
                "Message-ID": f"<{reference}@{host}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as refusal:
            codes = [code for code, _ in refusal.recipients.values()]
            if min(codes) >= NEVER:
                raise Undeliverable("The address was refused", address_fails=True) from None
            raise TryAgain("The address was not taken now") from None
        except (smtplib.SMTPException, OSError):
            # Our own sign-in or line failed: that is mended here, not at the address.
            raise TryAgain("The mail server did not take it") from None
        return reference
