"""A bare Django page with three queries of twenty rows and a template of forty lines."""

from functools import cache

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from whitebeam.directory.models import Service
from whitebeam.partners.models import Agency, Area

TEMPLATE = "<ul>{% for row in rows %}<li>{{ row.code }}: {{ row.name }}</li>{% endfor %}</ul>"


@cache
def template():
    return engines["jinja2"].from_string(TEMPLATE)


def page(_request):
    rows = [
        *Agency.objects.order_by("code")[:20],
        *Area.objects.order_by("code")[:13],
        *Service.objects.order_by("code")[:20],
    ]
    return HttpResponse(template().render({"rows": rows}))


urlpatterns = [path("", page)]
