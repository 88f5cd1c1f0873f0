"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "hoanhap.people.persons"
    label = "persons"
    verbose_name = "Người được hỗ trợ"

    def ready(self) -> None:
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.foundation.watch import looks
        from hoanhap.foundation.watch.rules import Look
        from hoanhap.people.persons import rights
        from hoanhap.people.persons.actions import REVEALED

        _grant()
        _declare_codes()
        looks.declare(Look.REVEAL, *REVEALED.values())
        looks.declare(Look.QUESTION, "person.asked")
        _classify()
        rights.declare()
        fates.declare("persons.Person", Fate.OWN, why="relocating.py")
        fates.declare("persons.Relocation", Fate.OWN, why="tells of the change itself")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.people.persons.policy import PersonPermission as May

    permissions.declare(May)
    for role in (roles.Role.COMMUNE_OFFICER, roles.Role.COMMUNE_LEADER):
        roles.grant(role, May.READ, May.REGISTER, May.CORRECT, May.NAME, May.REVEAL)
    roles.grant(roles.Role.COMMUNE_POLICE, May.READ, May.NAME, May.REVEAL)
    # An inspector reads initials, and opens a name when his question needs one.
    roles.grant(roles.Role.INSPECTOR, May.READ, May.REVEAL_NAME)
    roles.grant(roles.Role.HELPER, May.READ_ASSIGNED, May.NAME_GIVEN, May.REVEAL_PHONE)
    # The station and the centre know those alone who were referred to them and whom they accepted.
    for role in (roles.Role.HEALTH_STATION, roles.Role.REHAB_CENTRE):
        roles.grant(role, May.READ_ASSIGNED, May.NAME, May.REVEAL_PHONE)


def _declare_codes() -> None:
    from hoanhap.foundation.audit import codes

    codes.declare(
        {
            "person.registered": "Ghi người vào danh sách",
            "person.corrected": "Sửa thông tin của người",
            "person.asked": "Hỏi một người đã có hồ sơ hay chưa",
            "person.found": "Thấy tên người trong kết quả tìm",
            "person.listed": "Thấy tên người trong danh sách",
            "person.opened": "Mở thông tin của người",
            "person.name_revealed": "Xem đủ họ tên của người",
            "person.birth_date_revealed": "Xem đủ ngày sinh của người",
            "person.id_number_revealed": "Xem đủ số giấy tờ của người",
            "person.phone_revealed": "Xem điện thoại của người",
            "person.permanent_address_revealed": "Xem nơi thường trú của người",
            "person.current_address_revealed": "Xem nơi ở hiện nay của người",
            "person.relative_revealed": "Xem người thân của người",
            "person.relocated": "Chuyển người sang đơn vị khác",
        }
    )


def _classify() -> None:
    from hoanhap.foundation.vault import classes
    from hoanhap.people.persons.models import SEALED, SOCIAL

    indexes = ("id_index", "phone_index", "given_index", "name_index")
    technical = ("id", *indexes, "registered_at", "registered_by", "version", "sealed_at", "destroyed_at", "client_key")
    classes.declare(
        "persons.Person",
        {
            **dict.fromkeys(SEALED, "sensitive"),
            **dict.fromkeys(("unit", "unit_path", "hamlet", "sex", "birth_year"), "personal"),
            **dict.fromkeys(technical, "technical"),
        },
    )
    places = ("person", "from_unit", "from_path", "to_unit", "to_path", "on", "reason")
    classes.declare(
        "persons.Relocation",
        {
            **dict.fromkeys(("id", "recorded_by", "recorded_at"), "technical"),
            **dict.fromkeys(places, "personal"),
        },
    )
    classes.declare(
        "persons.SocialProfile",
        {
            "id": "technical",
            **dict.fromkeys(("person", *SOCIAL), "personal"),
        },
    )
