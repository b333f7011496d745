"""The addresses of figures: the dashboard, the book, returns, releases."""

from django.urls import path

from whitebeam.indicators.views import board, book, releases, returns, rolling_up, uploading

app_name = "indicators"
urlpatterns = [
    path("", board.board, name="board"),
    path("one/<slug:code>/", board.one, name="one"),
    path("one/<slug:code>/<slug:name>.csv", board.table, name="table"),
    path("book/", book.book, name="book"),
    path("book/<slug:code>/", book.definition, name="definition"),
    path("published/", book.published, name="published"),
    path("readers/", book.readers, name="readers"),
    path("questions/", book.questions, name="questions"),
    path("questions/<uuid:question_id>/", book.decide, name="decide"),
    path("rolled-up/<slug:period>.csv", rolling_up.referrals, name="rolled_up"),
    path("returns/", returns.returns, name="returns"),
    path("returns/open/", returns.open_ended, name="open_returns"),
    path("returns/<uuid:return_id>/", returns.one_return, name="return"),
    path("returns/<uuid:return_id>/count/", returns.count, name="count"),
    path("returns/<uuid:return_id>/send/", returns.send, name="send"),
    path("returns/<uuid:return_id>/sign/", returns.sign, name="sign"),
    path("returns/<uuid:return_id>/send-back/", returns.send_back, name="send_back"),
    path("returns/<uuid:return_id>/reopen/", returns.reopen, name="reopen"),
    path("returns/<uuid:return_id>/spreadsheet/", uploading.spreadsheet, name="spreadsheet"),
    path("returns/<uuid:return_id>/columns/", uploading.columns, name="columns"),
    path("returns/<uuid:return_id>/template.csv", uploading.template, name="template"),
    path("returns/<uuid:return_id>/figures/<slug:code>/", returns.fill, name="fill"),
    path("releases/", releases.releases, name="releases"),
    path("releases/new/", releases.make, name="make_release"),
    path("releases/<uuid:release_id>/", releases.one_release, name="release"),
    path("releases/<uuid:release_id>/approve/", releases.approve, name="approve"),
    path("releases/<uuid:release_id>/reject/", releases.reject, name="reject"),
    path("releases/<uuid:release_id>/remake/", releases.remake, name="remake"),
]
