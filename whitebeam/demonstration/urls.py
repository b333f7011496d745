from django.urls import path

from whitebeam.demonstration.views import trying

app_name = "demonstration"

urlpatterns = [
    path("", trying.choose, name="choose"),
    path("<uuid:user_id>/", trying.enter, name="enter"),
]
