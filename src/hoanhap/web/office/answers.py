"""How an expected refusal comes back on the form that asked: beside its field, with article and way out."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _

from hoanhap.kernel.errors import Refused
from hoanhap.people.persons.rules import LostUpdate

OF_PERSONS = {
    "name-missing": "full_name",
    "birth-in-future": "birth",
    "birth-too-early": "birth",
    "id-number-length": "id_number",
    "id-number-taken": "id_number",
    "phone": "phone",
    "hamlet-elsewhere": "hamlet",
}
"""Codes of refusals and the fields they speak of."""


def explain(
    form: forms.Form, refusal: Refused, fields: Mapping[str, str] | None = None, *, version: int | None = None
) -> None:
    """Put the refusal on the form. After a lost update the form carries the new version and shows both texts."""
    words = remark_words(str(refusal), refusal.article)
    field = (fields or {}).get(refusal.code)
    form.add_error(field if field in form.fields else None, words)
    if isinstance(refusal, LostUpdate):
        form.lost = [  # type: ignore[attr-defined]
            {"label": label, "theirs": theirs, "yours": refusal.yours.get(label, "")}
            for label, theirs in refusal.theirs.items()
        ]
        seen = refusal.version if refusal.version is not None else version
        if seen is not None:
            carry(form, version=seen)


def carry(form: forms.Form, **values: object) -> None:
    """Let a form that was sent show these values in its hidden fields when it is drawn again."""
    form.data = {**dict(form.data.items()), **{form.add_prefix(name): str(value) for name, value in values.items()}}


def remark_words(text: str, article: str) -> str:
    """A remark of the law with the article that says it."""
    return _("%(words)s Căn cứ: %(article)s.") % {"words": text, "article": article.rstrip(".")} if article else text
