"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "hoanhap.foundation.privacy"
    label = "privacy"
    verbose_name = "Quyền đối với dữ liệu"

    def ready(self) -> None:
        from datetime import timedelta

        from django.utils.translation import gettext_lazy as _

        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.documents.register import papers as paper_register
        from hoanhap.foundation.joint_acts import kinds as joint_kinds
        from hoanhap.foundation.notices import kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.foundation.privacy import codes as own_codes
        from hoanhap.foundation.privacy import duties, facts, field_classes, notice_lines, own_parts, papers
        from hoanhap.foundation.privacy.actions.disclosures import KIND
        from hoanhap.foundation.privacy.policy import PrivacyPermission as May

        facts.facts()  # what is wrong in the file stops the start, not an officer
        _grant()
        codes.declare(own_codes.CODES)
        duties.declare()
        for kind, lines in (
            (duties.REQUEST, notice_lines.requests),
            (duties.DISCLOSURE, notice_lines.disclosures),
            (duties.BREACH, notice_lines.breaches),
        ):
            kinds.subject_kinds.add(kind, kinds.SubjectKind(lines=lines, unnamed=_("một việc bạn không phụ trách")))
        joint_kinds.register.add(
            KIND,
            joint_kinds.JointKind(
                KIND,
                _("Cung cấp dữ liệu cá nhân cho nơi khác"),
                May.RECORD_DISCLOSURE,
                May.CONFIRM_DISCLOSURE,
                timedelta(days=3),
            ),
        )
        paper_register.add(papers.BREACH_NOTICE, papers.fill)
        field_classes.declare()
        own_parts.declare()
        fates.declare("privacy.Consent", Fate.FOLLOWS, way="subject")
        for label in ("Breach", "BreachStep", "ConsentText", "Disclosure", "RightsRequest", "RetentionTerm"):
            fates.declare(f"privacy.{label}", Fate.STAYS, why="books of the old unit are numbered and kept by it")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.foundation.privacy.policy import PrivacyPermission as May

    permissions.declare(May)
    desk = (May.HANDLE_REQUEST, May.MAKE_COPY, May.KEEP_CONSENT, May.RECORD_DISCLOSURE, May.REPORT_BREACH)
    roles.grant(Role.COMMUNE_OFFICER, *desk)
    leading = (May.KEEP_CONSENT_TEXT, May.HANDLE_BREACH, May.KEEP_RETENTION)
    roles.grant(Role.COMMUNE_LEADER, *desk, *leading, May.REFUSE_REQUEST, May.CONFIRM_DISCLOSURE)
    for role in (Role.DISTRICT_LEADER, Role.PROVINCE_LEADER):
        roles.grant(role, *leading, May.REPORT_BREACH, May.SEE_REGISTERS)
    for role in (Role.COMMUNE_POLICE, Role.HEALTH_STATION):
        roles.grant(role, May.REPORT_BREACH)
    roles.grant(Role.ADMINISTRATOR, May.SEE_REGISTERS, May.REPORT_BREACH)
    roles.grant(Role.INSPECTOR, May.SEE_REGISTERS)
