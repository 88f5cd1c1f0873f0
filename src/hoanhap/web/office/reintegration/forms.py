"""What is typed for one person: a need and its answer, help, a course, work, a loan and a visit about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel.text import upper_first
from hoanhap.people.reintegration.models import (
    Enrolment,
    LoanFollowUp,
    NeedAnswer,
    NeedSource,
    NeedState,
    Placement,
    Purpose,
)
from hoanhap.web.ui.fields import Checkboxes, DateField, Radios

NEED_HINTS = {
    "medical": _("Chỉ cần nói cần đi khám; trạm y tế lo phần sức khỏe"),
    "papers": _("Căn cước, hộ tịch, xác nhận nơi ở"),
}
NO_NEED = ("", _("Không gắn với nhu cầu nào"))
MONEY = forms.NumberInput({"inputmode": "numeric", "autocomplete": "off"})
MOST_MONEY = 10_000_000_000


def choices_of(kind: Any, *, without: Sequence[str] = ("",)) -> list[tuple[str, str]]:
    """The choices as a form shows them, each beginning large."""
    return [(value, upper_first(str(label))) for value, label in kind.choices if value not in without]


def words(label: Any, *, help_text: Any = "", rows: int = 2, length: int = 1000) -> forms.CharField:
    """A box for a sentence or two, never asked for."""
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=length, widget=forms.Textarea({"rows": rows})
    )


def money(label: Any, *, required: bool = False, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text or _("Số đồng, ví dụ 2000000"),
        required=required,
        min_value=1,
        max_value=MOST_MONEY,
        widget=MONEY,
    )


class NeedForm(forms.Form):
    """Two presses when the kind says it all."""

    kind = forms.ChoiceField(label=_("Cần gì"), widget=Radios(hints=NEED_HINTS))
    trade = forms.ChoiceField(label=_("Nghề muốn học, muốn làm"), required=False)
    words = words(_("Nói rõ thêm (nếu cần)"), help_text=_("Không ghi về bệnh, về HIV."))
    raised_on = DateField(label=_("Nêu ngày"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: Mapping[str, str], trades: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", kinds.items())
        _offer(self, "trade", [("", _("Chưa rõ, không phải nghề")), *trades.items()])


class OfficeNeedForm(NeedForm):
    """The officer also says where he heard it."""

    source = forms.ChoiceField(
        label=_("Biết từ đâu"),
        choices=lambda: choices_of(NeedSource, without=("helper",)),
        initial="office",
        widget=Radios(inline=True),
    )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Trả lời"), choices=lambda: choices_of(NeedAnswer, without=("", NeedAnswer.REFERRED)), widget=Radios()
    )
    words = words(_("Nói với người ấy và người giúp đỡ"), help_text=_("Người giúp đỡ đã ghi nhu cầu này đọc được."))


class NeedEndForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Kết quả"), choices=lambda: choices_of(NeedState, without=("open", "answered")), widget=Radios()
    )
    on = DateField(label=_("Từ ngày"))


class ForNeed(forms.Form):
    """What is arranged answers a need, when there is one that waits."""

    need = forms.ChoiceField(label=_("Cho nhu cầu nào"), required=False)

    def __init__(self, *args: Any, needs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "need", [NO_NEED, *needs])
        if not needs:
            self.fields["need"].widget = forms.HiddenInput()


class SupportForm(ForNeed):
    kind = forms.ChoiceField(label=_("Loại hỗ trợ"), widget=Radios())
    given_on = DateField(label=_("Ngày hỗ trợ"))
    amount = money(_("Số tiền (nếu có)"))
    source = forms.ChoiceField(label=_("Nguồn"), required=False)
    words = words(_("Ghi chú"))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("kind", "given_on", "amount", "source", "need", "words")

    def __init__(self, *args: Any, kinds: Mapping[str, str], sources: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", kinds.items())
        _offer(self, "source", [("", _("Không phải tiền, không có nguồn riêng")), *sources])


class EnrolForm(ForNeed):
    course = forms.ChoiceField(label=_("Lớp"), widget=Radios())
    on = DateField(label=_("Vào lớp ngày"))
    amount = money(_("Tiền hỗ trợ học nghề (nếu có)"))
    field_order = ("course", "on", "amount", "need")

    def __init__(self, *args: Any, courses: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "course", courses)


class EnrolmentEndForm(forms.Form):
    result = forms.ChoiceField(label=_("Kết quả"), choices=lambda: choices_of(Enrolment.Result), widget=Radios())
    on = DateField(label=_("Ngày kết thúc"))


class JobForm(ForNeed):
    """One of the open places, or work found another way; then the trade is asked."""

    place = forms.ChoiceField(label=_("Việc nào"), widget=Radios())
    trade = forms.ChoiceField(
        label=_("Nghề"), required=False, help_text=_("Chỉ chọn khi không vào chỗ làm đã đăng ký.")
    )
    on = DateField(label=_("Bắt đầu ngày"))
    field_order = ("place", "trade", "on", "need")

    def __init__(
        self, *args: Any, vacancies: Sequence[tuple[str, str]], trades: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "place", [*vacancies, *choices_of(Placement.Found, without=("vacancy",))])
        _offer(self, "trade", [("", "–"), *trades.items()])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("place") in ("self", "others") and not typed.get("trade"):
            self.add_error("trade", _("Chọn nghề người ấy làm."))
        return typed


class JobCheckForm(forms.Form):
    kept = forms.ChoiceField(
        label=_("Còn làm việc ấy không"),
        choices=[("yes", _("Còn làm")), ("no", _("Đã thôi"))],
        widget=Radios(inline=True),
    )
    on = DateField(label=_("Ngày hỏi; nếu đã thôi thì ngày thôi việc"))


class JobEndForm(forms.Form):
    reason = forms.ChoiceField(label=_("Vì sao thôi"), choices=lambda: choices_of(Placement.EndReason), widget=Radios())
    on = DateField(label=_("Thôi từ ngày"))


class LoanForm(ForNeed):
    lender = forms.ChoiceField(label=_("Nơi cho vay"))
    purpose = forms.ChoiceField(label=_("Vay để"), choices=lambda: choices_of(Purpose), widget=Radios(inline=True))
    amount = money(_("Số tiền"), required=True)
    months = forms.IntegerField(label=_("Số tháng"), min_value=1, max_value=360, widget=MONEY)
    disbursed_on = DateField(label=_("Nhận tiền ngày"))
    field_order = ("lender", "purpose", "amount", "months", "disbursed_on", "need")

    def __init__(self, *args: Any, lenders: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "lender", lenders)


class VisitForm(forms.Form):
    followed_on = DateField(label=_("Ngày theo dõi"))
    use = forms.ChoiceField(label=_("Vốn dùng"), choices=lambda: choices_of(LoanFollowUp.Use), widget=Radios())
    result = forms.ChoiceField(label=_("Hiệu quả"), choices=lambda: choices_of(LoanFollowUp.Result), widget=Radios())
    repaid = forms.IntegerField(
        label=_("Đã trả từ đầu đến nay"),
        help_text=_("Số đồng; chưa trả thì ghi 0"),
        min_value=0,
        max_value=MOST_MONEY,
        widget=MONEY,
    )
    overdue = forms.BooleanField(label=_("Có khoản quá hạn"), required=False)
    words = words(_("Ghi chú"))


class EntryForm(forms.Form):
    """One line of a list of loans; what the police attest is ticked by them."""

    purpose = forms.ChoiceField(label=_("Vay để"), choices=lambda: choices_of(Purpose), widget=Radios(inline=True))
    amount = money(_("Số tiền đề nghị (nếu biết)"))
    months = forms.IntegerField(
        label=_("Số tháng (nếu biết)"), required=False, min_value=1, max_value=360, widget=MONEY
    )
    law_abiding = forms.BooleanField(label=_("Công an xác nhận: chấp hành tốt pháp luật"), required=False)
    trade_paper = forms.BooleanField(label=_("Có giấy của cơ sở đào tạo nghề"), required=False)
    other_loan = forms.BooleanField(label=_("Đang có khoản vay khác cùng mục đích"), required=False)
    remark = words(_("Vì sao vẫn ghi vào danh sách khi chưa thấy đủ điều kiện"))


class ListForm(forms.Form):
    """Everybody ticked stands on the list: fifteen people in one press."""

    people = forms.MultipleChoiceField(
        label=_("Ghi vào danh sách"),
        widget=Checkboxes(),
        error_messages={"required": _("Chọn ít nhất một người.")},
    )
    purpose = forms.ChoiceField(
        label=_("Vay để (sửa được từng người sau)"),
        choices=lambda: choices_of(Purpose),
        widget=Radios(inline=True),
        initial="business",
    )
    law_abiding = forms.BooleanField(
        label=_("Công an xác nhận: những người được chọn chấp hành tốt pháp luật"), required=False
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], hints: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "people", people)
        self.fields["people"].widget.hints = hints


class DecisionForm(forms.Form):
    """The chair: everybody is confirmed, but for those he leaves out with a reason."""

    def __init__(self, *args: Any, entries: Sequence[tuple[str, str]], struck: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [("", _("Xác nhận")), *choices_of(struck)]
        for key, name in entries:
            self.fields[f"entry-{key}"] = forms.ChoiceField(label=lazystr(name), choices=reasons, required=False)


def _offer(form: forms.Form, field: str, choices: Any) -> None:
    form.fields[field].choices = list(choices)  # type: ignore[attr-defined]
