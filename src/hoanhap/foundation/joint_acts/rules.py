"""What a typed reason must be before anybody is asked to be the second person."""

from django.utils.translation import gettext as _

from hoanhap.kernel import reasons
from hoanhap.kernel.errors import Refused


def reason(text: str, *, shortest: int = reasons.SHORTEST) -> str:
    """The reason, cleaned. Raises Refused for one that says nothing."""
    if not reasons.says_something(text, shortest=shortest):
        raise Refused(
            _("Lý do này chưa nói lên điều gì."),
            code="reason-says-nothing",
            way_out=_("Viết một câu đủ để người khác hiểu vì sao cần làm."),
        )
    return reasons.cleaned(text)
