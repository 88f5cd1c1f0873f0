"""A clerk's words become the law's vocabulary, or a question back."""

import pytest

from hoanhap.exchange.people_list import meaning, sources
from hoanhap.kernel.errors import Refused
from hoanhap.people.intake.models import Origin, Source


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("sử dụng", meaning.USES),
        ("Người sử dụng trái phép", meaning.USES),
        ("NGHIỆN", meaning.ADDICTED),
        ("người nghiện ma túy", meaning.ADDICTED),
        ("đang cai", meaning.IN_REHAB),
        ("Đang cai nghiện", meaning.IN_REHAB),
        ("sau cai", meaning.AFTER_REHAB),
        ("Quản lý sau cai nghiện", meaning.AFTER_REHAB),
        ("chỉ hỗ trợ", meaning.SUPPORTED),
        ("", ""),
    ],
)
def test_classes(written, expected):
    assert meaning.status(written) == expected


@pytest.mark.parametrize("written", ["nghi sử dụng", "nghi nghiện", "bình thường"])
def test_a_suspicion_is_no_class(written):
    with pytest.raises(Refused):
        meaning.status(written)


@pytest.mark.parametrize(
    ("written", "age", "expected"),
    [
        ("gia đình", 30, meaning.HOME),
        ("tại gia đình, cộng đồng", 30, meaning.HOME),
        ("cộng đồng", 30, meaning.COMMUNITY),
        ("bắt buộc tại cộng đồng", 30, meaning.COMPULSORY_COMMUNITY),
        ("cơ sở tự nguyện", 30, meaning.FACILITY),
        ("cơ sở cai nghiện bắt buộc", 30, meaning.COMPULSORY_ADULT),
        ("cơ sở bắt buộc", 16, meaning.COMPULSORY_MINOR),
        ("Methadone", 30, meaning.OST),
        ("điều trị thay thế", 30, meaning.OST),
        ("quản lý sau cai", 30, meaning.AFTER),
    ],
)
def test_measures(written, age, expected):
    assert meaning.measure(written, age=age)[0] == expected


def test_a_facility_without_a_word_on_compulsion_is_told():
    assert meaning.measure("cơ sở", age=30) == (meaning.FACILITY, meaning.measure("trung tâm", age=30)[1])
    assert "tự nguyện" in meaning.measure("cơ sở", age=30)[1]


def test_a_user_has_no_measure_before_2022():
    assert meaning.opening(meaning.USES, "", regime="R2010", decided=True).state == "identified"
    assert meaning.opening(meaning.USES, "", regime="R2021", decided=True).state == meaning.USER
    assert meaning.opening(meaning.USES, "", regime="R2021", decided=False).state == "identified"


@pytest.mark.parametrize(("status", "measure"), [(meaning.IN_REHAB, ""), ("", "")])
def test_too_little_is_asked_back(status, measure):
    with pytest.raises(Refused):
        meaning.opening(status, measure, regime="R2021", decided=False)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("chuyển đi tỉnh khác", "closed_moved"),
        ("đã chết", "closed_deceased"),
        ("chấp hành án phạt tù", "closed_imprisoned"),
        ("không", ""),
        ("", ""),
    ],
)
def test_changes(written, expected):
    assert meaning.change(written) == expected


@pytest.mark.parametrize("written", ["vào cơ sở", "lên núi", "bỏ đi"])
def test_changes_that_need_another_word(written):
    with pytest.raises(Refused) as caught:
        meaning.change(written)
    assert caught.value.way_out


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Công an xã", ("police", "")),
        ("tự khai báo", ("self", "")),
        ("GIA ĐÌNH", ("family", "")),
        ("Hội LHPN", ("union", "")),
        ("trại giam", ("facility", "prison")),
        ("công an; trại giam", ("police", "prison")),
        ("nơi trở về bàn giao; cơ sở cai nghiện bắt buộc", ("facility", "compulsory")),
        ("", ("", "")),
        ("  - ", ("", "")),
    ],
)
def test_who_found_the_person(written, expected):
    assert sources.read(written) == expected


@pytest.mark.parametrize("written", ["thầy bói", "công an, gia đình", "trại giam hoặc trường giáo dưỡng"])
def test_a_source_nobody_knows_or_two_at_once_is_a_question_back(written):
    with pytest.raises(Refused) as refused:
        sources.read(written)
    assert refused.value.way_out


def test_each_source_and_place_is_read_as_it_is_written_out():
    assert (set(sources.SOURCES), set(sources.ORIGINS)) == (set(Source.values), set(Origin.values))
    for source in Source.values:
        for origin in ("", *Origin.values):
            assert sources.read(sources.written(source, origin)) == (source, origin)
