"""Owns by when a report has to be public: so many days after the 决算 was approved.

Must not judge who was late.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from generator.figures import Figure

if TYPE_CHECKING:
    from datetime import date

    from generator.model.register import Approval, Register

DAYS_TO_PUBLISH = 20


def deadline(approved: date) -> date:
    """The last day on which a report is in time."""
    return approved + timedelta(days=DAYS_TO_PUBLISH)


def year_of(approval: Approval) -> int | None:
    """The year whose 决算 was approved, or None when it could not be read."""
    return int(approval.year.value) if isinstance(approval.year, Figure) else None


def approvals(register: Register) -> dict[int, date]:
    """The day of approval by year; of several, which is how batches are stated, the last."""
    last: dict[int, date] = {}
    for approval in register.approvals:
        year, day = year_of(approval), approval.day.value
        if year is not None and day is not None:
            last[year] = max(day, last.get(year, day))
    return last
