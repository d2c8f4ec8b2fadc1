"""Owns the report of one unit for one year: its parts and what is published about it."""

from __future__ import annotations

from enum import Enum

from generator.figures import Cell, Figure
from generator.model.base_table import BaseTable
from generator.model.evaluation import DepartmentEvaluation
from generator.model.reading import (
    Calendar,
    Choice,
    Chosen,
    Day,
    Listed,
    Part,
    Prose,
    Record,
    Rows,
    Words,
    Year,
    word,
)


class Origin(Enum):
    """Who brought the report into this site."""

    UNIT = "单位填报"
    TRANSCRIBED = "转录自公开文件"


class Openness(Enum):
    """公开方式。"""

    ACTIVE = "主动公开"
    ON_REQUEST = "依申请公开"


class Validity(Enum):
    """时效。"""

    VALID = "有效"
    VOID = "废止"


class State(Enum):
    """Where the report stands in the workflow."""

    DRAFT = "填报"
    SUBMITTED = "送审"
    RETURNED = "退回"
    FINAL = "终审"


class Role(Enum):
    """Posts, never persons."""

    EDITOR = "经办岗"
    REVIEWER = "审核岗"
    LEAD = "主管部门"
    FINANCE = "财政绩效岗"
    TRANSCRIBER = "转录岗"  # copied a published report into this site; speaks for the copy only


class Consolidation(Enum):
    """Whose money a report of a 主管部门 counts."""

    OWN = "本级"
    ALL = "汇总"


class Unit(Record):
    """填报单位。"""

    title: Words = word("名称", Prose(), "填报单位的全称，与单位名录一致", required=True)
    code: Words = word("编码", Prose(), "6 位预算单位编码，前三位是部门，001 结尾的是主管部门")
    scope: Chosen = word("口径", Choice(Consolidation), "主管部门填写：是否汇总了所属单位的数字")


class Source(Record):
    """数据从哪里来。"""

    origin: Chosen = word("类型", Choice(Origin), "单位自己填报，或者从公开文件转录")
    note: Words = word("说明", Prose(), "从哪份文件来；转录的写明哪些没有转录、为什么")


class Correction(Record):
    """公开以后的一次更正。"""

    title_word = "日期"

    day: Day = word("日期", Calendar(), "更正后的报告公开的日期", required=True)
    change: Words = word("改动", Prose(), "改了哪一处，从什么改为什么", required=True)
    reason: Words = word("原因", Prose(), "为什么要改")
    role: Chosen = word("岗位", Choice(Role), "由哪个岗位更正，不写人名")


class Disclosure(Record):
    """信息公开的元数据。"""

    title: Words = word("标题", Prose(), "报告公开时的标题")
    index_number: Words = word("索引号", Prose(), "政府信息的检索号，如 000014349/2025-00110")
    category: Words = word("信息分类", Prose(), "在政府信息公开目录里属于哪一类，如 财政预决算")
    publisher: Words = word("发布机构", Prose(), "公开这份报告的机关或单位")
    document_number: Words = word("文号", Prose(), "报告的发文字号，如 示商发〔2025〕3号")
    notice_number: Words = word("布置通知文号", Prose(), "布置本次自评的通知")
    written: Day = word("成文日期", Calendar(), "报告写成的日期")
    approved: Day = word("批复日期", Calendar(), "财政部门批复决算的日期")
    published: Day = word("发布日期", Calendar(), "报告第一次向社会公开的日期")
    openness: Chosen = word("公开方式", Choice(Openness), "主动公开，或者依申请公开")
    validity: Chosen = word("时效", Choice(Validity), "这份报告现在是否仍然有效")
    successor: Words = word("代替文件", Prose(), "已废止的填写：由哪份文件代替")
    keywords: Words = word("关键词", Prose(), "便于检索的几个词")
    abstract: Words = word("内容概述", Prose(), "一两句话的摘要")
    corrections: Listed = word("更正", Rows(Correction), "一次一条，按日期先后")


class Step(Record):
    """流程的一步：哪个岗位做了什么。"""

    role: Chosen = word("岗位", Choice(Role), "办理这一步的岗位", required=True)
    state: Chosen = word("动作", Choice(State), "这一步做了什么", required=True)
    day: Day = word("日期", Calendar(), "办理的日期")


class Workflow(Record):
    """工作流程；写岗位，不写人名。"""

    state: Chosen = word("状态", Choice(State), "现在办到哪一步")
    steps: Listed = word("经过", Rows(Step), "一步一条，按先后")


class ProjectReport(Record):
    """项目绩效自评报告，正文在 projects/report.md。"""

    title: Words = word("标题", Prose(), "项目绩效自评报告的标题")
    written: Day = word("成文日期", Calendar(), "项目绩效自评报告写成的日期")


class Explanation(Record):
    """预算执行中增减变动的原因。"""

    title_word = "事项"

    subject: Words = word("事项", Prose(), "有增减的项目，如 三公经费", required=True)
    text: Words = word("说明", Prose(), "增减的原因", required=True)


class Waiver(Record):
    """情况说明：一处不符为什么仍然公开。它印在公开页面上。"""

    title_word = "规则"

    rule: Words = word("规则", Prose(), "规则代码，如 X003", required=True)
    place: Words = word("位置", Prose(), "不符之处的项名路径，如 自评表.年度预算申请.年初预算数")
    value: Words = word("原值", Prose(), "该处现在填写的内容；内容一变，本说明即失效")
    reason: Words = word("理由", Prose(), "为什么不符仍然公开")
    role: Chosen = word("岗位", Choice(Role), "由哪个岗位说明，不写人名")
    until: Day = word("截至", Calendar(), "说明的有效期，过后重新核对")


class Report(Record):
    """一个单位一个年度的绩效自评。"""

    form: Words = word("表式", Prose(), "填报所用的表，如 hunan-2024", required=True)
    year: Cell = word("年度", Year(), "自评的年度", required=True)
    unit: Unit = word("单位", Part(Unit), required=True)
    source: Source = word("来源", Part(Source))
    disclosure: Disclosure = word("发布信息", Part(Disclosure))
    workflow: Workflow = word("工作流程", Part(Workflow))
    base: BaseTable = word("基础数据表", Part(BaseTable))
    evaluation: DepartmentEvaluation = word("自评表", Part(DepartmentEvaluation), required=True)
    project_report: ProjectReport = word("项目绩效自评报告", Part(ProjectReport))
    explanations: Listed = word("变动说明", Rows(Explanation))
    waivers: Listed = word("情况说明", Rows(Waiver))

    @property
    def fiscal_year(self) -> int | None:
        """The year evaluated, or None when it could not be read."""
        return int(self.year.value) if isinstance(self.year, Figure) else None

    @property
    def transcribed(self) -> bool:
        """Whether it was copied from a published file, so that nobody here can complete it."""
        return self.source.origin.value is Origin.TRANSCRIBED

    def explained(self, subject: str) -> bool:
        """Whether the unit explained the movement of ``subject``."""
        return any(subject in item.subject.text and item.text for item in self.explanations)
