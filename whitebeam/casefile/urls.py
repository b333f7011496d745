"""The addresses of pages about a worker's day."""

from django.urls import path

from whitebeam.casefile.views import home

app_name = "casefile"

urlpatterns = [path("", home.home, name="home")]
