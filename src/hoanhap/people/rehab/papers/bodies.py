"""The text of each paper, paragraph by paragraph: our own words, kept short; what is not known is left as a blank line.

A paper is edited in a word processor before it is signed, so it names what must stand there and decides nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hoanhap.people.rehab.papers.facts import BLANK, Facts

HEAD, TEXT, ARTICLE = "h", "p", "a"
Line = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the officer adds: the measure and term of a new decision, a reason with its article, words, a place."""

    words: str = ""
    measure: str = ""
    term: str = ""
    ground: str = ""
    article: str = ""
    completion: str = ""
    complaint: str = ""
    to_place: str = ""


Body = Callable[[Facts, Typed], Sequence[Line]]


def person(facts: Facts) -> list[Line]:
    return [
        (TEXT, f"Ông/bà: {facts.name}. Giới tính: {facts.sex}. Ngày, năm sinh: {facts.birth}."),
        (TEXT, f"Số căn cước: {facts.id_number}."),
        (TEXT, f"Nơi cư trú: {', '.join(filter(None, [facts.address, facts.hamlet, facts.unit]))}."),
    ]


def registration(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (HEAD, "Người đăng ký"),
        *person(facts),
        (HEAD, "Nội dung đăng ký"),
        (TEXT, f"Hình thức: {typed.measure or BLANK}. Thời hạn đề nghị: {typed.term or BLANK}."),
        (TEXT, f"Nơi thực hiện: {BLANK}. Đơn vị cung cấp dịch vụ (nếu có): {BLANK}."),
        (HEAD, "Cam kết"),
        (TEXT, "Tôi cam kết thực hiện đúng kế hoạch đã thống nhất và báo khi vắng mặt hoặc chuyển nơi cư trú."),
        (TEXT, f"Gia đình (người đại diện) xác nhận: {BLANK}."),
        *said(typed),
    ]


def decided(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (ARTICLE, f"Áp dụng biện pháp: {typed.measure or BLANK}, đối với người sau đây:"),
        *person(facts),
        (ARTICLE, f"Thời hạn: {typed.term or BLANK}."),
        (ARTICLE, "Quyết định có hiệu lực từ ngày ký. Các bộ phận liên quan và ông/bà có tên trên thi hành."),
        *said(typed),
        *complaint(typed),
    ]


def user_decided(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (ARTICLE, "Quản lý trong thời hạn 01 năm kể từ ngày ký đối với người sau đây:"),
        *person(facts),
        (ARTICLE, "Đây là biện pháp phòng ngừa, không phải xử lý hành chính. Tổ quản lý thực hiện theo quy định."),
        (ARTICLE, "Quyết định có hiệu lực từ ngày ký. Các bộ phận liên quan và ông/bà có tên trên thi hành."),
        *said(typed),
        *complaint(typed),
    ]


def refused(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (TEXT, f"{facts.unit[:1].upper()}{facts.unit[1:]} đã xem xét hồ sơ đăng ký của người sau đây:"),
        *person(facts),
        (TEXT, f"Không tiếp nhận: {facts.dossier_verb or typed.measure or BLANK}."),
        (TEXT, f"Lý do: {typed.ground or BLANK}."),
        (TEXT, f"Căn cứ: {typed.article or BLANK}."),
        *said(typed),
        (TEXT, "Khi đủ điều kiện hoặc bổ sung đủ giấy tờ, ông/bà có thể đăng ký lại."),
        *complaint(typed),
    ]


def received(facts: Facts, typed: Typed) -> list[Line]:
    papers = [(TEXT, f"- {line}") for line in facts.dossier] or [(TEXT, f"- {BLANK}")]
    return [
        (TEXT, f"Hôm nay, tại {facts.unit}, hai bên giao, nhận người và giấy tờ sau đây:"),
        *person(facts),
        (TEXT, f"Biện pháp: {typed.measure or facts.measure or BLANK}. {facts.decision}".rstrip()),
        (HEAD, "Giấy tờ kèm theo"),
        *papers,
        (HEAD, "Ý kiến của hai bên"),
        (TEXT, typed.words or BLANK),
    ]


def violated(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (TEXT, "Biên bản về việc vi phạm quy định về quản lý, cai nghiện của người sau đây:"),
        *person(facts),
        (TEXT, f"Biện pháp đang thực hiện: {facts.measure or facts.state}. {facts.decision}".rstrip()),
        (HEAD, "Vi phạm"),
        (TEXT, f"Ngày {facts.violation_on or BLANK}. Loại: {facts.violation_kind or BLANK}."),
        (TEXT, facts.violation or BLANK),
        (HEAD, "Xử lý theo quy định"),
        (TEXT, f"{facts.violation_step or BLANK}. Căn cứ: {typed.article or BLANK}."),
        (HEAD, "Ý kiến của người có tên trên, của gia đình"),
        (TEXT, typed.words or BLANK),
    ]


def proposed(facts: Facts, typed: Typed) -> list[Line]:
    papers = [(TEXT, f"- {line}") for line in facts.dossier] or [(TEXT, f"- {BLANK}")]
    return [
        (TEXT, f"Đề nghị xem xét, quyết định: {typed.measure or facts.dossier_verb or BLANK}, đối với người sau đây:"),
        *person(facts),
        (TEXT, f"Lý do: {typed.words or BLANK}."),
        (HEAD, "Hồ sơ kèm theo"),
        *papers,
    ]


def told(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (TEXT, "Thông báo cho người sau đây và người đại diện hợp pháp về việc lập hồ sơ:"),
        *person(facts),
        (TEXT, f"Căn cứ: {typed.article or BLANK}."),
        (TEXT, "Ông/bà, người đại diện có quyền đọc hồ sơ và ghi chép, sao chụp trong 03 ngày làm việc."),
        *said(typed),
        *complaint(typed),
    ]


def ending_soon(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (TEXT, "Thông báo thời hạn của người sau đây sắp hết:"),
        *person(facts),
        (TEXT, f"{facts.decision or BLANK}; thời hạn {facts.term or BLANK}."),
        *said(typed),
    ]


def certified(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (TEXT, "Chứng nhận:"),
        *person(facts),
        (TEXT, f"Đã hoàn thành: {facts.measure or BLANK}, {facts.term or BLANK}."),
        (TEXT, f"Theo: {facts.decision or BLANK}."),
        (TEXT, f"Loại hoàn thành: {typed.completion or BLANK}."),
    ]


def after_decided(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (ARTICLE, "Quản lý sau cai nghiện tại nơi cư trú đối với người sau đây:"),
        *person(facts),
        (ARTICLE, f"Thời hạn: {typed.term or BLANK}, tính từ ngày hoàn thành cai nghiện."),
        (ARTICLE, "Thời gian vắng mặt không khai báo không được tính vào thời hạn."),
        (ARTICLE, "Quyết định có hiệu lực từ ngày ký. Các bộ phận liên quan và ông/bà có tên trên thi hành."),
        *complaint(typed),
    ]


def after_certified(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (TEXT, "Xác nhận:"),
        *person(facts),
        (TEXT, f"Đã hoàn thành quản lý sau cai nghiện tại nơi cư trú, {facts.term or BLANK}."),
        (TEXT, f"Theo: {facts.decision or BLANK}. Được đưa ra khỏi danh sách quản lý."),
        *said(typed),
    ]


def stopped(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (ARTICLE, f"Dừng hoặc chấm dứt: {facts.measure or facts.state}, đối với người sau đây:"),
        *person(facts),
        (ARTICLE, f"Lý do: {typed.ground or typed.words or BLANK}. Căn cứ: {typed.article or BLANK}."),
        (ARTICLE, "Quyết định có hiệu lực từ ngày ký và được gửi cho người có tên trên, gia đình."),
        *complaint(typed),
    ]


def moving_away(facts: Facts, typed: Typed) -> list[Line]:
    return [
        (TEXT, "Thông báo người sau đây chuyển nơi cư trú, đề nghị nơi đến tiếp tục quản lý, hỗ trợ:"),
        *person(facts),
        (TEXT, f"Nơi đến: {typed.to_place or BLANK}."),
        (TEXT, f"Đang thực hiện: {facts.measure or facts.state}. {facts.decision}; {facts.term}".rstrip("; ")),
        *said(typed),
    ]


def said(typed: Typed) -> list[Line]:
    return [(TEXT, line) for line in typed.words.splitlines() if line.strip()]


def complaint(typed: Typed) -> list[Line]:
    return [(TEXT, typed.complaint)] if typed.complaint else []


BODIES: Mapping[str, Body] = {
    "registration": registration,
    "user_decision": user_decided,
    "decision": decided,
    "refusal": refused,
    "reception_minutes": received,
    "violation_minutes": violated,
    "compulsory_proposal": proposed,
    "dossier_notice": told,
    "end_notice": ending_soon,
    "completion_certificate": certified,
    "post_rehab_proposal": proposed,
    "post_rehab_decision": after_decided,
    "post_rehab_completion": after_certified,
    "stop_decision": stopped,
    "end_decision": stopped,
    "residence_change": moving_away,
    "residence_change_user": moving_away,
    "residence_change_after": moving_away,
}

KINDS: Mapping[str, str] = {
    "registration": "",
    "user_decision": "QĐ",
    "decision": "QĐ",
    "refusal": "TB",
    "reception_minutes": "BB",
    "violation_minutes": "BB",
    "compulsory_proposal": "TTr",
    "dossier_notice": "TB",
    "end_notice": "TB",
    "completion_certificate": "GCN",
    "post_rehab_proposal": "TTr",
    "post_rehab_decision": "QĐ",
    "post_rehab_completion": "GCN",
    "stop_decision": "QĐ",
    "end_decision": "QĐ",
    "residence_change": "TB",
    "residence_change_user": "TB",
    "residence_change_after": "TB",
}
"""The kind of each paper in the sense of Decree 30: it says the series of its number."""
