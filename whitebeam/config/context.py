"""What every staff page needs beside its own values: the navigation and whether this is a show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from whitebeam.casefile.navigation import navigation_for


def of_page(request: HttpRequest) -> dict[str, Any]:
    return {
        "navigation": navigation_for(request.user, path=request.path)
        if request.user.is_authenticated
        else [],
        "demonstration": settings.DEMONSTRATION,
        "show_components": settings.SHOW_COMPONENTS,
    }
