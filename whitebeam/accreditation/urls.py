"""The addresses of standards."""

from django.urls import path

from whitebeam.accreditation import views

app_name = "accreditation"
urlpatterns = [
    path("", views.standards, name="standards"),
    path("marac/", views.principles, name="principles"),
    path("<uuid:effort_id>/", views.effort, name="effort"),
    path("<uuid:effort_id>/<slug:code>/", views.answer, name="answer"),
]
