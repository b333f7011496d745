"""The addresses of MARAC, joined from its journeys."""

from whitebeam.marac import urls_cases, urls_figures, urls_meeting, urls_research

app_name = "marac"
urlpatterns = [
    *urls_cases.urlpatterns,
    *urls_research.urlpatterns,
    *urls_meeting.urlpatterns,
    *urls_figures.urlpatterns,
]
