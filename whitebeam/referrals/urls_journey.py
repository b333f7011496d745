"""The addresses of whoever refers: the journey, documents, advice, and the rules of routing."""

from django.urls import path

from whitebeam.referrals.views import advice, documents, journey, routing, sending, starting

DRAFT = "refer/<uuid:draft_id>/"

urlpatterns = [
    path("refer/", starting.start, name="start"),
    path(DRAFT, journey.tasks, name="tasks"),
    path(f"{DRAFT}page/<slug:page>/", journey.page, name="page"),
    path(f"{DRAFT}page/<slug:page>/save/", journey.autosave, name="autosave"),
    path(f"{DRAFT}page/<slug:page>/known/", journey.known, name="known"),
    path(f"{DRAFT}signs/", journey.signs, name="signs"),
    path(f"{DRAFT}told/", sending.told, name="told"),
    path(f"{DRAFT}check/", sending.check, name="check"),
    path(f"{DRAFT}discard/", starting.discard, name="discard"),
    path("advice/", advice.advice_list, name="advice"),
    path("advice/new/", advice.advice_new, name="advice_new"),
    path("advice/<uuid:advice_id>/", advice.advice_contact, name="advice_contact"),
    path("advice/<uuid:advice_id>/refer/", advice.advice_refer, name="advice_refer"),
    path("routing/", routing.routing, name="routing"),
    path("routing/new/", routing.routing_new, name="routing_new"),
    path("routing/<uuid:rule_id>/", routing.routing_rule, name="routing_rule"),
    path("routing/<uuid:rule_id>/back/", routing.routing_back, name="routing_back"),
    path("documents/<uuid:document_id>/", documents.document, name="document"),
    path("<uuid:referral_id>/sent/", sending.receipt, name="sent_receipt"),
]
