from django.urls import path

from whitebeam.casefile.views import guardian_blocks as blocks
from whitebeam.casefile.views import guardian_log

app_name = "guardian"

CASE = "blocks/referral/<uuid:block_id>/"
PERSON = "blocks/person/<uuid:block_id>/"

urlpatterns = [
    path("", blocks.home, name="home"),
    path("blocks/", blocks.blocks, name="blocks"),
    path("blocks/new/", blocks.find, name="find"),
    path("blocks/new/<uuid:referral_id>/", blocks.block, name="block"),
    path(f"{CASE}lift/", blocks.ask_to_lift_case, name="ask_to_lift_case"),
    path(f"{CASE}agree/", blocks.agree_to_lift_case, name="agree_to_lift_case"),
    path(f"{PERSON}lift/", blocks.ask_to_lift_person, name="ask_to_lift_person"),
    path(f"{PERSON}agree/", blocks.agree_to_lift_person, name="agree_to_lift_person"),
    path("seen/", guardian_log.workers, name="workers"),
    path("seen/user/<uuid:user_id>/", guardian_log.of_user, name="user"),
    path("seen/person/<uuid:person_id>/", guardian_log.of_person, name="person"),
]
