"""The addresses of actions."""

from django.urls import path

from whitebeam.actions.views import deciding, evidence, lists, one, raising

app_name = "actions"
urlpatterns = [
    path("", lists.inbox, name="inbox"),
    path("mine/", lists.mine, name="mine"),
    path("proposed/", lists.proposed, name="proposed"),
    path("closed/", lists.closed, name="closed"),
    path("chasing/", lists.chasing, name="chasing"),
    path("figures/", lists.counted, name="figures"),
    path("late-here/", lists.late_here, name="late_here"),
    path("new/", raising.new, name="new"),
    path("evidence/<uuid:evidence_id>/", evidence.open_one, name="evidence"),
    path("evidence/<uuid:evidence_id>/remove/", evidence.remove, name="remove_evidence"),
    path("<uuid:action_id>/evidence/", evidence.add, name="add_evidence"),
    path("<uuid:action_id>/", one.show, name="one"),
    path("<uuid:action_id>/start/", one.start, name="start"),
    path("<uuid:action_id>/accept/", deciding.accept, name="accept"),
    path("<uuid:action_id>/done/", deciding.complete, name="complete"),
    path("<uuid:action_id>/not-possible/", deciding.not_possible, name="not_possible"),
    path("<uuid:action_id>/not-undertaken/", deciding.not_undertaken, name="not_undertaken"),
    path("<uuid:action_id>/day/", deciding.change_day, name="change_day"),
    path("<uuid:action_id>/colleague/", deciding.reassign, name="reassign"),
    path("<uuid:action_id>/agency/", deciding.offer, name="offer"),
    path("<uuid:action_id>/replaced/", deciding.supersede, name="supersede"),
]
