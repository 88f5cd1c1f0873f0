"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class ReintegrationConfig(AppConfig):
    name = "hoanhap.people.reintegration"
    label = "reintegration"
    verbose_name = "Hỗ trợ hòa nhập"

    def ready(self) -> None:
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.notices import kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.people.cases import policy as case_policy
        from hoanhap.people.cases import queries as case_queries
        from hoanhap.people.cases.followers import followers
        from hoanhap.people.cases.queries import people as case_people
        from hoanhap.people.reintegration import duties, following, measures, policy, queries, rights, timeline

        codes.declare({"helper.assigned": "Phân công người giúp đỡ", "helper.ended": "Thôi phân công người giúp đỡ"})
        _grant()
        _classify()
        kinds.declare(duties.NO_HELPER)
        kinds.holders.add(duties.HOLDER, queries.accounts_of)
        followers.add("reintegration.helpers", following.follow)
        case_policy.case_relations.add(case_policy.HELPER_RELATION, policy.cases_helped_by)
        case_queries.timeline_sources.add("reintegration.helpers", timeline.events)
        case_people.row_facts.add("helper", queries.current_of)
        case_people.people_filters.add("no-helper", queries.has_no_helper)
        measures.declare()
        rights.declare()
        fates.declare("reintegration.HelperAssignment", Fate.FOLLOWS, way="case")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.reintegration.policy import ReintegrationPermission as May

    permissions.declare(May)
    roles.grant(Role.COMMUNE_OFFICER, May.READ_HELPER, May.ASSIGN_HELPER)
    roles.grant(Role.COMMUNE_LEADER, May.READ_HELPER, May.ASSIGN_HELPER)
    roles.grant(Role.COMMUNE_POLICE, May.READ_HELPER)
    roles.grant(Role.INSPECTOR, May.READ_HELPER)


def _classify() -> None:
    from hoanhap.foundation.vault import classes

    classes.declare(
        "reintegration.HelperAssignment",
        {
            "id": "technical",
            "case": "technical",
            "unit": "public",
            "unit_path": "technical",
            "kind": "public",
            # The helper's own name, an official's or a volunteer's; shown only beside a case the viewer may read.
            "helper_name": "personal",
            "organisation": "public",
            "account": "technical",
            "decision_number": "public",
            "valid_from": "public",
            "valid_to": "public",
            "end_reason": "sensitive",
            "recorded_by": "technical",
            "recorded_at": "technical",
        },
    )
