"""Two rows of one file that cannot both be taken: one person written twice, or one ID number on two persons. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.utils.translation import gettext as _

from hoanhap.exchange.people_list.columns import BY_CODE
from hoanhap.exchange.people_list.reading import ListReading
from hoanhap.exchange.people_list.rows import PersonRow, Problem
from hoanhap.kernel.text import fold

NameKey = tuple[str, int | None, str]


def set_apart(reading: ListReading) -> None:
    """Refuse the rows that repeat another. Without an ID number: folded name, birth year and hamlet."""
    by_number: dict[str, list[PersonRow]] = defaultdict(list)
    by_name: dict[NameKey, list[PersonRow]] = defaultdict(list)
    for person in reading.people:
        if person.details.id_number:
            by_number[person.details.id_number].append(person)
        by_name[_name_key(person)].append(person)
    for same in chain(by_number.values(), _one_person(by_name.values())):
        if len(same) > 1:
            _refuse(reading, same)
    reading.drop_refused()


def _name_key(person: PersonRow) -> NameKey:
    """Where the hamlet is not known, the address as written stands for it."""
    details = person.details
    place = str(details.hamlet_id) if details.hamlet_id else fold(details.current_address)
    return fold(details.full_name), details.birth_year, place


def _one_person(groups: Iterable[list[PersonRow]]) -> Iterator[list[PersonRow]]:
    """People of one name, year and place are one person unless their ID numbers tell them apart."""
    for group in groups:
        numbers = {person.details.id_number for person in group}
        if len(group) > 1 and "" in numbers:
            yield group


def _refuse(reading: ListReading, rows: Sequence[PersonRow]) -> None:
    """The same person written twice: the first row stays. Two persons under one number: nobody can tell whose it is."""
    if len({_name_key(person)[:2] for person in rows}) == 1:
        first, *again = rows
        for person in again:
            message = _("Trùng người với dòng %(row)s trong tệp.") % {"row": first.number}
            way_out = _("Xóa dòng thừa; nếu là người khác thì ghi số giấy tờ của cả hai.")
            reading.refuse(Problem(person.number, BY_CODE["full_name"].short, message, way_out))
        return
    for person in rows:
        others = ", ".join(str(other.number) for other in rows if other is not person)
        message = _("Trùng số giấy tờ với dòng %(rows)s trong tệp.") % {"rows": others}
        way_out = _("Kiểm tra số nào đúng ở các dòng này rồi nhập lại.")
        reading.refuse(Problem(person.number, BY_CODE["id_number"].short, message, way_out))
