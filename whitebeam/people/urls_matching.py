"""The addresses of questions whether others know a person, and of merges."""

from django.urls import path

from whitebeam.people.views import matching

app_name = "matches"

urlpatterns = [
    path("", matching.requests, name="requests"),
    path("ask/<uuid:person_id>/", matching.ask, name="ask"),
    path("<uuid:request_id>/", matching.one_request, name="request"),
    path("merges/<uuid:merge_id>/", matching.merge, name="merge"),
    path("merges/<uuid:merge_id>/agree/", matching.agree, name="agree"),
    path("merges/<uuid:merge_id>/refuse/", matching.refuse, name="refuse"),
    path("merges/<uuid:merge_id>/take-apart/", matching.ask_undo, name="ask_undo"),
    path("merges/<uuid:merge_id>/take-apart/agree/", matching.undo, name="undo"),
]
