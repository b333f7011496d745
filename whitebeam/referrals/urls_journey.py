"""The addresses of whoever refers: the journey, documents, advice, and the rules of routing."""

from django.urls import path

from whitebeam.referrals.views import journey, sending, starting

DRAFT = "refer/<uuid:draft_id>/"

urlpatterns = [
    path("refer/", starting.start, name="start"),
    path(DRAFT, journey.tasks, name="tasks"),
    path(f"{DRAFT}page/<slug:page>/", journey.page, name="page"),
    path(f"{DRAFT}page/<slug:page>/save/", journey.autosave, name="autosave"),
    path(f"{DRAFT}page/<slug:page>/known/", journey.known, name="known"),
    path(f"{DRAFT}told/", sending.told, name="told"),
    path(f"{DRAFT}check/", sending.check, name="check"),
    path(f"{DRAFT}discard/", starting.discard, name="discard"),
    path("<uuid:referral_id>/sent/", sending.receipt, name="sent_receipt"),
]
