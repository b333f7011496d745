"""The addresses of groups and their meetings."""

from django.urls import path

from whitebeam.governance.views import logs, meetings, register

app_name = "governance"
urlpatterns = [
    path("", register.register, name="register"),
    path("gaps/", register.gaps, name="gaps"),
    path("decisions/", logs.decisions, name="decisions"),
    path("decisions/<uuid:decision_id>/", logs.result, name="result"),
    path("risks/", logs.risks, name="risks"),
    path("risks/<uuid:risk_id>/", logs.review, name="review"),
    path("risks/<uuid:risk_id>/close/", logs.close_risk, name="close_risk"),
    path("forward-plan/", logs.forward, name="forward"),
    path("forward-plan/new/", logs.plan_paper, name="plan_paper"),
    path("forward-plan/<uuid:planned_id>/next/", logs.plan_next, name="plan_next"),
    path("forward-plan/<uuid:planned_id>/came/", logs.place, name="place"),
    path("seats/<uuid:seat_id>/", register.fill, name="fill"),
    path("sittings/<uuid:sitting_id>/", register.end, name="end"),
    path("meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/pack/", meetings.pack, name="pack"),
    path("meetings/<uuid:meeting_id>/item/", meetings.add_item, name="add_item"),
    path("meetings/<uuid:meeting_id>/attendance/", meetings.attend, name="attend"),
    path("meetings/<uuid:meeting_id>/interest/", meetings.declare, name="declare"),
    path("meetings/<uuid:meeting_id>/close/", meetings.close, name="close"),
    path("items/<uuid:item_id>/paper/", meetings.add_paper, name="add_paper"),
    path("items/<uuid:item_id>/minutes/", meetings.minute, name="minute"),
    path("items/<uuid:item_id>/label/", meetings.label_item, name="label_item"),
    path("items/<uuid:item_id>/decision/", logs.decide, name="decide"),
    path("items/<uuid:item_id>/action/", logs.act, name="act"),
    path("papers/<uuid:paper_id>/label/", meetings.label_paper, name="label_paper"),
    path("<slug:code>/", register.group, name="group"),
    path("<slug:code>/meeting/", register.plan_meeting, name="plan_meeting"),
    path("<slug:code>/risk/", logs.add_risk, name="add_risk"),
]
