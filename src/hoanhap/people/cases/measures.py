"""Figures of the case register, each one queryset of rows.

Stocks are taken from `Standing` on the last day of the period: a case stood there when from_on <= day < to_on. Rows are
standings (or cohort members), so a figure of last year keeps last year's state and unit.
"""

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.people.cases import management_file, states
from hoanhap.people.cases.models import CohortMember, Standing
from hoanhap.people.persons.belonging import counted

STANDING = "case_standing"
MEMBER = "cohort_member"


def standing_on(
    question: Question, codes: Sequence[str] | None = None, *, day: date | None = None
) -> QuerySet[Standing]:
    """The standings that held on the last day of the period (or another), in these states (default: all open)."""
    on = day or question.on
    held = Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gt=on))
    wanted = states.OPEN if codes is None else codes
    return Standing.objects.filter(held, counted(question), state__in=wanted)


def begun_in(question: Question) -> QuerySet[Standing]:
    """The standings that began within the period."""
    return Standing.objects.filter(
        counted(question),
        from_on__gte=question.period.start,
        from_on__lt=question.period.end,
    )


def members_managed(question: Question) -> QuerySet[CohortMember]:
    """The cases followed in a cohort on the last day of the period; outcomes of `cohort.*` are parts of these rows.

    A case that ended within the period still counts in it (the report says why nobody was met), later no more.
    """
    day = question.on
    return CohortMember.objects.filter(
        counted(question),
        Q(left_on=None) | Q(left_on__gt=day),
        Q(cohort__to_on=None) | Q(cohort__to_on__gt=day),
        Q(case__closed_on=None) | Q(case__closed_on__gte=question.period.start),
        joined_on__lte=day,
        cohort__from_on__lte=day,
    )


def _stock(*classes: str) -> Callable[[Question], QuerySet[Standing]]:
    codes = tuple(code for name in classes for code in law.states_of_class(name))
    return lambda question: standing_on(question, codes)


def _in_state(*codes: str) -> Callable[[Question], QuerySet[Standing]]:
    return lambda question: standing_on(question, codes)


def _opening(question: Question) -> QuerySet[Standing]:
    return standing_on(question, day=question.period.day_before)


def _total(question: Question) -> QuerySet[Standing]:
    return standing_on(question)


def with_file(question: Question) -> QuerySet[Standing]:
    """Of all open cases those that are a management file on the last day."""
    return standing_on(question).filter(management_file.has_file(question.on))


def _without_file(question: Question) -> QuerySet[Standing]:
    return standing_on(question).exclude(management_file.has_file(question.on))


def _new(question: Question) -> QuerySet[Standing]:
    return begun_in(question).filter(state__in=states.OPEN, came_from__in=("", *states.CLOSED))


def _removed(question: Question) -> QuerySet[Standing]:
    return begun_in(question).filter(state__in=states.CLOSED, came_from__in=states.OPEN)


def _rehab_started(question: Question) -> QuerySet[Standing]:
    """Back from a pause, or from a facility to the home, is no new start."""
    begun = begun_in(question).filter(state__in=states.REHAB_OUTSIDE)
    return begun.exclude(came_from__in=(*states.REHAB, *states.PAUSED))


def _rehab_completed(question: Question) -> QuerySet[Standing]:
    """Out of rehab at home or in the community, to the end or to management after rehab."""
    return begun_in(question).filter(state__in=("completed", *states.AFTER), came_from__in=states.REHAB_OUTSIDE)


def _after_new(question: Question) -> QuerySet[Standing]:
    return begun_in(question).filter(state__in=states.AFTER).exclude(came_from__in=(*states.AFTER, *states.PAUSED))


_MIX = (
    ("mix.user_management", _("Quản lý người sử dụng"), ("user_management",)),
    ("mix.education", _("Giáo dục tại xã"), ("commune_education",)),
    ("mix.community_voluntary", _("Cai nghiện tự nguyện tại cộng đồng"), ("rehab_voluntary_community",)),
    ("mix.community_compulsory", _("Cai nghiện bắt buộc tại cộng đồng"), ("rehab_compulsory_community",)),
    ("mix.facility_voluntary", _("Cai nghiện tự nguyện tại cơ sở"), ("rehab_voluntary_facility",)),
    (
        "mix.facility_compulsory",
        _("Cai nghiện bắt buộc tại cơ sở"),
        ("rehab_compulsory_adult", "rehab_compulsory_minor"),
    ),
    ("mix.substitution", _("Điều trị bằng thuốc thay thế"), ("ost",)),
    ("mix.after_residence", _("Quản lý sau cai tại nơi cư trú"), ("post_rehab_residence",)),
    ("mix.after_centre", _("Quản lý sau cai tại trung tâm"), ("post_rehab_centre",)),
    ("mix.waiting", _("Chưa áp dụng biện pháp"), states.WAITING),
    ("mix.paused", _("Hoãn, miễn, tạm đình chỉ, vắng mặt"), states.PAUSED),
)
"""With `rehab.home` and `stock.support` these are every open file, each under one measure."""


def declare() -> None:
    """Enter the measures of this package; called once from `apps.ready()`."""
    add(
        Measure("stock.total", _("Tổng số người đang có hồ sơ"), STANDING, _total),
        Measure("stock.users", _("Người sử dụng trái phép chất ma túy"), STANDING, _stock("user")),
        Measure("stock.addicted", _("Người nghiện ma túy, chưa cai nghiện"), STANDING, _stock("addicted")),
        Measure("stock.in_rehab", _("Người đang cai nghiện, điều trị"), STANDING, _stock("in_rehab")),
        Measure("stock.after_rehab", _("Người sau cai nghiện đang được quản lý"), STANDING, _stock("after_rehab")),
        Measure("stock.support", _("Người chỉ được hỗ trợ"), STANDING, _stock("support")),
        Measure("stock.opening", _("Số có hồ sơ đầu kỳ"), STANDING, _opening),
        Measure("stock.new", _("Số tăng trong kỳ"), STANDING, _new),
        Measure("stock.removed", _("Số giảm trong kỳ"), STANDING, _removed),
        Measure("rehab.home", _("Đang cai nghiện tại gia đình"), STANDING, _in_state("rehab_voluntary_home")),
        Measure("rehab.community", _("Đang cai nghiện tại cộng đồng"), STANDING, _in_state(*states.REHAB_COMMUNITY)),
        Measure("rehab.started", _("Bắt đầu cai nghiện tại gia đình, cộng đồng"), STANDING, _rehab_started),
        Measure("rehab.completed", _("Hoàn thành cai nghiện tại gia đình, cộng đồng"), STANDING, _rehab_completed),
        Measure("after.total", _("Đang quản lý sau cai nghiện"), STANDING, _in_state(*states.AFTER)),
        Measure("after.new", _("Mới quản lý sau cai nghiện trong kỳ"), STANDING, _after_new),
        Measure("known.managed", _("Đang được quản lý, hỗ trợ"), STANDING, _in_state(*states.MANAGED)),
        Measure("files.managed", _("Người có hồ sơ quản lý"), STANDING, with_file),
        Measure("files.none", _("Người chưa có hồ sơ quản lý"), STANDING, _without_file),
        *(Measure(code, label, STANDING, _in_state(*codes)) for code, label, codes in _MIX),
        Measure("cohort.managed", _("Số người trong nhóm theo dõi"), MEMBER, members_managed),
    )
