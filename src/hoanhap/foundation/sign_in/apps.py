"""Declares the audit codes of this package and the classes of its fields."""

from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "hoanhap.foundation.sign_in"
    label = "sign_in"
    verbose_name = "Đăng nhập hai lớp"

    def ready(self) -> None:
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.sign_in import field_classes

        codes.declare(
            {
                "access.set_up_opened": "Mở đường thiết lập lần đầu",
                "access.second_factor_passed": "Qua lớp bảo vệ thứ hai",
                "access.second_factor_failed": "Sai lớp bảo vệ thứ hai",
                "access.factor_enrolled": "Thêm lớp bảo vệ thứ hai",
                "access.factor_removed": "Bỏ lớp bảo vệ thứ hai",
                "access.factors_reset": "Đặt lại lớp bảo vệ thứ hai của tài khoản",
                "access.recovery_codes_made": "Lập mã dự phòng mới",
                "access.recovery_code_used": "Dùng một mã dự phòng",
                "access.identity_confirmed": "Xác nhận lại danh tính",
                "access.session_ended": "Kết thúc phiên làm việc",
            }
        )
        field_classes.declare()
