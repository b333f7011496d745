"""Cases: referral, screening, the list of a meeting, moves to and from other MARACs."""

from django.urls import path

from whitebeam.marac.views import case

urlpatterns = [
    path("cases/<uuid:case_id>/", case.overview, name="case"),
    path("cases/<uuid:case_id>/history/", case.history, name="history"),
]
