"""Figures: the national return cell by cell, what was shared by whom, and the planner."""

from django.urls import path

from whitebeam.marac.views import figures, shared_items, sharing_report, staffing, steering

urlpatterns = [
    path("figures/", steering.figures, name="figures"),
    path("figures/dataset/", figures.dataset, name="dataset"),
    path("figures/dataset/make/", figures.make, name="make_return"),
    path("figures/dataset/csv/", figures.take, {"kind": "csv"}, name="dataset_csv"),
    path("figures/dataset/xlsx/", figures.take, {"kind": "xlsx"}, name="dataset_xlsx"),
    path("figures/dataset/<slug:code>/", figures.cell, name="dataset_cell"),
    path("figures/sharing/", sharing_report.report, name="sharing_report"),
    path("figures/sharing/csv/", sharing_report.take, name="sharing_report_csv"),
    path("figures/sharing/each/", shared_items.items, name="shared_items"),
    path("figures/sharing/each/csv/", shared_items.take, name="shared_items_csv"),
    path("figures/planner/", figures.planner, name="planner"),
    path("figures/planner/staff/", staffing.enter, name="enter_staff"),
]
