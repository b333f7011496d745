"""The addresses of journey."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
