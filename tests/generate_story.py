"""Owns the text and the dates of generated reports: chapters and sentences as units write them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.generate_money import PUBLIC, Line, Money, cents, decimal, percent, wan

if TYPE_CHECKING:
    from random import Random

    from tests.generate import Clerk

Data = dict[str, Any]

_PROBLEMS = (
    "绩效目标与预算安排衔接不够紧密，部分目标值沿用往年。",
    "部分项目前期准备不够充分，招标和开工偏晚。",
    "股室之间数据口径不一，汇总时反复核对。",
    "固定资产清查没有形成常态，闲置设备处置慢。",
    "乡镇一级人手紧，资料报送常有延误。",
    "满意度调查样本偏小，偏远村组覆盖不到。",
)
_MEASURES = (
    "编制预算时同步编制绩效目标，由财务股逐项审核目标值。",
    "年初建立项目储备库，前期工作没有完成的不安排预算。",
    "统一各股室的统计口径，每季度对账一次。",
    "每半年清查一次固定资产，闲置设备调剂使用。",
    "为乡镇开展资料报送培训，建立提醒制度。",
    "扩大满意度调查的样本，委托第三方入户访问。",
)


class Calendar(NamedTuple):
    written: date
    approved: date
    published: date
    steps: list[Data]


def calendar_of(rng: Random, year: int) -> Calendar:
    written = date(year + 1, 2, 1) + timedelta(days=rng.randint(0, 40))
    days = [written]
    path = [("经办岗", "送审"), ("审核岗", "送审")]
    if rng.random() < 0.3:
        path = [("经办岗", "送审"), ("审核岗", "退回"), *path]
    path.append(("财政绩效岗", "终审"))
    for _ in path[1:]:
        days.append(days[-1] + timedelta(days=rng.randint(0, 6)))
    steps = [
        {"岗位": role, "动作": action, "日期": day.isoformat()}
        for (role, action), day in zip(path, days, strict=True)
    ]
    published = days[-1] + timedelta(days=rng.randint(0, 20))
    return Calendar(written, days[-1], published, steps)


def _used(title: str, yuan: int, purpose: str) -> str:
    """An amount with what it was for; of nothing there is no purpose."""
    return f"{title}{wan(yuan)}万元。" + (f"主要用于{purpose}。" if cents(yuan) else "")


def _within(line: Line) -> str:
    """What a unit says of money that it kept to."""
    kept = cents(line.final) <= cents(line.budget)
    return f"，控制在本年预算数{wan(line.budget)}万元以内" if kept else ""


class Story:
    """Writes report.md: the chapters and sentences that such reports consist of."""

    def __init__(self, clerk: Clerk, data: Data, written: date) -> None:
        self.clerk = clerk
        self.rng = clerk.rng
        self.year = clerk.year
        self.data = data
        self.written = written
        self.projects: tuple[str, ...] = ()

    def text(self, before: Money, now: Money, on_duty: int) -> str:
        unit = self.clerk.unit.name
        blocks = [
            f"# {self.year}年度{unit}部门整体支出绩效自评报告",
            (
                f"根据县财政局《关于开展{self.year}年度财政支出绩效自评工作的通知》"
                f"（示财绩〔{self.year + 1}〕1号），我部门完成{self.year}年度部门整体支出绩效自评，"
                "现报告如下："
            ),
            *self.about(on_duty),
            *self.general_budget(now),
            "## 三、政府性基金预算支出情况",
            self.government(now),
            "## 四、国有资本经营预算支出情况",
            f"{self.year}年度无国有资本经营预算支出。",
            "## 五、社会保险基金预算支出情况",
            f"{self.year}年度无社会保险基金预算支出。",
            *self.results(before, now),
            *self.outlook(),
            f"{self.written.year}年{self.written.month}月{self.written.day}日",
        ]
        return "\n\n".join(blocks) + "\n"

    def about(self, on_duty: int) -> list[str]:
        rng, quota = self.rng, self.clerk.unit.quota
        posts = sorted(rng.sample(range(quota + 1), 2))
        civil, service, workers = posts[0], posts[1] - posts[0], quota - posts[1]
        offices = ("办公室", "计划财务股", "综合业务股", "政策法规股")[: rng.randint(2, 4)]
        return [
            "## 一、部门基本情况",
            "### （一）部门职能职责",
            "1.贯彻执行国家、省、市有关方针政策，拟订并组织实施全县有关规划。",
            "2.负责本行业的监督管理和公共服务。",
            "### （二）机构设置情况",
            f"{self.year}年末，我部门内设股室{len(offices)}个，无所属事业单位。",
            f"内设股室分别是：{'、'.join(offices)}。",
            "### （三）人员编制情况",
            (
                f"{self.year}年末，我部门共有编制{quota}人，其中行政编制{civil}人，"
                f"事业编制{service}人，工勤编{workers}人。年末实有在职人员{on_duty}人，"
                f"退休人员{rng.randint(0, quota)}人，无离休人员。"
            ),
        ]

    def general_budget(self, now: Money) -> list[str]:
        """Chapter 二 speaks of 一般公共预算 only: what a government fund paid is left out."""
        basic, public = now.basic.final, now.public.final
        staff = now.lines["人员经费"].final
        work, upkeep = (now.lines[w].final for w in ("业务工作经费", "运行维护经费"))
        project, special = now.project.final, now.special.final
        outside = now.government
        scope = "本章口径为一般公共预算" + (
            "，政府性基金安排的支出在第三章反映。" if outside else "。"
        )
        return [
            "## 二、一般公共预算支出情况",
            scope,
            "### （一）基本支出情况",
            (
                f"{self.year}年基本支出共计{wan(basic)}万元，其中人员经费{wan(staff)}万元，"
                f"公用经费{wan(public)}万元。"
            ),
            _used("1.人员经费", staff, "在职人员工资津补贴、社会保险缴费和住房公积金"),
            self.public(now.public, now.lines),
            "### （二）项目支出情况",
            (
                f"{self.year}年项目支出共计{wan(project - outside)}万元，其中业务工作经费"
                f"{wan(work)}万元，运行维护经费{wan(upkeep)}万元，"
                f"专项资金{wan(special - outside)}万元。"
            ),
            _used("1.业务工作经费", work, "行业管理和业务活动"),
            _used("2.运行维护经费", upkeep, "设施和信息系统的运行维护"),
            self.funds(now),
        ]

    def public(self, whole: Line, lines: dict[str, Line]) -> str:
        """公用经费 with its items; of none that is nothing."""
        items = "，".join(
            f"{word}{wan(lines[word].final)}万元" for word in PUBLIC if cents(lines[word].final)
        )
        return f"2.公用经费{wan(whole.final)}万元" + (f"，其中{items}。" if items else "。")

    def funds(self, now: Money) -> str:
        if not now.funds:
            return "3.上级专项资金0万元。"
        special = now.special.final - now.government
        own = {
            name: line.final - (now.government if name == now.fund else 0)
            for name, line in now.funds.items()
        }
        parts = "；".join(
            f"{name}{wan(amount)}万元" + ("，用于项目建设" if cents(amount) else "")
            for name, amount in own.items()
        )
        return f"3.上级专项资金{wan(special)}万元。其中{parts}。"

    def government(self, now: Money) -> str:
        if not now.government:
            return f"{self.year}年度无政府性基金预算支出。"
        return f"{self.year}年度政府性基金预算支出{wan(now.government)}万元，全部用于{now.fund}。"

    def results(self, before: Money, now: Money) -> list[str]:
        table = self.data["自评表"]
        funds = table["年度预算申请"]
        sentence = (
            f"年初预算数{funds['年初预算数']}万元，全年预算数{funds['全年预算数']}万元，"
            f"全年执行数{self.named(funds, '全年执行数')}万元"
        )
        if funds.get("执行率", "无此项") != "无此项":
            sentence += f"，执行率{self.named(funds, '执行率')}%"
        if "得分" in table["总分"]:
            sentence += f"，自评得分{table['总分']['得分']}分"
        if "等级" in table:
            sentence += f"，部门整体支出绩效为“{table['等级']}”"
        rows = [
            row
            for groups in table["绩效指标"].values()
            for group in groups.values()
            for row in group
            if row.get("单位") and row["三级指标"] != "三公经费控制数"
        ]
        return [
            "## 六、部门整体支出绩效情况",
            f"{sentence}（详见附件{1 + self.attached.index(_OWN_TABLE)}）。主要绩效如下：",
            *(
                f"{n}.{row['三级指标']}{row['实际完成值']}{row['单位']}，"
                f"年度指标值{row['年度指标值']}{row['单位']}。"
                for n, row in enumerate(rows, 1)
            ),
            f"公用经费{wan(now.public.final)}万元{_within(now.public)}。",
            self.three_public(cents(before.three_public.final), now.three_public),
            self.procurement(now.lines["政府采购金额"]),
        ]

    def named(self, funds: Data, word: str) -> str:
        """The figure, or the name that is replaced by it."""
        return f"{{{{ 自评表.年度预算申请.{word} }}}}" if self.rng.random() < 0.3 else funds[word]

    def three_public(self, prior: int, line: Line) -> str:
        final = cents(line.final)
        words = f"全年三公经费支出{wan(line.final)}万元"
        if prior != final:
            change = "增加" if final > prior else "减少"
            words += f"，比上年{change}{decimal(Fraction(abs(final - prior), 100))}万元"
            if prior:
                share = decimal(percent(abs(final - prior), prior))
                words += f"，{'增长' if final > prior else '下降'}{share}%，主要受公务活动批次影响"
        return f"{words}{_within(line)}。"

    def procurement(self, line: Line) -> str:
        if not cents(line.final):
            return "全年没有政府采购支出。"
        return f"政府采购金额{wan(line.final)}万元{_within(line)}。"

    def outlook(self) -> list[str]:
        """Problems, and a measure for each; nobody may copy last year's chapters."""
        start = 3 * (self.year % 2)
        chosen = self.rng.sample(range(start, start + 3), 2)
        problems, measures = (
            [f"（{number}）{pool[n]}" for number, n in zip("一二", chosen, strict=True)]
            for pool in (_PROBLEMS, _MEASURES)
        )
        return [
            "## 七、存在的问题及原因分析",
            *problems,
            "## 八、下一步改进措施",
            *measures,
            *self.attachments(),
            self.clerk.unit.name,
        ]

    @property
    def attached(self) -> list[str]:
        """The tables that come with the text, in their order."""
        base = ["部门整体支出绩效评价基础数据表"] if "基础数据表" in self.data else []
        projects = ["项目支出绩效自评表", "项目绩效自评报告"] if self.projects else []
        return [*base, _OWN_TABLE, *projects]

    def attachments(self) -> list[str]:
        first, *others = (f"{n}.{title}" for n, title in enumerate(self.attached, 1))
        return [f"附件：{first}", *others]


_OWN_TABLE = "部门整体支出绩效自评表"
