"""Owns the two self-evaluation tables: 部门整体支出 and 项目支出."""

from __future__ import annotations

from generator.figures import PERCENT, POINT, WAN_YUAN, Cell
from generator.model.indicators import IndicatorTree, Tree
from generator.model.reading import TOTAL, Amount, Listed, Part, Prose, Record, Rows, Words, word

_MONEY = Amount(WAN_YUAN)


class Income(Record):
    """按收入性质分：全年预算的钱从哪里来，单位：万元。"""

    total: Cell = word(TOTAL, _MONEY, "以下各项之和，等于全年预算数")
    general: Cell = word("一般公共预算", _MONEY, "一般公共预算安排的资金")
    government_fund: Cell = word("政府性基金拨款", _MONEY, "政府性基金预算安排的资金")
    state_capital: Cell = word("国有资本经营预算拨款", _MONEY, "国有资本经营预算安排的资金")
    special_account: Cell = word(
        "纳入专户管理的非税收入拨款", _MONEY, "财政专户管理的非税收入安排的资金"
    )
    other: Cell = word("其他资金", _MONEY, "以上各项以外的资金")

    @property
    def parts(self) -> tuple[Cell, ...]:
        """The classes, without the total."""
        return (
            self.general,
            self.government_fund,
            self.state_capital,
            self.special_account,
            self.other,
        )


class Outlay(Record):
    """按支出性质分：全年执行的钱用到哪里，单位：万元。"""

    total: Cell = word(TOTAL, _MONEY, "基本支出 + 项目支出，等于全年执行数")
    basic: Cell = word("基本支出", _MONEY, "维持单位运转的支出，包括人员经费和公用经费")
    project: Cell = word("项目支出", _MONEY, "基本支出以外的所有支出")


class Execution(Record):
    """年度资金总额一行：预算、执行、分值、得分。"""

    initial: Cell = word("年初预算数", _MONEY, "年初的预算")
    adjusted: Cell = word("全年预算数", _MONEY, "调整后的预算数（A）")
    executed: Cell = word("全年执行数", _MONEY, "全年实际的支出（B）")
    weight: Cell = word("分值", Amount(POINT), "预算执行率的满分")
    rate: Cell = word("执行率", Amount(PERCENT), "全年执行数 ÷ 全年预算数，可不填，由系统计算")
    score: Cell = word("得分", Amount(POINT), "执行率 × 分值，可不填，由系统计算")


class FundLine(Record):
    """资金总额中的一部分，单位：万元。"""

    is_row = True

    initial: Cell = word("年初预算数", _MONEY, "这一部分年初的预算")
    adjusted: Cell = word("全年预算数", _MONEY, "这一部分调整后的预算")
    executed: Cell = word("全年执行数", _MONEY, "这一部分全年实际的支出")

    @property
    def cells(self) -> tuple[Cell, Cell, Cell]:
        """The three columns in the order of the form."""
        return (self.initial, self.adjusted, self.executed)


_LINE = Part(FundLine)


class Funds(Execution):
    """年度预算申请：单位全部资金的预算、执行和执行率得分，单位：万元。"""

    income: Income = word("按收入性质分", Part(Income))
    outlay: Outlay = word("按支出性质分", Part(Outlay))
    own: FundLine = word("本级", _LINE, "口径是“汇总”的填写：主管部门自己的数字")


class Goals(Record):
    """年度总体目标：年初打算做成什么，年底做成了什么。"""

    target: Words = word("年初目标设定", Prose(), "年初定下的目标")
    actual: Words = word("全年实际完成情况", Prose(), "对照目标，全年完成的情况")


class Total(Record):
    """总分一行。"""

    is_row = True

    weight: Cell = word("分值", Amount(POINT), "满分")
    score: Cell = word("得分", Amount(POINT), "执行率得分与各指标得分之和，可不填，由系统计算")


class Subtotal(Record):
    """表上印出的一级或二级指标小计。"""

    is_row = True

    title: Words = word("名称", Prose(), "一级或二级指标的名称", required=True)
    weight: Cell = word("分值", Amount(POINT), "其下各指标的满分之和")
    score: Cell = word("得分", Amount(POINT), "其下各指标的得分之和")


class Evaluation(Record):
    """A self-evaluation table: what was planned, reached and scored."""

    goals: Goals = word("年度总体目标", Part(Goals))
    indicators: IndicatorTree = word("绩效指标", Tree())
    subtotals: Listed = word("小计", Rows(Subtotal), "表上印有小计的照填，用来核对")
    total: Total = word("总分", Part(Total), "预算执行率和各指标合在一起")
    grade: Words = word("等级", Prose(), "按总分划定，可不填，由系统按表式的等级段给出")


class DepartmentEvaluation(Evaluation):
    """部门整体支出绩效自评表。"""

    funds: Funds = word("年度预算申请", Part(Funds), required=True)


class ProjectFunds(Execution):
    """项目的年度资金总额及其来源。"""

    current: FundLine = word("当年财政拨款", _LINE, "当年财政安排的资金")
    carried_over: FundLine = word("上年结转资金", _LINE, "上年没有用完、结转到当年的资金")
    other: FundLine = word("其他资金", _LINE, "以上两项以外的资金")


class Project(Evaluation):
    """项目支出绩效自评表，一个项目一份。"""

    title: Words = word("项目名称", Prose(), "项目的全称", required=True)
    special_fund: Words = word("对应专项资金", Prose(), "基础数据表“上级专项资金”里的名称")
    department: Words = word("主管部门", Prose(), "主管这个项目的部门")
    unit: Words = word("实施单位", Prose(), "实施这个项目的单位")
    funds: ProjectFunds = word("项目资金", Part(ProjectFunds), required=True)
