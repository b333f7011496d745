"""The addresses of notices."""

from django.urls import path

from whitebeam.notices.views import inbox, receipts

app_name = "notices"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("read/", inbox.read_all, name="read_all"),
    path("receipts/", receipts.receipt, name="receipts"),
    path("<uuid:notice_id>/", inbox.open_notice, name="open"),
]
