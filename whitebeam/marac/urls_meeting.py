"""Meetings: their agenda, the live screen, minutes and case actions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
