"""The catalogue's reader finds every way a text is marked, in code and in templates."""

from pathlib import Path

import pytest

from workshop import catalogue

pytestmark = pytest.mark.once("sqlite")

CODE = """from django.utils.translation import gettext_lazy as _, ngettext
LABEL = _("Họ tên")
def count(n):
    return ngettext("%(n)d người", "%(n)d người", n)
PLAIN = "không đánh dấu"
"""
TEMPLATE = """{% load i18n %}
    <p title="don't">{% translate "Lưu" %}</p>
  {% ui_button _("Gửi đi") %}
{% blocktranslate trimmed with day=today %}
  Hôm nay là
  {{ day }}
{% endblocktranslate %}
{% blocktranslate count n=n %}{{ n }} việc{% plural %}{{ n }} việc{% endblocktranslate %}
"""


@pytest.fixture
def found(tmp_path: Path) -> set[object]:
    (tmp_path / "code.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return {message[2] for message in catalogue.messages(tmp_path)}


def test_every_marked_text_is_found(found: set[object]) -> None:
    assert found == {
        "Họ tên",
        ("%(n)d người", "%(n)d người"),
        "Lưu",
        "Gửi đi",
        "Hôm nay là %(day)s",
        ("%(n)s việc", "%(n)s việc"),
    }


def test_translations_stay_and_gone_texts_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, target = tmp_path / "src", tmp_path / "django.po"
    sources.mkdir()
    (sources / "a.py").write_text('_("Một")\n_("Hai")\n', encoding="utf-8")
    monkeypatch.setattr(catalogue, "ENGLISH", target)
    monkeypatch.setattr(catalogue, "collected", lambda collect=catalogue.collected: collect(sources))
    assert catalogue.untranslated(catalogue.update()) == ["Một", "Hai"]
    target.write_text(target.read_text().replace('msgid "Hai"\nmsgstr ""', 'msgid "Hai"\nmsgstr "Two"'))
    (sources / "a.py").write_text('_("Hai")\n_("Ba")\n', encoding="utf-8")
    kept = catalogue.update()
    assert kept["Hai"].string == "Two"
    assert catalogue.untranslated(kept) == ["Ba"]
    assert "Một" not in target.read_text()
