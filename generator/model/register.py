"""Owns the unit register of a region: who must publish."""

from __future__ import annotations

from enum import Enum

from generator.model.reading import Choice, Chosen, Listed, Prose, Record, Rows, Words, word


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


class Register(Record):
    """一个地区的单位名录。"""

    region: Words = word("地区", Prose(), required=True)
    note: Words = word("说明", Prose())
    units: Listed = word("单位", Rows(RegisteredUnit), required=True)
