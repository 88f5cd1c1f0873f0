"""Figures by who found a person and where a returnee came from; rows are the first standings of cases."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.people.cases import states
from hoanhap.people.cases.measures import STANDING, begun_in, standing_on
from hoanhap.people.cases.models import Standing
from hoanhap.people.intake.models import Origin, Source


def by_source(source: str) -> Callable[[Question], QuerySet[Standing]]:
    """The cases opened in the period that this source brought: one row a case, its first standing."""
    return lambda question: _opened(question).filter(case__origin__source=source)


def by_origin(origin: str) -> Callable[[Question], QuerySet[Standing]]:
    """The cases opened in the period whose person came back from such a place: one row a case."""
    return lambda question: _opened(question).filter(case__origin__origin=origin)


def without_source(question: Question) -> QuerySet[Standing]:
    """The open cases on the last day of the period of which nobody noted who found the person."""
    return standing_on(question).filter(case__origin=None)


def _opened(question: Question) -> QuerySet[Standing]:
    return begun_in(question).filter(state__in=states.OPEN, number=1)


def declare() -> None:
    """Enter the measures of this package; called once from `apps.ready()`."""
    for source in Source:
        add(Measure(f"source.{source.value}", _SOURCES[source.value], STANDING, by_source(source.value)))
    for origin in Origin:
        add(Measure(f"origin.{origin.value}", _ORIGINS[origin.value], STANDING, by_origin(origin.value)))
    add(Measure("source.unknown", _("Hồ sơ chưa ghi nguồn phát hiện"), STANDING, without_source))


_SOURCES = {
    "self": _("Mới phát hiện do tự khai"),
    "family": _("Mới phát hiện do gia đình"),
    "police": _("Mới phát hiện do công an"),
    "union": _("Mới phát hiện do đoàn thể"),
    "community": _("Mới phát hiện do cộng đồng"),
    "facility": _("Mới phát hiện do nơi trở về bàn giao"),
}
_ORIGINS = {
    "compulsory": _("Trở về từ cơ sở cai nghiện bắt buộc"),
    "voluntary": _("Trở về từ cơ sở cai nghiện tự nguyện"),
    "prison": _("Trở về từ trại giam"),
    "parole": _("Tha tù trước thời hạn có điều kiện"),
    "reform": _("Trở về từ trường giáo dưỡng"),
    "education": _("Trở về từ cơ sở giáo dục bắt buộc"),
    "elsewhere": _("Trở về từ nơi khác"),
}
