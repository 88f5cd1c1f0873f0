"""Which work rights and breaches ask for, until when and from which post (việc, thời hạn)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.actions import DutySpec
from hoanhap.foundation.notices.rules import end_of
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy.facts import BreachClock, Rule
from hoanhap.foundation.privacy.models import Breach, Disclosure, RightsRequest

REQUEST, DISCLOSURE, BREACH = "privacy_request", "privacy_disclosure", "privacy_breach"
ACKNOWLEDGE, ANSWER = "privacy.acknowledge", "privacy.answer"
RETURN = "privacy.disclosure_ends"
NOTIFY = "privacy.breach_notify"
_LEADERS = {"commune": Role.COMMUNE_LEADER, "district": Role.DISTRICT_LEADER, "province": Role.PROVINCE_LEADER}


def declare() -> None:
    """Enter the kinds of duty of this package; called once from `apps.ready()`."""
    for code, title, action, subject, url in (
        (ACKNOWLEDGE, _("Xác nhận đã nhận yêu cầu {subject}"), _("Xác nhận"), REQUEST, "privacy-request"),
        (ANSWER, _("Trả lời yêu cầu {subject}"), _("Trả lời"), REQUEST, "privacy-request"),
        (RETURN, _("Hết hạn dùng dữ liệu đã cung cấp {subject}"), _("Kiểm tra"), DISCLOSURE, "privacy-disclosure"),
        (NOTIFY, _("Báo sự cố dữ liệu {subject}"), _("Báo ngay"), BREACH, "privacy-breach"),
    ):
        kinds.declare(
            kinds.DutyKind(
                code=code, title=title, action=action, subject_kind=subject, url=url, urgency=kinds.Urgency.LEGAL
            )
        )


def acknowledge(row: RightsRequest, rule: Rule) -> DutySpec:
    return _spec(row, ACKNOWLEDGE, acknowledge_key(row), Role.COMMUNE_OFFICER, row.acknowledge_due_at, rule)


def answer(row: RightsRequest, rule: Rule) -> DutySpec:
    return _spec(row, ANSWER, answer_key(row), Role.COMMUNE_OFFICER, row.answer_due_at, rule)


def give_back(row: Disclosure) -> DutySpec:
    return _spec(row, RETURN, return_key(row), Role.COMMUNE_OFFICER, end_of(row.expires_on), None)


def notify(row: Breach, clock: BreachClock, due_at: datetime) -> DutySpec:
    return _spec(row, NOTIFY, notify_key(row, clock.code), leader_of(row.unit), due_at, clock)


def acknowledge_key(row: RightsRequest) -> str:
    return f"{ACKNOWLEDGE}:{row.pk}"


def answer_key(row: RightsRequest) -> str:
    return f"{ANSWER}:{row.pk}"


def return_key(row: Disclosure) -> str:
    return f"{RETURN}:{row.pk}"


def notify_key(row: Breach, code: str) -> str:
    return f"{NOTIFY}.{code}:{row.pk}"


def leader_of(unit: Place) -> Role:
    """The post that answers for the unit."""
    return _LEADERS.get(unit.kind, Role.COMMUNE_LEADER)


def _spec(
    row: RightsRequest | Disclosure | Breach, kind: str, key: str, role: Role, due_at: datetime, rule: Rule | None
) -> DutySpec:
    return DutySpec(
        kind=kind,
        key=key,
        subject_id=str(row.pk),
        unit_id=row.unit_id,
        unit_path=row.unit_path,
        role=role.value,
        due_at=due_at,
        article=rule.article[:200] if rule else "",
        confidence=rule.confidence.value if rule else "",
    )
