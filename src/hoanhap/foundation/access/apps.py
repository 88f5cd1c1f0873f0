"""Declares the permissions of this package, its audit codes and its field classes."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "hoanhap.foundation.access"
    label = "access"
    verbose_name = "Tài khoản, phân quyền"

    def ready(self) -> None:
        from hoanhap.foundation.access import carrying, permissions, roles
        from hoanhap.foundation.access.policy import AccessPermission
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.foundation.vault import classes

        permissions.declare(AccessPermission)
        seconds = AccessPermission.CONFIRM_ROLES, AccessPermission.ATTEST_RIGHTS
        roles.grant(roles.Role.ADMINISTRATOR, AccessPermission.KEEP_ACCOUNTS, *seconds)
        for leader in (roles.Role.COMMUNE_LEADER, roles.Role.DISTRICT_LEADER, roles.Role.PROVINCE_LEADER):
            roles.grant(leader, *seconds)
        codes.declare(
            {
                "access.account_created": "Tạo tài khoản",
                "access.password_changed": "Đổi mật khẩu",
                "access.posted": "Giao nhiệm vụ cho tài khoản",
                "access.posting_ended": "Thôi giao nhiệm vụ cho tài khoản",
                "access.posting_attested": "Xác nhận còn cần quyền của tài khoản",
                "access.switched_off": "Tắt tài khoản",
                "access.switched_on": "Bật lại tài khoản",
                "access.posting_followed": "Chuyển nhiệm vụ sang đơn vị kế tiếp",
                "access.signed_in": "Đăng nhập",
                "access.signed_out": "Đăng xuất",
            }
        )
        classes.declare(
            "access.Account",
            {
                "id": "technical",
                "username": "public",
                "display_name": "public",
                "password": "technical",
                "last_login": "technical",
                "is_active": "technical",
                "created_at": "technical",
            },
        )
        classes.declare(
            "access.Posting",
            dict.fromkeys(
                (
                    "id",
                    "account",
                    "role",
                    "place",
                    "path",
                    "agency",
                    "title",
                    "valid_from",
                    "valid_to",
                    "attested_until",
                ),
                "public",
            ),
        )
        fates.declare("access.Posting", Fate.OWN, why="carrying.py")
        fates.unit_carriers.add("access.postings", carrying.carry)
