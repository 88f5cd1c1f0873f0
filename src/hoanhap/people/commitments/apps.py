"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "hoanhap.people.commitments"
    label = "commitments"
    verbose_name = "Bảo lãnh, cam kết"

    def ready(self) -> None:
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.documents import register
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.people.cases import queries as case_queries
        from hoanhap.people.cases.followers import followers
        from hoanhap.people.commitments import completeness, duties, field_classes, following, papers, rights, timeline

        codes.declare(
            {
                "guarantor.added": "Ghi người, tổ chức bảo lãnh",
                "guarantor.paper": "Lưu giấy bảo lãnh đã ký",
                "guarantor.ended": "Ghi thôi bảo lãnh",
                "family.added": "Ghi người thân tham gia",
                "family.agreed": "Ghi người thân đồng ý",
                "family.withdrawn": "Ghi người thân rút lại sự đồng ý",
                "charge.given": "Giao việc giúp một người",
                "charge.ended": "Thôi giao việc giúp một người",
                "commitment.prepared": "Lập bản cam kết",
                "commitment.signed": "Ghi bản cam kết đã ký",
                "commitment.withdrawn": "Ghi cam kết thôi hiệu lực",
                "commitment.printed": "In cam kết, bảng việc, phiếu việc",
                "commitment.read": "Xem bảo lãnh, gia đình, cam kết của một người",
            }
        )
        _grant()
        field_classes.declare()
        duties.declare()
        rights.declare()
        completeness.declare()
        followers.add("commitments.guarantors", following.follow)
        case_queries.add_sources("commitments", timeline.SOURCES)
        register.papers.add(papers.COMMITMENT, papers.commitment)
        for label in ("Guarantor", "FamilyMember", "Charge", "Commitment"):
            fates.declare(f"commitments.{label}", Fate.FOLLOWS, way="case")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.commitments.policy import CommitmentPermission as May

    permissions.declare(May)
    roles.grant(Role.COMMUNE_OFFICER, May.READ, May.KEEP)
    roles.grant(Role.COMMUNE_LEADER, May.READ, May.KEEP)
    roles.grant(Role.COMMUNE_POLICE, May.READ)
