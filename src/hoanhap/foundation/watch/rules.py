"""What is unusual reading: rules as data, judged over what one account did lately. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel import clock

LONGEST = timedelta(hours=24)
_EVENING, _MORNING = 22, 5


class Look(StrEnum):
    """Kinds of looks that are counted."""

    FILE = "file"  # one file opened; the entry's subject is the file
    REVEAL = "reveal"  # one masked field opened
    QUESTION = "question"  # a look-up that asked whether somebody is here, or found nothing


class Whose(StrEnum):
    """Whose people: of the unit the account works for, of others, or of anybody."""

    ANY = "any"
    OUTSIDE = "outside"


class Counting(StrEnum):
    DISTINCT = "distinct"
    ROWS = "rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """More than `more_than` looks of this kind within `within` raise an alarm; `stops` refuses the next one outside.

    `night`: only what was done since ten in the evening, judged until five in the morning.
    """

    code: str
    title: str | Promise
    look: Look
    more_than: int
    within: timedelta
    counting: Counting = Counting.ROWS
    whose: Whose = Whose.ANY
    night: bool = False
    stops: bool = False

    def since(self, at: datetime) -> datetime | None:
        """From which moment this rule counts; None when it does not apply at this hour."""
        return night_began(at) if self.night else at - self.within


HOUR, DAY = timedelta(hours=1), LONGEST

RULES: tuple[Rule, ...] = (
    Rule(
        code="outside_hour",
        title=_("Mở hồ sơ của nhiều người ngoài phạm vi phụ trách trong một giờ"),
        look=Look.FILE,
        counting=Counting.DISTINCT,
        whose=Whose.OUTSIDE,
        within=HOUR,
        more_than=20,
        stops=True,
    ),
    Rule(
        code="outside_day",
        title=_("Mở hồ sơ của nhiều người ngoài phạm vi phụ trách trong một ngày"),
        look=Look.FILE,
        counting=Counting.DISTINCT,
        whose=Whose.OUTSIDE,
        within=DAY,
        more_than=60,
        stops=True,
    ),
    Rule(
        code="files_hour",
        title=_("Mở hồ sơ của rất nhiều người trong một giờ"),
        look=Look.FILE,
        counting=Counting.DISTINCT,
        within=HOUR,
        more_than=40,
    ),
    Rule(
        code="night",
        title=_("Mở hồ sơ của nhiều người vào ban đêm"),
        look=Look.FILE,
        counting=Counting.DISTINCT,
        within=DAY,
        more_than=10,
        night=True,
    ),
    Rule(
        code="reveals_hour",
        title=_("Bấm xem thông tin che nhiều lần trong một giờ"),
        look=Look.REVEAL,
        within=HOUR,
        more_than=30,
    ),
    Rule(
        code="questions_hour",
        title=_("Dò tìm nhiều lần mà không thấy trong một giờ"),
        look=Look.QUESTION,
        within=HOUR,
        more_than=25,
    ),
)
BY_CODE = {rule.code: rule for rule in RULES}
LONGEST_CODE = 20


def night_began(at: datetime) -> datetime | None:
    """Ten in the evening of the night in which `at` lies; None by day."""
    local = at.astimezone(clock.VN)
    if local.hour >= _EVENING:
        return clock.at(local.date(), _EVENING)
    return clock.at(local.date() - timedelta(days=1), _EVENING) if local.hour < _MORNING else None
