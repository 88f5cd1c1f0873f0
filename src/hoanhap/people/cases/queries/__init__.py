"""Reads of the case register, always for somebody (danh sách, quá trình, dòng sau con số)."""

from hoanhap.people.cases.queries.own import OwnRow, own_people
from hoanhap.people.cases.queries.people import PeopleFilter, PeoplePage, PersonRow, my_people, row_facts
from hoanhap.people.cases.queries.rows import BehindRow, duty_lines, open_cases_of, rows_behind
from hoanhap.people.cases.queries.timeline import (
    OWN_SOURCES,
    Chapter,
    Event,
    Source,
    Step,
    add_sources,
    chapters,
    main_line,
    source,
    timeline,
    timeline_sources,
)

__all__ = [
    "OWN_SOURCES",
    "BehindRow",
    "Chapter",
    "Event",
    "OwnRow",
    "PeopleFilter",
    "PeoplePage",
    "PersonRow",
    "Source",
    "Step",
    "add_sources",
    "chapters",
    "duty_lines",
    "main_line",
    "my_people",
    "open_cases_of",
    "own_people",
    "row_facts",
    "rows_behind",
    "source",
    "timeline",
    "timeline_sources",
]
