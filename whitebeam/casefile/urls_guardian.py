from django.urls import path

from whitebeam.casefile.views import guardian_log

app_name = "guardian"

urlpatterns = [
    path("seen/", guardian_log.workers, name="workers"),
    path("seen/user/<uuid:user_id>/", guardian_log.of_user, name="user"),
    path("seen/person/<uuid:person_id>/", guardian_log.of_person, name="person"),
]
