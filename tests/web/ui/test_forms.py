"""Plain forms in our markup: each field is named, each error leads to its field and says what to do."""

from datetime import date

from django import forms
from django.template import engines

from hoanhap.web.ui.fields import Checkboxes, DateField, Radios
from tests.web.ui.markup import Page

CHOICES = (("a", "Tại nhà"), ("b", "Qua điện thoại"))


class Example(forms.Form):
    name = forms.CharField(label="Họ tên")
    met_on = DateField(label="Ngày gặp")
    place = forms.ChoiceField(label="Nơi gặp", choices=CHOICES, widget=Radios(inline=True, hints={"b": "Ghi số."}))
    papers = forms.MultipleChoiceField(label="Giấy tờ", choices=CHOICES, required=False, widget=Checkboxes())
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("note") == "sai":
            raise forms.ValidationError("Ghi chú và nơi gặp không khớp.")


def shown(form: forms.Form) -> tuple[str, Page]:
    html = engines["django"].from_string("{% load ui %}{% ui_form form %}").render({"form": form})
    return html, Page(html)


def test_a_right_form_shows_no_summary() -> None:
    html, page = shown(Example({"name": "An", "met_on": "16/06/2020", "place": "a"}))
    assert "govuk-error-summary" not in html
    assert len(page.controls) == 1 + 1 + 2 + 2 + 1


def test_what_is_missing_is_asked_for_by_name() -> None:
    _, page = shown(Example({}))
    assert "Điền mục “Họ tên”." in page.text
    assert "Chọn mục “Nơi gặp”." in page.text


def test_a_form_with_words_of_its_own_keeps_them() -> None:
    form = Example({})
    form.fields["name"].error_messages["required"] = "Viết họ tên như trong giấy tờ."
    _, page = shown(form)
    assert "Viết họ tên như trong giấy tờ." in page.text
    assert "Điền mục “Họ tên”." not in page.text


def test_each_line_of_the_summary_leads_to_its_field() -> None:
    _, page = shown(Example({"note": "sai"}))
    leads = [str(attrs["href"])[1:] for attrs in page.all("a")]
    assert leads == ["id_name", "id_met_on", "id_place_0"]
    assert set(leads) <= page.ids
    assert "Ghi chú và nơi gặp không khớp." in page.text


def test_a_wrong_field_says_so_to_those_who_listen() -> None:
    _, page = shown(Example({"met_on": "31/02/2020", "name": "An", "place": "a"}))
    field = next(attrs for attrs in page.controls if attrs["id"] == "id_met_on")
    assert field["aria-describedby"] == "id_met_on-hint id_met_on-error"
    assert field["aria-invalid"] == "true"
    assert {"id_met_on-hint", "id_met_on-error"} <= page.ids


def test_choices_stand_in_a_fieldset_with_their_hints() -> None:
    html, page = shown(Example({"place": "b"}))
    assert [attrs.get("checked", "no") for attrs in page.controls if attrs.get("name") == "place"] == ["no", None]
    assert "Ghi số." in page.text
    assert "govuk-radios--inline" in html
    assert len(page.all("fieldset")) == 2


def test_a_hidden_field_takes_no_room() -> None:
    _, page = shown(Example())
    assert [attrs["name"] for attrs in page.all("input") if attrs["type"] == "hidden"] == ["token"]


def test_optional_fields_say_so() -> None:
    _, page = shown(Example())
    assert page.text.count("không bắt buộc") == 1  # choices of which none may be taken need no such word


def test_a_date_is_read_as_officers_type_it_and_shown_one_way() -> None:
    field = DateField()
    assert {field.clean(text) for text in ("5/6/1990", "05-06-1990", "5.6.1990", "1990-06-05")} == {date(1990, 6, 5)}
    _, page = shown(Example(initial={"met_on": date(2020, 6, 16)}))
    assert next(attrs for attrs in page.controls if attrs["id"] == "id_met_on")["value"] == "16/06/2020"


def test_what_was_typed_comes_back_escaped() -> None:
    html, _ = shown(Example({"name": '"><script>alert(1)</script>'}))
    assert "<script" not in html
