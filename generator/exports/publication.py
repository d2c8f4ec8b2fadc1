"""Owns the rows of ``publication.csv``: who had to publish by when, and who did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.dataset import DUE, NOT_KNOWN_DUE, REPORT
from generator.yearbook import expected, years

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.corpus import Portal, Region
    from generator.exports.table import Row
    from generator.yearbook import Entry


def publication_rows(portal: Portal) -> Iterator[Row]:
    """One row a unit and year, by region and unit, the newest year first."""
    for region in portal.regions:
        for entries in expected(years(region)).values():
            for entry in entries:
                yield _row(region, entry)


def _row(region: Region, entry: Entry) -> Row:
    unit = entry.unit
    return {
        "地区": region.title,
        "单位": unit.title,
        "单位编码": unit.code,
        "年度": str(entry.year),
        "单位地址": unit.address,
        REPORT: entry.result.assessment.address if entry.result else "",
        "应公开": DUE if entry.due else NOT_KNOWN_DUE,
        "批复日期": _iso(entry.approved),
        "公开期限": _iso(entry.deadline),
        "发布日期": _iso(entry.published),
        "状态": entry.status.value,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
