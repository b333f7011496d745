"""Figures: the national return, how the panels work, the ten principles."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
