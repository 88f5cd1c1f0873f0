"""Reads of the case register, always for somebody (danh sách, quá trình, dòng sau con số)."""

from hoanhap.people.cases.queries.own import OwnRow, own_people
from hoanhap.people.cases.queries.people import PeopleFilter, PeoplePage, PersonRow, my_people, row_facts
from hoanhap.people.cases.queries.rows import BehindRow, duty_lines, open_cases_of, rows_behind
from hoanhap.people.cases.queries.timeline import Chapter, Event, Step, chapters, main_line, timeline, timeline_sources

__all__ = [
    "BehindRow",
    "Chapter",
    "Event",
    "OwnRow",
    "PeopleFilter",
    "PeoplePage",
    "PersonRow",
    "Step",
    "chapters",
    "duty_lines",
    "main_line",
    "my_people",
    "open_cases_of",
    "own_people",
    "row_facts",
    "rows_behind",
    "timeline",
    "timeline_sources",
]
