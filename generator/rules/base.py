"""Rules on the arithmetic inside 基础数据表: staffing, spending, buildings."""

from __future__ import annotations

from generator import figures
from generator.figures import Cell, Empty
from generator.findings import Severity
from generator.rules import cells, sums
from generator.rules.core import (
    Answers,
    Case,
    Fault,
    NotApplicable,
    NotEnough,
    missing,
    rule,
    sum_formula,
)

_FORM = "基础数据表的合计和控制率由下级各项算出"


@rule("B001", basis="在职人员控制率 = 实际在职人数 ÷ 编制数")
def control_rate_differs_from_staffing(case: Case) -> Answers:
    """控制率与在职人数、编制数算出的不符。

    ## 为什么
    控制率是算出来的数。与算式不符，说明人数或控制率有一处填错。
    ## 公式
    控制率 = 实际在职人数 ÷ 编制数
    ## 反例
        基础数据表: {财政供养人员情况: {控制率: 92}}
    ## 正例
        基础数据表: {财政供养人员情况: {控制率: 90.00}}
    ## 边界
        基础数据表: {财政供养人员情况: {编制数: 13, 实际在职人数: 11, 控制率: 84.6}}
    """
    yield from sums.staffing(case).answers()


@rule("B002", severity=Severity.WARNING, basis="实际在职人数不应超过编制数")
def staff_over_quota(case: Case) -> Answers:
    """实际在职人数超过编制数。

    ## 为什么
    财政按编制供养人员，超编须有批准；也可能是把聘用人员算了进来。
    ## 公式
    实际在职人数 ≤ 编制数
    ## 反例
        基础数据表: {财政供养人员情况: {实际在职人数: 21, 控制率: 105}}
    ## 正例
        基础数据表: {财政供养人员情况: {实际在职人数: 19, 控制率: 95}}
    ## 边界
        基础数据表: {财政供养人员情况: {实际在职人数: 20, 控制率: 100}}
    """
    staffing = case.report.base.staffing
    yield from _at_most(
        staffing.on_duty, staffing.quota, "写明批准超编的文件，或核对是否含编外人员"
    )


@rule("B003", basis=_FORM)
def three_public_does_not_add_up(case: Case) -> Answers:
    """三公经费合计与三项之和不符。

    ## 为什么
    三公经费是公众最关注的数字，合计必须等于公车、出国、接待三项之和。
    ## 公式
    三公经费 = 公务用车购置和维护经费 + 出国经费 + 公务接待，三列分别计算
    ## 反例
        基础数据表: {经费控制情况: {三公经费: {合计: {本年决算数: 4.3}}}}
    ## 正例
        基础数据表: {经费控制情况: {三公经费: {合计: {本年决算数: 4.20}}}}
    ## 边界
        基础数据表: {经费控制情况: {三公经费: {合计: {本年决算数: 4.22}}}}
    """
    yield from sums.answers(
        sums.three_public(case.report.base.spending), "核对公车、出国、接待三项和合计哪一处填错"
    )


@rule("B004", basis=_FORM)
def vehicle_spending_does_not_add_up(case: Case) -> Answers:
    """公车经费合计与购置、运行维护之和不符。

    ## 为什么
    公车购置和公车运行维护分别公开，合计与两项不符时读者无从判断哪个为准。
    ## 公式
    公务用车购置和维护经费 = 公车购置 + 公车运行维护，三列分别计算
    ## 反例
        基础数据表:
          经费控制情况: {三公经费: {公务用车购置和维护经费: {公车运行维护: {本年决算数: 2.4}}}}
    ## 正例
        基础数据表:
          经费控制情况: {三公经费: {公务用车购置和维护经费: {公车购置: {本年决算数: 无此项}}}}
    ## 边界
        基础数据表:
          经费控制情况:
            三公经费:
              公务用车购置和维护经费:
                {公车购置: {本年决算数: 无此项}, 公车运行维护: {本年决算数: 2.51}}
    """
    yield from sums.answers(
        sums.vehicles(case.report.base.spending), "核对公车购置、公车运行维护和合计哪一处填错"
    )


@rule("B005", basis="项目支出须填报基本支出以外的所有项目支出")
def project_spending_does_not_add_up(case: Case) -> Answers:
    """项目支出合计与三项之和不符。

    ## 为什么
    项目支出包括基本支出以外的全部支出，合计少于或多于三项之和，就有一笔钱没有说清。
    ## 公式
    项目支出 = 业务工作经费 + 运行维护经费 + 上级专项资金，三列分别计算
    ## 反例
        基础数据表: {经费控制情况: {项目支出: {业务工作经费: {本年决算数: 40}}}}
    ## 正例
        基础数据表: {经费控制情况: {项目支出: {业务工作经费: {本年决算数: 44.00}}}}
    ## 边界
        基础数据表: {经费控制情况: {项目支出: {业务工作经费: {本年决算数: 44.02}}}}
    """
    yield from sums.answers(
        sums.project(case.report.base.spending),
        "核对业务工作经费、运行维护经费、上级专项资金和合计哪一处填错",
    )


@rule("B006", basis="上级专项资金一个专项一行，逐项填写")
def special_funds_do_not_add_up(case: Case) -> Answers:
    """上级专项资金合计与逐项之和不符。

    ## 为什么
    专项资金一个专项一行，逐项之和就是合计；少列一项，这笔专项就没有公开。
    ## 公式
    上级专项资金 = Σ 逐项，三列分别计算
    ## 反例
        基础数据表:
          经费控制情况: {项目支出: {上级专项资金: {逐项: [{名称: 另一专项, 本年决算数: 3}]}}}
    ## 正例
        基础数据表:
          经费控制情况: {项目支出: {上级专项资金: {逐项: [{名称: 另一专项, 本年决算数: 0}]}}}
    ## 边界
        基础数据表:
          经费控制情况:
            项目支出: {上级专项资金: {逐项: [{名称: 示例农贸市场改造专项, 本年决算数: 44.51}]}}
    """
    funds = sums.special(case.report.base.spending)
    if not funds:
        yield NotApplicable("没有逐项列出上级专项资金")
    yield from sums.answers(funds, "核对是否漏列专项，或合计填错")


@rule("B007", basis="公用经费所列各项是“其中”，不会超过公用经费")
def parts_exceed_public_spending(case: Case) -> Answers:
    """公用经费的“其中”各项之和大于公用经费。

    ## 为什么
    办公、水电差旅、会议培训只是公用经费的一部分，不必列全，但不会超过整体。
    ## 公式
    办公经费 + 水费、电费、差旅费 + 会议费、培训费 ≤ 公用经费，三列分别比较
    ## 反例
        基础数据表: {经费控制情况: {公用经费: {办公经费: {本年决算数: 41}}}}
    ## 正例
        基础数据表: {经费控制情况: {公用经费: {办公经费: {本年决算数: 40}}}}
    ## 边界
        基础数据表: {经费控制情况: {公用经费: {办公经费: {本年决算数: 40.22}}}}
    """
    for items in sums.public_items(case.report.base.spending):
        whole, computed = items.whole, items.computed
        if cells.nothing_stated(whole, *items.parts):
            yield NotApplicable(f"没有填写“{whole.name}”")
        elif isinstance(whole, Empty) or computed is None:
            yield NotEnough(missing(whole, *items.parts))
        elif computed.exceeds(whole):
            yield Fault(
                whole,
                f"“{whole.name}”填报 {whole}，小于“其中”各项之和 {computed}"
                f" = {sum_formula(items.counted)}",
                see=items.counted,
                hint="核对公用经费和各项哪一处填错、单位是否都是万元",
            )


@rule("B008", basis="规模控制率、投资概算控制率 = 实际 ÷ 批复")
def building_rate_differs_from_building(case: Case) -> Answers:
    """楼堂馆所控制率与规模、投资算出的不符。

    ## 为什么
    控制率是算出来的数。与算式不符，说明规模、投资或控制率有一处填错。
    ## 公式
    规模控制率 = 实际规模 ÷ 批复规模；投资概算控制率 = 实际投资 ÷ 预算投资
    ## 反例
        基础数据表:
          楼堂馆所控制情况:
            - {名称: 示例业务用房, 批复规模: 800, 实际规模: 760, 规模控制率: 100}
    ## 正例
        基础数据表:
          楼堂馆所控制情况:
            - {名称: 示例业务用房, 批复规模: 800, 实际规模: 760, 规模控制率: 95}
    ## 边界
        基础数据表:
          楼堂馆所控制情况:
            - {名称: 示例业务用房, 批复规模: 800, 实际规模: 742, 规模控制率: 92.7}
    """
    if not case.report.base.buildings.items:
        yield NotApplicable("没有当年完工的楼堂馆所")
    for building in case.report.base.buildings:
        for rate in sums.building(building):
            yield from rate.answers()


@rule("B009", severity=Severity.WARNING, basis="楼堂馆所不得超规模、超概算")
def building_over_approval(case: Case) -> Answers:
    """楼堂馆所超过批复规模或预算投资。

    ## 为什么
    楼堂馆所项目应按批复的规模和投资建设，超出的部分须有批准。
    ## 公式
    实际规模 ≤ 批复规模；实际投资 ≤ 预算投资
    ## 反例
        基础数据表:
          楼堂馆所控制情况:
            - {名称: 示例业务用房, 批复规模: 800, 实际规模: 820, 预算投资: 300, 实际投资: 300}
    ## 正例
        基础数据表:
          楼堂馆所控制情况:
            - {名称: 示例业务用房, 批复规模: 800, 实际规模: 800, 预算投资: 300, 实际投资: 290}
    ## 边界
        基础数据表:
          楼堂馆所控制情况:
            - {名称: 示例业务用房, 批复规模: 800, 实际规模: 800, 预算投资: 300, 实际投资: 300.01}
    """
    hint = "写明批准超规模、超投资的文件，或核对单位（㎡、万元）"
    if not case.report.base.buildings.items:
        yield NotApplicable("没有当年完工的楼堂馆所")
    for building in case.report.base.buildings:
        for rate in sums.building(building):
            yield from _at_most(rate.part, rate.whole, hint)


def _at_most(actual: Cell, approved: Cell, hint: str) -> Answers:
    if cells.nothing_stated(actual, approved):
        yield NotApplicable(f"没有填写“{actual.name}”")
    elif isinstance(actual, Empty) or isinstance(approved, Empty):
        yield NotEnough(missing(actual, approved))
    elif actual.exceeds(approved):
        over = figures.difference("超出", actual, approved)
        yield Fault(
            actual,
            f"“{actual.name}” {actual}，超过“{approved.name}” {approved}，多 {over}",
            see=(approved,),
            hint=hint,
        )
