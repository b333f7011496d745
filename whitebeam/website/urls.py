"""The addresses of the public site."""

from django.urls import path

from whitebeam.website import views

app_name = "website"

urlpatterns = [
    path("", views.home, name="home"),
    path("progress/", views.progress, name="progress"),
]
