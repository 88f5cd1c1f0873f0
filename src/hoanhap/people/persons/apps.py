"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "hoanhap.people.persons"
    label = "persons"
    verbose_name = "Người được hỗ trợ"

    def ready(self) -> None:
        from hoanhap.foundation.access import permissions, roles
        from hoanhap.foundation.audit import codes
        from hoanhap.people.persons.policy import PersonPermission as May

        permissions.declare(May)
        for role in (roles.Role.COMMUNE_OFFICER, roles.Role.COMMUNE_LEADER):
            roles.grant(role, May.READ, May.REGISTER, May.CORRECT, May.REVEAL)
        roles.grant(roles.Role.COMMUNE_POLICE, May.READ, May.REVEAL)
        roles.grant(roles.Role.INSPECTOR, May.READ)
        # The station and the centre know those alone who were referred to them and whom they accepted.
        for role in (roles.Role.HELPER, roles.Role.HEALTH_STATION, roles.Role.REHAB_CENTRE):
            roles.grant(role, May.READ_ASSIGNED)
        codes.declare(
            {
                "person.registered": "Ghi người vào danh sách",
                "person.corrected": "Sửa thông tin của người",
                "person.asked": "Hỏi một người đã có hồ sơ hay chưa",
                "person.found": "Thấy tên người trong kết quả tìm",
                "person.listed": "Thấy tên người trong danh sách",
                "person.opened": "Mở thông tin của người",
                "person.id_number_revealed": "Xem đủ số giấy tờ của người",
            }
        )
        _classify()


def _classify() -> None:
    from hoanhap.foundation.vault import classes
    from hoanhap.people.persons.models import SEALED, SOCIAL

    indexes = ("id_index", "phone_index", "given_index", "name_index")
    technical = ("id", *indexes, "registered_at", "registered_by", "version", "sealed_at", "destroyed_at")
    classes.declare(
        "persons.Person",
        {
            **dict.fromkeys(SEALED, "sensitive"),
            **dict.fromkeys(("unit", "unit_path", "hamlet", "sex", "birth_year"), "personal"),
            **dict.fromkeys(technical, "technical"),
        },
    )
    classes.declare(
        "persons.SocialProfile",
        {
            "id": "technical",
            **dict.fromkeys(("person", *SOCIAL), "personal"),
        },
    )
