"""Meetings: their agenda, the meeting room, minutes, conflicts and the actions of cases."""

from django.urls import path

from whitebeam.marac.views import (
    case_actions,
    conflicts,
    live,
    meeting,
    minutes,
    rescheduling,
    running,
    stream,
)

ONE = "meetings/<uuid:meeting_id>/"
CASE = "cases/<uuid:case_id>/"
ROOM = f"{ONE}room/"
ENTRY = f"{ROOM}entries/<uuid:said_id>/"
MINUTES = f"{ONE}minutes/"
ITEM = f"{MINUTES}<uuid:item_id>/"
COPY = f"{MINUTES}copies/<uuid:copy_id>/"

urlpatterns = [
    path(ONE, meeting.agenda, name="meeting"),
    path(f"{ONE}cancel/", rescheduling.cancel, name="cancel_meeting"),
    path(f"{ONE}move/", rescheduling.move, name="move_meeting"),
    path(f"{ONE}list-again/", rescheduling.list_again, name="list_again"),
    path(f"{ONE}statement/", meeting.statement, name="statement"),
    path(f"{ONE}papers/", meeting.all_papers, name="papers"),
    path(f"{ONE}papers/<uuid:case_id>/", meeting.one_paper, name="paper"),
    path(f"{ONE}attendance/", meeting.attendance, name="attendance"),
    path(f"{ONE}apologise/", meeting.apologise, name="apologise"),
    path(f"{ONE}apologies/", meeting.note_apologies, name="note_apologies"),
    path(f"{ONE}conflicts/", conflicts.listed, name="conflicts"),
    path(f"{ONE}last-time/", case_actions.last_time, name="last_time"),
    path(ROOM, live.room, name="live"),
    path(f"{ROOM}parts/", live.parts, name="live_parts"),
    path(f"{ROOM}stream/", stream.stream, name="live_stream"),
    path(f"{ROOM}begin/", running.begin, name="live_begin"),
    path(f"{ROOM}end/", running.end, name="live_end"),
    path(f"{ROOM}open/<uuid:case_id>/", running.open_case, name="live_open"),
    path(f"{ROOM}close/<uuid:item_id>/", running.close_case, name="live_close"),
    path(f"{ROOM}say/<uuid:item_id>/", live.say, name="live_say"),
    path(f"{ROOM}act/<uuid:item_id>/", live.act, name="live_act"),
    path(ENTRY, running.put_right, name="entry_right"),
    path(f"{ENTRY}line/", running.line, name="entry_line"),
    path(f"{ENTRY}back/", running.take_back, name="entry_back"),
    path(MINUTES, minutes.listed, name="minutes"),
    path(f"{MINUTES}send-out/", minutes.send_out, name="send_out"),
    path(ITEM, minutes.one, name="item_minutes"),
    path(f"{ITEM}sign/", minutes.sign, name="sign"),
    path(f"{ITEM}correct/", minutes.correct, name="correct_minutes"),
    path(COPY, minutes.copy, name="minutes_copy"),
    path(f"{COPY}pdf/", minutes.pdf, name="minutes_pdf"),
    path(f"{CASE}conflict/", conflicts.declare, name="conflict"),
    path(f"{CASE}conflict/note/", conflicts.note, name="note_conflict"),
    path(f"{CASE}actions/", case_actions.listed, name="case_actions"),
    path(f"{CASE}actions/new/", case_actions.new, name="new_case_action"),
]
