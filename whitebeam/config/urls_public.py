"""The addresses of the public site. Nothing here reads a record."""

from django.urls import include, path

urlpatterns = [path("", include("whitebeam.website.urls"))]
