"""The gallery of components."""

from django.urls import path

from whitebeam.govuk.views import gallery

app_name = "components"

urlpatterns = [
    path("", gallery.gallery, name="gallery"),
    path("known/", gallery.known, name="known"),
    path("<slug:name>/", gallery.layout, name="layout"),
]
