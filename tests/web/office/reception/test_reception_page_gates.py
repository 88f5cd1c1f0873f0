"""From somebody received to his file: for the commune that has it now, no longer for the one it left."""

from django.test import Client

from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from tests import returns
from tests.cast import Cast
from tests.returns import DAY


def test_the_file_is_opened_from_here_while_it_lies_here(cast: Cast, officer: Client) -> None:
    (row,) = returns.send(cast, [returns.details("Lê Văn A", cast.thuong_lac)]).rows.all()
    clock.set_start(clock.at(DAY, 10))
    case = returns.receive(cast, row).case
    address = f"/returns/{row.pk}/"

    def led() -> bool:
        page = officer.get(address).content.decode()
        assert "Lưu biên bản đã ký" in page
        return f'href="/cases/{case.pk}/"' in page

    assert led()
    Case.objects.filter(pk=case.pk).update(unit=cast.long_khanh_a, unit_path=cast.long_khanh_a.path)
    assert not led()
