"""The addresses of triage, of following a referral, and of handing it over."""

from django.urls import path

from whitebeam.referrals.views import (
    deciding,
    figures,
    following,
    handing_over,
    queue,
    sharing_out,
    triage,
)

urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path("share-out/", sharing_out.share_out, name="share_out"),
    path("share-out/cover/", sharing_out.cover, name="cover"),
    path("unmet-need/", figures.unmet_need, name="unmet_need"),
    path("mine/", queue.accepted, name="accepted"),
    path("sent/", queue.sent, name="sent"),
    path("held/<uuid:referral_id>/", triage.show, name="triage"),
    path("held/<uuid:referral_id>/hold/", triage.hold, name="hold"),
    path("held/<uuid:referral_id>/take-up/", triage.take_up, name="take_up"),
    path("held/<uuid:referral_id>/accept/", deciding.accept, name="accept"),
    path("held/<uuid:referral_id>/decline/", deciding.decline, name="decline"),
    path("held/<uuid:referral_id>/return/", deciding.return_for_information, name="return"),
    path("held/<uuid:referral_id>/move/", deciding.move, name="move"),
    path("held/<uuid:referral_id>/transfer/", deciding.transfer, name="transfer"),
    path("held/<uuid:referral_id>/receipt/", handing_over.receipt, name="receipt"),
    path("held/<uuid:referral_id>/bring-back/", handing_over.bring_back, name="bring_back"),
    path("held/<uuid:referral_id>/note/", handing_over.note, name="note"),
    path("sent/<uuid:referral_id>/", following.status, name="status"),
    path("sent/<uuid:referral_id>/answer/", following.answer, name="answer_return"),
    path("sent/<uuid:referral_id>/correct/", following.correct, name="correct"),
    path("sent/<uuid:referral_id>/recall/", following.recall, name="recall"),
]
