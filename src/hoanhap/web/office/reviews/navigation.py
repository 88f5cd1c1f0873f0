"""The doors of reviews and outcomes in the header: reviews for who knows the people, outcomes for who counts them."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.reviews.policy import ReviewPermission as May
from hoanhap.web.ui import navigation


def add() -> None:
    """Called once at start, from web/office/apps.py."""
    navigation.add("reviews", label=_("Đánh giá"), url_name="reviews", order=27, permission=May.READ)
    navigation.add("outcomes", label=_("Kết quả"), url_name="outcomes", order=42, shows=only_counts)


def only_counts(viewer: Viewer) -> bool:
    """Who reads reviews comes to the outcomes from there."""
    return viewer.may(May.COUNT) and not viewer.may(May.READ)
