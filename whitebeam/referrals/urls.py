"""The addresses of referrals: the journey of whoever refers, and the work of triage."""

from whitebeam.referrals import urls_journey, urls_triage

app_name = "referrals"
urlpatterns = [*urls_journey.urlpatterns, *urls_triage.urlpatterns]
