"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "hoanhap.people.reception"
    label = "reception"
    verbose_name = "Bàn giao, tiếp nhận"

    def ready(self) -> None:
        from hoanhap.foundation.places import fates
        from hoanhap.people.cases import queries as case_queries
        from hoanhap.people.cases.followers import followers
        from hoanhap.people.commitments import owners
        from hoanhap.people.reception import (
            carrying,
            duties,
            field_classes,
            following,
            helping,
            measures,
            rights,
            row_lines,
            timeline,
        )

        _declare_codes()
        _grant()
        field_classes.declare()
        duties.declare()
        measures.declare()
        row_lines.declare()
        rights.declare()
        followers.add("reception.moves", following.follow)
        case_queries.add_sources("reception", timeline.SOURCES)
        fates.unit_carriers.add("reception.waiting", carrying.carry)
        owners.helpers.add("reintegration", helping.names_of)
        _declare_fates()


def _declare_codes() -> None:
    from hoanhap.foundation.audit import codes

    codes.declare(
        {
            "batch.drafted": "Lập danh sách người sắp về",
            "batch.sent": "Gửi danh sách người sắp về đến các xã",
            "batch.cancelled": "Bỏ danh sách người sắp về",
            "batch.viewed": "Xem danh sách người sắp về",
            "certificate.recorded": "Ghi sổ cấp giấy chứng nhận",
            "certificate.viewed": "Xem sổ cấp giấy chứng nhận",
            "return.announced": "Báo một người sắp về xã",
            "return.withdrawn": "Rút lại tin một người sắp về",
            "return.listed": "Thấy tên người sắp về",
            "return.viewed": "Xem thông tin người sắp về",
            "return.confirmed": "Hẹn ngày đón người sắp về",
            "return.given_back": "Trả lại người không thuộc xã",
            "return.missed": "Ghi chưa thấy về",
            "return.closed": "Kết thúc việc chờ người không về",
            "return.received": "Tiếp nhận người trở về",
            "return.minutes": "Lưu biên bản bàn giao đã ký",
            "return.id_card": "Ghi đã có căn cước",
            "minutes.printed": "In biên bản bàn giao",
            "move.sent": "Gửi hồ sơ đến nơi cư trú mới",
            "move.accepted": "Nhận hồ sơ chuyển đến",
            "move.refused": "Trả lại hồ sơ chuyển đến",
            "move.withdrawn": "Rút lại giấy chuyển hồ sơ",
            "move.listed": "Xem giấy chuyển đến, chuyển đi",
        }
    )


def _declare_fates() -> None:
    from hoanhap.foundation.places import fates
    from hoanhap.foundation.places.fates import Fate

    # What was handed over or sent stays that of the unit of its day; what is read in it goes along with the file.
    fates.declare("reception.Returnee", Fate.DATED, way="case")
    fates.declare("reception.Transfer", Fate.DATED, way="case")
    fates.declare("reception.Arrival", Fate.DATED, way="case")
    fates.declare("reception.ReturnBatch", Fate.STAYS, why="a list of a centre, read where the centre stands")
    fates.declare("reception.SheetFault", Fate.STAYS, why="lies with its batch until that is sent")
    fates.declare("reception.Certificate", Fate.STAYS, why="a line of a centre's register")


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.reception.policy import ReceptionPermission as May

    permissions.declare(May)
    roles.grant(Role.REHAB_CENTRE, May.ANNOUNCE)
    for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER):
        roles.grant(role, May.READ, May.RECEIVE, May.SEND_MOVE, May.ACCEPT_MOVE)
    roles.grant(Role.COMMUNE_POLICE, May.READ, May.SEND_MOVE, May.ACCEPT_MOVE)
