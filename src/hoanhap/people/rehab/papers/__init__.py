"""Papers of a case: written from its file under the law of the day, issued with a number, drawn the same ever after."""

from hoanhap.people.rehab.papers.drawing import REGISTERED, as_file, declare, fill, paper_of
from hoanhap.people.rehab.papers.writing import PaperDetails, issue, log_file, of_case, write

__all__ = [
    "REGISTERED",
    "PaperDetails",
    "as_file",
    "declare",
    "fill",
    "issue",
    "log_file",
    "of_case",
    "paper_of",
    "write",
]
