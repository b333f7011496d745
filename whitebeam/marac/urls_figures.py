"""Figures: the national return cell by cell, and the planner."""

from django.urls import path

from whitebeam.marac.views import figures, steering

urlpatterns = [
    path("figures/", steering.figures, name="figures"),
    path("figures/dataset/", figures.dataset, name="dataset"),
    path("figures/dataset/make/", figures.make, name="make_return"),
    path("figures/dataset/csv/", figures.take, {"kind": "csv"}, name="dataset_csv"),
    path("figures/dataset/xlsx/", figures.take, {"kind": "xlsx"}, name="dataset_xlsx"),
    path("figures/dataset/<slug:code>/", figures.cell, name="dataset_cell"),
    path("figures/planner/", figures.planner, name="planner"),
]
