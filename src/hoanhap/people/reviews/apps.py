"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "hoanhap.people.reviews"
    label = "reviews"
    verbose_name = "Đánh giá định kỳ"

    def ready(self) -> None:
        from hoanhap.foundation.notices import kinds
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.people.cases import queries as case_queries
        from hoanhap.people.cases.queries import people as case_people
        from hoanhap.people.reviews import (
            completeness,
            duties,
            field_classes,
            measures,
            queries,
            rights,
            row_lines,
            timeline,
        )

        _declare_codes()
        _grant()
        field_classes.declare()
        kinds.declare(duties.QUARTER)
        kinds.declare(duties.YEAR)
        kinds.subject_kinds.add(duties.SUBJECT, duties.SUBJECTS)
        case_queries.add_sources("reviews", timeline.SOURCES)
        case_people.people_filters.add("not-reviewed", queries.overdue)
        measures.declare()
        row_lines.declare()
        completeness.declare()
        rights.declare()
        # What a commune signed stays its own; the words go along with the file.
        fates.declare("reviews.Review", Fate.DATED, way="case")
        fates.declare("reviews.YearAssessment", Fate.DATED, way="case")
        fates.declare("reviews.OffenceCheck", Fate.FOLLOWS, way="case")
        fates.unit_carriers.add("reviews.quarters", duties.end_unit)


def _declare_codes() -> None:
    from django.utils.translation import gettext_lazy as _

    from hoanhap.foundation.audit import codes
    from hoanhap.foundation.watch import looks

    police = {
        "police.offence_written": "Ghi việc vi phạm pháp luật sau cai",
        "police.offence_read": "Xem việc vi phạm pháp luật sau cai",
    }
    codes.declare(
        {
            "review.recorded": "Đánh giá quý",
            "review.corrected": "Sửa bản đánh giá quý",
            "review.assessed": "Đánh giá sau một năm kết thúc cai",
            "review.assessment_corrected": "Sửa bản đánh giá sau một năm",
            **police,
        }
    )
    looks.cover(_("Mở phần của công an"), *police)


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.reviews.policy import ReviewPermission as May

    permissions.declare(May)
    roles.grant(Role.COMMUNE_OFFICER, May.READ, May.WRITE, May.COUNT)
    roles.grant(Role.COMMUNE_LEADER, May.READ, May.COUNT)
    roles.grant(Role.COMMUNE_POLICE, May.READ, May.COUNT)
    roles.grant(Role.INSPECTOR, May.READ, May.COUNT)
    for role in (Role.DISTRICT_MERGER, Role.DISTRICT_LEADER, Role.PROVINCE_MERGER, Role.PROVINCE_LEADER):
        roles.grant(role, May.COUNT)
