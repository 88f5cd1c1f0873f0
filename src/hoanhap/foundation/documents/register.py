"""What fills each paper: declared here, filled by the packages that know the subject (their papers.py)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents.models import Document, State
from hoanhap.foundation.documents.paper import Paper
from hoanhap.kernel.registers import Register

Filler = Callable[[Any, Viewer], Paper]
"""The subject is the filler's own kind of row; the viewer decides what of it may stand on the paper."""

papers: Register[Filler] = Register("papers")


def filled(document: Document, subject: Any, viewer: Viewer) -> Paper:
    """The paper of a register entry: filled from its subject, with number, day, place and signer as registered."""
    paper = papers[document.paper](subject, viewer)
    return replace(
        paper,
        number=document.number,
        symbol=document.symbol,
        subject=document.subject,
        place=document.place_name,
        issued_on=document.issued_on or paper.issued_on,
        signature=document.signature,
        scope=document.scope,
        draft=document.state == State.DRAFT,
    )
