"""The header offers each viewer only his doors, and says where he stands."""

import pytest
from django.test import RequestFactory

from hoanhap.foundation.access.policy import AccessPermission
from hoanhap.foundation.access.roles import Role
from hoanhap.kernel.registers import Register
from hoanhap.web.ui import navigation
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _doors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "items", Register("navigation of this test"))
    navigation.add("language", label="Ngôn ngữ", url_name="set-language", order=30)
    navigation.add("gallery", label="Thành phần", url_name="gallery", order=20)
    navigation.add("keep", label="Tài khoản", url_name="sign-out", order=10, permission=AccessPermission.KEEP_ACCOUNTS)
    navigation.add(
        "help", label="Giúp đỡ", url_name="sign-in", order=40, shows=lambda viewer: viewer.has_role(Role.HELPER)
    )


def _labels(cast: Cast, who: str, path: str = "/") -> list[tuple[str, bool]]:
    viewer = cast.viewer(getattr(cast, who))
    return [(link.label, link.current) for link in navigation.links(viewer, RequestFactory().get(path))]


def test_doors_in_their_order_by_permission_and_predicate(cast: Cast) -> None:
    assert [label for label, _ in _labels(cast, "officer")] == ["Thành phần", "Ngôn ngữ"]
    assert [label for label, _ in _labels(cast, "administrator")] == ["Tài khoản", "Thành phần", "Ngôn ngữ"]
    assert [label for label, _ in _labels(cast, "helper")] == ["Thành phần", "Ngôn ngữ", "Giúp đỡ"]


def test_the_longest_address_is_where_one_stands(cast: Cast) -> None:
    assert _labels(cast, "officer", "/ui/language/") == [("Thành phần", False), ("Ngôn ngữ", True)]
    assert _labels(cast, "officer", "/ui/more/") == [("Thành phần", True), ("Ngôn ngữ", False)]
    assert _labels(cast, "officer", "/elsewhere/") == [("Thành phần", False), ("Ngôn ngữ", False)]


def test_a_key_is_taken_once() -> None:
    with pytest.raises(ValueError, match="stands in the register"):
        navigation.add("gallery", label="Khác", url_name="gallery", order=1)
