"""The addresses of a guest's way in."""

from django.urls import path

from whitebeam.partners.views import guests

app_name = "guests"

urlpatterns = [
    path("", guests.ask, name="ask"),
    path("<str:token>/", guests.enter, name="enter"),
]
