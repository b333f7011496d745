"""The first page after sign-in: my work, what is late, what came back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.casefile.presenters.home import Home
from whitebeam.casefile.queries.home import day_of
from whitebeam.kernel.purposes import Purpose


def _home(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    page = Home.of(day_of(request.user, at=now), user=request.user, now=now)
    return render(request, "casefile/home.html", {"page": page})


home = signed_in(require_GET(_home), purpose=Purpose.SUPPORT)
