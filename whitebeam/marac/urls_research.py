"""Research, the ledger, the voice of the person harmed, early settlement and flags."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
