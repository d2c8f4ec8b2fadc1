"""Owns 部门整体支出绩效评价基础数据表: staffing, spending over three columns, buildings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.figures import PERCENT, PERSON, SQUARE_METRE, WAN_YUAN, ZERO, Cell, Figure
from generator.model.reading import TOTAL, Amount, Listed, Part, Prose, Record, Rows, Words, word

if TYPE_CHECKING:
    from collections.abc import Iterator


class Staffing(Record):
    """财政供养人员情况，单位：人。"""

    quota: Cell = word("编制数", Amount(PERSON), "核定的编制人数")
    on_duty: Cell = word("实际在职人数", Amount(PERSON), "实际在职的人数")
    control_rate: Cell = word(
        "控制率", Amount(PERCENT), "实际在职人数 ÷ 编制数，可不填，由系统计算"
    )


class Row(Record):
    """经费控制情况的一行，单位：万元。"""

    is_row = True

    prior: Cell = word("上年决算数", Amount(WAN_YUAN), "上一年度全年的支出")
    budget: Cell = word("本年预算数", Amount(WAN_YUAN), "本年度年初的预算")
    final: Cell = word("本年决算数", Amount(WAN_YUAN), "本年度全年的支出")

    @property
    def cells(self) -> tuple[Cell, Cell, Cell]:
        """The three columns in the order of the form."""
        return (self.prior, self.budget, self.final)


_ROW = Part(Row)


class Vehicles(Record):
    """公务用车购置和维护经费：公务用车的全部支出。"""

    total: Row = word(TOTAL, _ROW, "公车购置 + 公车运行维护，可不填，由系统计算")
    purchase: Row = word("公车购置", _ROW, "购置公务用车的支出")
    running: Row = word("公车运行维护", _ROW, "公务用车运行和维护的支出")


class ThreePublic(Record):
    """三公经费：公务用车购置和维护、出国、公务接待三项支出。"""

    total: Row = word(TOTAL, _ROW, "三项之和，可不填，由系统计算")
    vehicles: Vehicles = word("公务用车购置和维护经费", Part(Vehicles))
    abroad: Row = word("出国经费", _ROW, "因公出国（境）的支出")
    reception: Row = word("公务接待", _ROW, "公务接待的支出")


class SpecialFund(Row):
    """上级专项资金的一项。"""

    title: Words = word("名称", Prose(), "专项资金的名称", required=True)


class SpecialFunds(Record):
    """上级专项资金：上级拨给、指定了用途的资金。"""

    total: Row = word(TOTAL, _ROW, "各专项之和，可不填，由系统计算")
    each: Listed = word("逐项", Rows(SpecialFund), "一个专项资金一行")


class ProjectSpending(Record):
    """项目支出：基本支出以外的所有支出。"""

    total: Row = word(TOTAL, _ROW, "三项之和，可不填，由系统计算")
    work: Row = word("业务工作经费", _ROW, "项目支出中用于业务工作的部分")
    maintenance: Row = word("运行维护经费", _ROW, "项目支出中用于运行维护的部分")
    special: SpecialFunds = word("上级专项资金", Part(SpecialFunds))


class PublicSpending(Record):
    """公用经费：基本支出中的一般商品和服务支出；所列各项是“其中”，不必列全。"""

    total: Row = word(TOTAL, _ROW, "公用经费的全部，可以大于所列各项之和")
    office: Row = word("办公经费", _ROW, "公用经费中的办公经费")
    utilities: Row = word("水费、电费、差旅费", _ROW, "公用经费中的水费、电费、差旅费")
    meetings: Row = word("会议费、培训费", _ROW, "公用经费中的会议费、培训费")


class Building(Record):
    """当年完工的一个楼堂馆所项目。"""

    is_row = True

    title: Words = word("名称", Prose(), "完工项目的名称")
    approved_area: Cell = word("批复规模", Amount(SQUARE_METRE), "批准的建设规模")
    actual_area: Cell = word("实际规模", Amount(SQUARE_METRE), "完工后的规模")
    area_rate: Cell = word("规模控制率", Amount(PERCENT), "实际规模 ÷ 批复规模，可不填")
    planned_investment: Cell = word("预算投资", Amount(WAN_YUAN), "批准的投资")
    actual_investment: Cell = word("实际投资", Amount(WAN_YUAN), "完工后的投资")
    investment_rate: Cell = word("投资概算控制率", Amount(PERCENT), "实际投资 ÷ 预算投资，可不填")


class Spending(Record):
    """经费控制情况：各项经费的上年决算、本年预算和本年决算，单位：万元。"""

    three_public: ThreePublic = word("三公经费", Part(ThreePublic))
    project: ProjectSpending = word("项目支出", Part(ProjectSpending))
    public: PublicSpending = word("公用经费", Part(PublicSpending))
    procurement: Row = word("政府采购金额", _ROW, "通过政府采购支出的金额")
    basic: Row = word("部门基本支出预算调整", _ROW, "表式的叫法如此，填写的是基本支出总额")

    @property
    def special_spent(self) -> Figure | None:
        """上级专项资金本年决算数 when money was spent: stated, or one of the funds listed."""
        special = self.project.special
        cells = (special.total.final, *(fund.final for fund in special.each))
        return next((c for c in cells if isinstance(c, Figure) and c.value > ZERO), None)

    def rows(self) -> Iterator[Row]:
        """Every row in the order of the form, special funds one by one."""
        three, project, public = self.three_public, self.project, self.public
        yield three.total
        yield three.vehicles.total
        yield three.vehicles.purchase
        yield three.vehicles.running
        yield three.abroad
        yield three.reception
        yield project.total
        yield project.work
        yield project.maintenance
        yield project.special.total
        yield from project.special.each
        yield public.total
        yield public.office
        yield public.utilities
        yield public.meetings
        yield self.procurement
        yield self.basic


class BaseTable(Record):
    """部门整体支出绩效评价基础数据表。"""

    staffing: Staffing = word("财政供养人员情况", Part(Staffing))
    spending: Spending = word("经费控制情况", Part(Spending))
    buildings: Listed = word("楼堂馆所控制情况", Rows(Building), "没有当年完工项目的写“无此项”")
    saving_measures: Words = word("厉行节约保障措施", Prose(), "为厉行节约采取的措施")
