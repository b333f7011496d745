"""The addresses of the staff application."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("whitebeam.casefile.urls")),
    path("account/", include("whitebeam.accounts.urls")),
    path("referrals/", include("whitebeam.referrals.urls")),
    path("marac/", include("whitebeam.marac.urls")),
    path("actions/", include("whitebeam.actions.urls")),
    path("groups/", include("whitebeam.governance.urls")),
    path("people/", include("whitebeam.people.urls")),
    path("matches/", include("whitebeam.people.urls_matching")),
    path("risk/", include("whitebeam.risk.urls")),
    path("partnership/", include("whitebeam.partners.urls")),
    path("refer-as-guest/", include("whitebeam.partners.urls_guest")),
    path("indicators/", include("whitebeam.indicators.urls")),
    path("standards/", include("whitebeam.accreditation.urls")),
    path("plan/", include("whitebeam.strategy.urls")),
    path("notices/", include("whitebeam.notices.urls")),
    path("guardian/", include("whitebeam.casefile.urls_guardian")),
]

if settings.SHOW_COMPONENTS:
    urlpatterns += [path("components/", include("whitebeam.govuk.urls"))]
if settings.DEMONSTRATION:
    urlpatterns += [path("demonstration/", include("whitebeam.demonstration.urls"))]
