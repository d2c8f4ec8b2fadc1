"""Owns random sites that contradict themselves nowhere, under every form.

One unit with two consecutive years: register, tables, projects, narrative, in the users' own
keys. The money exists in yuan; every amount is rounded on its own when it is printed, so that
sums have the tails that real reports have. What is scored is scored by tests/naive_scoring.py.
The same form and seed always give the same site.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from tests import naive_scoring
from tests.builders import dump
from tests.generate_indicators import CONTENT, TREE, Kind, Measured, goals
from tests.generate_money import (
    MATTERS,
    NEVER_MORE,
    PUBLIC,
    Line,
    Money,
    Plan,
    about,
    cents,
    decimal,
    percent,
)
from tests.generate_project_story import project_text
from tests.generate_story import Calendar, Story, calendar_of

if TYPE_CHECKING:
    from pathlib import Path

YEARS = (2023, 2024)
REGION = "shili"
FOLDER = f"{REGION}/danwei"

Data = dict[str, Any]

_UNITS = ("商务局", "教育局", "交通运输局", "投资促进事务中心", "住房保障和城乡建设综合服务中心")


class Site(NamedTuple):
    """What stands below ``content/``: plain data of YAML files, text of Markdown files."""

    form: str
    seed: int
    files: dict[str, Any]


def texts(of: Site) -> dict[str, str]:
    """The files as they are typed."""
    return {name: data if isinstance(data, str) else dump(data) for name, data in of.files.items()}


def write(content: Path, files: dict[str, str]) -> None:
    """Texts by name as a site's content."""
    for name, text in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def site(form: str, seed: int) -> Site:
    """A consistent site under ``form``."""
    rng = Random(f"{form}/{seed}")  # noqa: S311  tests need no secret
    unit = _unit(rng)
    plan = Plan(rng, form)
    money = [plan.year() for _ in (0, *YEARS)]
    files: dict[str, Any] = {f"{REGION}/units.yml": _register(unit)}
    for year, before, now in zip(YEARS, money[:-1], money[1:], strict=True):
        clerk = Clerk(rng, form, unit, year)
        for name, data in clerk.report(before, now).items():
            files[f"{FOLDER}/{year}/{name}"] = data
    return Site(form, seed, files)


class _Unit(NamedTuple):
    name: str
    code: str
    short: str
    quota: int
    based: bool


def _unit(rng: Random) -> _Unit:
    return _Unit(
        name="示例县" + rng.choice(_UNITS),
        code=f"{rng.randint(101, 899)}001",
        short=rng.choice(("示商", "示教", "示交", "示建")),
        quota=rng.choice((7, 20, 64, rng.randint(90, 2400))),
        based=rng.random() < 0.3,
    )


def _register(unit: _Unit) -> Data:
    own = {"名称": unit.name, "目录": "danwei", "编码": unit.code, "性质": "主管部门"}
    return {"地区": "示例县", "单位": [own]}


class Clerk:
    """Fills in one report; careful, but with habits of their own."""

    def __init__(self, rng: Random, form: str, unit: _Unit, year: int) -> None:
        self.rng = rng
        self.form = form
        self.rules = naive_scoring.form(form)
        self.unit = unit
        self.year = year
        self.based = unit.based or self.rules["基础数据表"] == "是"
        self.fixed_decimals = rng.random() < 0.3
        self.explained: dict[str, str] = {}

    def maybe(self, chance: float) -> bool:
        return self.rng.random() < chance

    def amount(self, yuan: int) -> str:
        hundredths = cents(yuan)
        if self.fixed_decimals and self.maybe(0.9):
            return f"{hundredths // 100}.{hundredths % 100:02d}"
        return decimal(Fraction(hundredths, 100))

    # -------------------------------------------------------------- files

    def report(self, before: Money, now: Money) -> dict[str, Any]:
        """The files of one report folder."""
        calendar = calendar_of(self.rng, self.year)
        on_duty = max(1, self.unit.quota * self.rng.randint(70, 100) // 100)
        projects = {name: self.project(name, line) for name, line in now.funds.items()}
        table = self.department(now)
        base = self.base_table(before, now, on_duty) if self.based else None
        self.explain_movements(before, now)
        data: Data = {
            "表式": self.form,
            "年度": str(self.year),
            "单位": {"名称": self.unit.name, "编码": self.unit.code},
            "来源": {"类型": "单位填报"},
            "发布信息": self.disclosure(calendar),
            "工作流程": {"状态": "终审", "经过": calendar.steps},
        }
        if base is not None:
            data["基础数据表"] = base
        data["自评表"] = table
        if self.explained:
            data["变动说明"] = [{"事项": k, "说明": v} for k, v in self.explained.items()]
        story = Story(self, data, calendar.written)
        story.projects = tuple(projects)
        files: dict[str, Any] = {
            "report.yml": data,
            "report.md": story.text(before, now, on_duty),
        }
        for number, project in enumerate(projects.values(), 1):
            files[f"projects/p{number}.yml"] = project
        if projects:
            written = calendar.written
            files["projects/report.md"] = project_text(self.unit.name, self.year, projects, written)
        return files

    def disclosure(self, calendar: Calendar) -> Data:
        after = self.year + 1
        return {
            "标题": f"{self.year}年度{self.unit.name}部门整体支出绩效自评报告",
            "索引号": f"{self.unit.code}001/{after}-{self.rng.randint(1, 99999):05d}",
            "信息分类": "财政预决算",
            "发布机构": self.unit.name,
            "文号": f"{self.unit.short}发〔{after}〕{self.rng.randint(1, 90)}号",
            "布置通知文号": f"示财绩〔{after}〕1号",
            "成文日期": calendar.written.isoformat(),
            "批复日期": calendar.approved.isoformat(),
            "发布日期": calendar.published.isoformat(),
            "公开方式": "主动公开",
            "时效": "有效",
        }

    # -------------------------------------------------------------- 基础数据表

    def base_table(self, before: Money, now: Money, on_duty: int) -> Data:
        quota = self.unit.quota
        staffing = {"编制数": str(quota), "实际在职人数": str(on_duty)}
        if self.maybe(0.8):
            staffing["控制率"] = decimal(percent(on_duty, quota))
        return {
            "财政供养人员情况": staffing,
            "经费控制情况": self.spending(before, now),
            "楼堂馆所控制情况": self.buildings(),
            "厉行节约保障措施": "严格执行部门预算，压减一般性支出，严控公务接待和公务用车开支。",
        }

    def spending(self, before: Money, now: Money) -> Data:
        def row(word: str) -> Data:
            return self.row(before.lines[word], now.lines[word])

        def computed(last: Line, this: Line) -> Data:
            return self.computed_row(self.row(last, this))

        return {
            "三公经费": {
                **computed(before.three_public, now.three_public),
                "公务用车购置和维护经费": {
                    **computed(before.vehicles, now.vehicles),
                    "公车购置": row("公车购置"),
                    "公车运行维护": row("公车运行维护"),
                },
                "出国经费": row("出国经费"),
                "公务接待": row("公务接待"),
            },
            "项目支出": {
                **computed(before.project, now.project),
                "业务工作经费": row("业务工作经费"),
                "运行维护经费": row("运行维护经费"),
                "上级专项资金": {
                    **({} if not now.funds else computed(before.special, now.special)),
                    "逐项": [
                        {"名称": name, **self.row(before.funds[name], now.funds[name])}
                        for name in now.funds
                    ]
                    or "无此项",
                }
                if now.funds
                else {"合计": self.none_row(), "逐项": "无此项"},
            },
            "公用经费": {
                "合计": self.row(before.public, now.public),
                **{word: row(word) for word in PUBLIC},
            },
            "政府采购金额": row("政府采购金额"),
            "部门基本支出预算调整": self.row(before.basic, now.basic),
        }

    def row(self, last: Line, this: Line) -> Data:
        """The three columns of a row; where there is nothing, 0 or 无此项, seldom a blank."""
        amounts = (last.final, this.budget, this.final)
        if not any(map(cents, amounts)) and self.maybe(0.4):
            return self.none_row()
        texts = [self.amount(amount) for amount in amounts]
        return dict(zip(("上年决算数", "本年预算数", "本年决算数"), texts, strict=True))

    def none_row(self) -> Data:
        word = "" if self.maybe(0.1) else "无此项"
        return dict.fromkeys(("上年决算数", "本年预算数", "本年决算数"), word)

    def computed_row(self, row: Data) -> Data:
        """A row that the form computes: now and then it, or a cell of it, is left out."""
        if self.maybe(0.05):
            return {}
        if self.maybe(0.05) and all(row.values()):
            del row[self.rng.choice(list(row))]
        return {"合计": row}

    def buildings(self) -> Any:
        if self.maybe(0.8):
            return "无此项"
        return [
            self.building(name)
            for name in ("示例业务用房", "示例便民服务中心")[: self.rng.randint(1, 2)]
        ]

    def building(self, name: str) -> Data:
        rng = self.rng
        area, cost = rng.randint(300, 3000), rng.randint(60_000, 900_000)
        real, paid = rng.randint(area * 9 // 10, area), rng.randint(cost * 8 // 10, cost)
        building = {"名称": name, "批复规模": str(area), "实际规模": str(real)}
        stated = self.maybe(0.7)
        if stated:
            building["规模控制率"] = decimal(percent(real, area))
        building |= {
            "预算投资": decimal(Fraction(cost, 100)),
            "实际投资": decimal(Fraction(paid, 100)),
        }
        if stated:
            building["投资概算控制率"] = decimal(percent(paid, cost))
        return building

    # -------------------------------------------------------------- evaluation tables

    def department(self, now: Money) -> Data:
        total = now.total
        funds = self.execution(total.budget, now.adjusted, total.final)
        funds["按收入性质分"] = {
            **self.omittable("合计", self.amount(now.adjusted)),
            "一般公共预算": self.amount(now.adjusted - now.government),
            "政府性基金拨款": self.amount(now.government) if now.government else self.nothing(),
            "国有资本经营预算拨款": self.nothing(),
            "纳入专户管理的非税收入拨款": self.nothing(),
            "其他资金": self.nothing(),
        }
        funds["按支出性质分"] = {
            **self.omittable("合计", self.amount(total.final)),
            "基本支出": self.amount(now.basic.final),
            "项目支出": self.amount(now.project.final),
        }
        drawn = self.indicators(self.rng.randint(1, 3))
        well_spent = Fraction(funds["得分"]) / Fraction(funds["分值"]) > Fraction(19, 20)
        if well_spent and "产出指标" in self.rules["权重"] and self.maybe(0.3):
            drawn.append(self.three_public(now.three_public))
        return self.table("年度预算申请", funds, drawn)

    def project(self, name: str, line: Line) -> Data:
        adjusted = max(line.final, about(self.rng, line.budget, 0.9, 1.15))
        funds = self.execution(line.budget, adjusted, line.final)
        shares = [0, 0] if self.maybe(0.5) else [self.rng.randint(0, 40), self.rng.randint(0, 20)]
        sources: dict[str, list[str]] = {"当年财政拨款": [], "上年结转资金": [], "其他资金": []}
        for amount in (line.budget, adjusted, line.final):
            carried, other = (amount * share // 100 for share in shares)
            for cells, part in zip(
                sources.values(), (amount - carried - other, carried, other), strict=True
            ):
                cells.append(self.amount(part))
        for word, cells in sources.items():
            columns = ("年初预算数", "全年预算数", "全年执行数")
            funds[word] = dict(zip(columns, cells, strict=True))
        table = self.table("项目资金", funds, self.indicators(1, matter=name))
        head = {"项目名称": f"{name}项目"}
        if self.based:
            head["对应专项资金"] = name
        return {**head, "主管部门": self.unit.name, "实施单位": self.unit.name, **table}

    def nothing(self) -> str:
        return self.rng.choice(("0", "0", "无此项"))

    def omittable(self, word: str, text: str) -> Data:
        return {} if self.maybe(0.07) else {word: text}

    def execution(self, initial: int, adjusted: int, executed: int) -> Data:
        """The line 年度资金总额 with its rate and score."""
        weight = Fraction(self.rules["权重"]["预算执行率"])
        data: Data = {
            "年初预算数": self.amount(initial),
            "全年预算数": self.amount(adjusted),
            "全年执行数": self.amount(executed),
            "分值": decimal(weight),
        }
        self.explain_budget(cents(initial), cents(adjusted), cents(executed))
        if not cents(adjusted):
            return {**data, "执行率": "无此项", "得分": decimal(weight)}
        printed = self.maybe(0.5)  # some systems divide what is printed, some the full amounts
        if printed:
            adjusted, executed = (100 * cents(amount) for amount in (adjusted, executed))
        rate = percent(executed, adjusted)
        points = naive_scoring.half_up(min(rate, Fraction(100)) * weight / 100, 2)
        data |= self.omittable("执行率", decimal(rate)) if printed else {"执行率": decimal(rate)}
        return {**data, "得分": decimal(points)}

    def table(self, word: str, funds: Data, drawn: list[Measured]) -> Data:
        """Goals, indicators, total and grade to a line of funds."""
        weight = Fraction(self.rules["权重"]["预算执行率"])
        earned = Fraction(funds["得分"])
        self.assign_weights(drawn)
        tree = self.fitted(drawn, earned / weight)
        if self.maybe(0.05) and _follows_from_print(funds, weight):
            del funds["得分"]
        points = earned + sum((one.score for one in drawn), Fraction())
        total: Data = {"分值": "100"} if self.maybe(0.9) else {}
        total |= self.omittable("得分", decimal(points))
        grade = naive_scoring.grade(points, self.rules)
        assert grade is not None
        table = {word: funds, "年度总体目标": goals(drawn), "绩效指标": tree, "总分": total}
        return {**table, **self.omittable("等级", grade)}

    def indicators(self, most: int, matter: str = "") -> list[Measured]:
        """Indicators for every class of the form; no title occurs twice."""
        rng = self.rng
        drawn: dict[str, Measured] = {}
        for cls in self.rules["权重"]:
            for group, kinds in TREE.get(cls, ()):
                if "成本" not in group and cls != "满意度指标" and self.maybe(0.25) and drawn:
                    continue
                for kind in rng.sample(kinds, rng.randint(1, min(most, len(kinds)))):
                    title = (matter or rng.choice(MATTERS)) + kind.title
                    drawn[title] = Measured(rng, (cls, group), kind, title)
            if not any(one.path[0] == cls for one in drawn.values()) and cls in TREE:
                group, kinds = TREE[cls][0]
                title = kinds[0].title
                drawn[title] = Measured(rng, (cls, group), kinds[0], title)
        return self.mostly_numbers(list(drawn.values()))

    def mostly_numbers(self, drawn: list[Measured]) -> list[Measured]:
        """At most half of the indicators are qualitative."""
        words = [one for one in drawn if one.kind.method == "定性"]
        surplus = 2 * len(words) - len(drawn)
        for one in words[: max(0, surplus)]:
            one.kind = CONTENT[0]._replace(title=one.kind.title)
            one.target = Fraction(90)
        return drawn

    def three_public(self, line: Line) -> Measured:
        kind = Kind("三公经费", "万元", "反向", 0, 0, 2)
        one = Measured(self.rng, ("产出指标", "成本指标"), kind, "三公经费控制数")
        one.target, one.fixed = (Fraction(cents(y), 100) for y in line)
        return one

    def assign_weights(self, drawn: list[Measured]) -> None:
        """The weight of each class, in halves of a point, over its indicators."""
        for cls, weight in self.class_weights().items():
            mine = [one for one in drawn if one.path[0] == cls]
            halves = 2 * weight
            cuts = sorted(self.rng.sample(range(1, halves), len(mine) - 1))
            if self.maybe(0.7):  # most units like whole points
                cuts = sorted(2 * c for c in self.rng.sample(range(1, weight), len(mine) - 1))
            for one, low, high in zip(mine, [0, *cuts], [*cuts, halves], strict=True):
                one.weight = Fraction(high - low, 2)

    def class_weights(self) -> dict[str, int]:
        weights = {k: int(v) for k, v in self.rules["权重"].items() if k != "预算执行率"}
        if self.rules["权重可调"] == "是" and self.maybe(0.3):
            giver, taker = self.rng.sample(list(weights), 2)
            if weights[giver] > 15:
                weights[giver] -= 5
                weights[taker] += 5
        return weights

    def fitted(self, drawn: list[Measured], spent: Fraction) -> Data:
        """The tree of indicators: something is lost, and no more is earned than was spent.

        Results that look much better than the spending are warned of, so a unit that could
        not spend its money could not do its work either.
        """
        free = [one for one in drawn if one.fixed is None]
        while True:
            tree = self.tree(drawn)
            earned = sum((one.score for one in drawn), Fraction())
            weight = sum((one.weight for one in drawn), Fraction())
            lost = any(one.score < one.weight for one in drawn)
            if lost and (earned * Fraction(96, 100) <= spent * weight):
                return tree
            one = self.rng.choice(free)
            one.share *= Fraction(self.rng.randint(70, 97), 100)
            if one.share < Fraction(1, 50):
                for each in free:
                    each.share = Fraction(0)

    def tree(self, drawn: list[Measured]) -> Data:
        tree: Data = {}
        order = [k for k in self.rules["权重"] if k != "预算执行率"]
        for one in sorted(drawn, key=lambda one: order.index(one.path[0])):
            cls, group = one.path
            tree.setdefault(cls, {}).setdefault(group, []).append(one.row(self.rules))
        return tree

    # -------------------------------------------------------------- 变动说明

    def explain_movements(self, before: Money, now: Money) -> None:
        """A word on every row that moved further than the form lets pass."""
        if not self.based:
            return
        limits = {k: int(v) for k, v in self.rules["界限"].items()}
        for word, line in self.watched(now).items():
            budget, final, prior = cents(line.budget), cents(line.final), 0
            prior = cents(self.watched(before)[word].final)
            over = final * 100 > budget * limits["超预算"]
            under = final * 100 < budget * limits["低于预算"]
            change = abs(final - prior) * 100 > prior * limits["年度变动"]
            over = over or (word in NEVER_MORE and final > min(budget, prior))
            if over or under or change:
                reason = "年中追加任务" if over else "部分事项推迟到下年实施"
                self.explained[word] = f"{reason}，与预算和上年相比变动较大，已按程序调整。"

    def watched(self, money: Money) -> dict[str, Line]:
        return {
            **{
                word: line
                for word, line in money.lines.items()
                if word not in ("其他公用", "人员经费")
            },
            **money.funds,
            "三公经费": money.three_public,
            "公务用车购置和维护经费": money.vehicles,
            "项目支出": money.project,
            "上级专项资金": money.special,
            "公用经费": money.public,
            "部门基本支出预算调整": money.basic,
        }

    def explain_budget(self, initial: int, adjusted: int, executed: int) -> None:
        limits = {k: int(v) for k, v in self.rules["界限"].items()}
        if abs(adjusted - initial) * 100 > initial * limits["预算调整"]:
            self.explained["预算调整"] = "年中按上级下达的指标追加和调整预算，已报财政部门批复。"
        if (adjusted - executed) * 100 > adjusted * limits["结余"]:
            self.explained["预算结余"] = "部分项目推迟实施，结余资金按规定结转下年使用。"


def _follows_from_print(funds: Data, weight: Fraction) -> bool:
    """Whether the score of the line is what a reader computes from the printed amounts."""
    whole, part = (Fraction(funds[word]) for word in ("全年预算数", "全年执行数"))
    if not whole:
        return False
    rate = naive_scoring.half_up(part / whole * 100, 2)
    earned = naive_scoring.half_up(rate * weight / 100, 2)
    return earned == Fraction(funds["得分"])
