"""Owns the unit register of a region: who must publish."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from generator.model.reading import (
    Calendar,
    Choice,
    Chosen,
    Day,
    Listed,
    Prose,
    Record,
    Rows,
    Words,
    Year,
    YesNo,
    word,
)

if TYPE_CHECKING:
    from generator.figures import Cell


class UnitKind(Enum):
    """主管部门 or 所属单位."""

    LEAD = "主管部门"
    SUBORDINATE = "所属单位"


class RegisteredUnit(Record):
    """一个预算单位。"""

    title: Words = word("名称", Prose(), required=True)
    folder: Words = word("目录", Prose(), "本地区文件夹下的目录名", required=True)
    code: Words = word("编码", Prose())
    kind: Chosen = word("性质", Choice(UnitKind))
    publishes: Chosen = word("应公开", Choice(YesNo), "不写的按“是”；涉密等依法不公开的写“否”")


class Approval(Record):
    """一个年度的决算批复。"""

    title_word = "年度"

    year: Cell = word("年度", Year(), required=True)
    day: Day = word(
        "日期", Calendar(), "财政部门批复决算的日期，分批批复的写最后一批", required=True
    )


class Register(Record):
    """一个地区的单位名录。"""

    region: Words = word("地区", Prose(), required=True)
    note: Words = word("说明", Prose())
    approvals: Listed = word("批复", Rows(Approval), "批复之后二十日内，应公开的单位都须公开")
    units: Listed = word("单位", Rows(RegisteredUnit), required=True)
