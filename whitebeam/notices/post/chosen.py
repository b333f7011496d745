"""Which post this installation has."""

from whitebeam.notices.post import Post
from whitebeam.notices.post.by_mail import MailPost
from whitebeam.notices.post.by_notify import NotifyPost

NOTIFY = "https://api.notifications.service.gov.uk"


def post_by(*, notify_key: str, notify_url: str, notify_template: str, sender: str) -> Post:
    """Return GOV.UK Notify where there is a key for it, else the mail server."""
    if notify_key:
        return NotifyPost(notify_key, notify_url or NOTIFY, notify_template)
    return MailPost(sender)
