"""Owns the data dictionary: the files of a download, their tables and what each column means.

From it come the head of each CSV, ``datapackage.json`` and the dictionary on the data page, so
that none of them can contradict another. Must not know how a value is found or written.
"""

from __future__ import annotations

from enum import Enum

from generator import imprint
from generator.figures import PERCENT, POINT, WAN_YUAN, EmptyKind
from generator.imprint import Imprint
from generator.values import NamedTuple

FOLDER = "data"
PACKAGE = "datapackage.json"
# What stands in a column of numbers where there is none: three empties, and blank where the
# column does not apply to the row.
MISSING = ("", *(kind.value for kind in EmptyKind))
# A text that begins with one of these would be run as a formula by a spreadsheet; their
# full-width twins too. The apostrophe is here so that taking one away always gives the text back.
_STARTS = "=+-@"
FORMULA_STARTS = tuple(_STARTS + "\t\r'") + tuple(chr(ord(c) + 0xFEE0) for c in _STARTS)


class Kind(Enum):
    """The type of a column, in the words of Table Schema."""

    TEXT = "string"
    NUMBER = "number"
    COUNT = "integer"
    YEAR = "year"
    DAY = "date"

    @property
    def word(self) -> str:
        """The type in the reader's language."""
        words = {"string": "文字", "number": "数", "integer": "整数", "year": "年", "date": "日期"}
        return words[self.value]


class Column(NamedTuple):
    """One column; ``options`` are all that can stand in it, if they are few."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    options: tuple[str, ...] = ()


class Table(NamedTuple):
    """One CSV; ``key`` are the columns that tell its rows apart."""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"


_MEDIA_TYPES = {"CSV": "text/csv", "JSON": "application/json"}


class File(NamedTuple):
    """A file to download."""

    name: str
    format: str
    title: str

    @property
    def media_type(self) -> str:
        """Its format, as machines call it."""
        return _MEDIA_TYPES[self.format]


class Licence(NamedTuple):
    """The terms on which the data may be used, as the site's owner stated them."""

    name: str
    path: str
    title: str


class Publisher(NamedTuple):
    """Who publishes the data: what ``mkdocs.yml`` says of the site.

    ``address`` is where the site stands on the web, with a slash at its end; blank if unknown.
    """

    title: str
    licence: Licence | None = None
    address: str = ""
    imprint: Imprint = Imprint()


# Under `extra` in mkdocs.yml: the name of a licence, or a mapping of the fields of Licence.
LICENCE = imprint.LICENCE.key


def publisher(title: str, licence: object = None) -> Publisher:
    """What ``mkdocs.yml`` says; a licence without a name is none."""
    stated = licence if isinstance(licence, dict) else {"name": licence}
    name, path, words = (str(stated.get(field) or "") for field in Licence._fields)
    return Publisher(title, Licence(name, path, words) if name else None)


REPORT = "报告地址"
_WHO = (
    Column("地区", Kind.TEXT, "报告所在地区的名称"),
    Column("单位", Kind.TEXT, "填报单位的名称"),
    Column("单位编码", Kind.TEXT, "预算单位编码，是文字，不是数"),
    Column("年度", Kind.YEAR, "自评的年度"),
    Column(REPORT, Kind.TEXT, "报告页在本站的地址，各表以它相连"),
)
_OBJECT = Column("对象", Kind.TEXT, "部门整体支出，或项目的名称")
_PAGE = Column("页面地址", Kind.TEXT, "列出每个数字来源的页面在本站的地址")
_PLACE = (
    Column("来源文件", Kind.TEXT, "填报文件；计算所得的没有"),
    Column("来源行", Kind.COUNT, "填报文件的行号"),
)

STATED, COMPUTED, FIXED = "填报", "计算", "表式规定"
FACTS = Table(
    "facts",
    "全部数字",
    "一个数字一行，填报的和计算的都有。没有填数的格子不成一行，见 report.json 的 blanks",
    (
        *_WHO,
        _OBJECT,
        Column("名称", Kind.TEXT, "数字在表上的名称"),
        Column("概念", Kind.TEXT, "说的是什么；没有口径和阶段的，同名称"),
        Column("口径", Kind.TEXT, "哪一种资金；与资金无关的没有"),
        Column("阶段", Kind.TEXT, "年初预算、全年预算、全年执行或决算；与资金无关的没有"),
        Column("事实年度", Kind.YEAR, "数字所说的年度，上年决算数比自评年度早一年"),
        Column("数值", Kind.NUMBER, "与填报的写法相同；计算的按表式规定的小数位"),
        Column("计量单位", Kind.TEXT, "数值的单位，没有单位的为空"),
        Column(
            "填报或计算",
            Kind.TEXT,
            "单位填写、由本站按公式算出，或表式写明",
            options=(STATED, COMPUTED, FIXED),
        ),
        Column("公式", Kind.TEXT, "计算的写明公式，中间步骤用分号隔开"),
        *_PLACE,
        Column("稳定编号", Kind.TEXT, "数字的出处在本站的地址，修订后不变"),
    ),
    ("稳定编号",),
)

INDICATORS = Table(
    "indicators",
    "指标和得分",
    "一个三级指标一行；预算执行率不是指标，见 reports.csv",
    (
        *_WHO,
        _OBJECT,
        _PAGE,
        Column("序号", Kind.COUNT, "指标在表上的次序"),
        Column("一级指标", Kind.TEXT, "如 产出指标"),
        Column("二级指标", Kind.TEXT, "如 数量指标"),
        Column("三级指标", Kind.TEXT, "指标的名称"),
        Column("年度指标值", Kind.NUMBER, "指标值是数的"),
        Column("年度指标值文字", Kind.TEXT, "指标值是文字的，如 达标"),
        Column("指标值单位", Kind.TEXT, "年度指标值的单位"),
        Column("实际完成值", Kind.NUMBER, "完成值是数的"),
        Column("实际完成值文字", Kind.TEXT, "完成值是文字的"),
        Column("完成值单位", Kind.TEXT, "实际完成值的单位"),
        Column("计分方法", Kind.TEXT, "单位写明的，或表式默认的"),
        Column("分值", Kind.NUMBER, "该指标的满分", POINT),
        Column("填报得分", Kind.NUMBER, "单位填写的得分", POINT),
        Column("计算得分", Kind.NUMBER, "按计分方法算出的得分", POINT),
        Column("扣分", Kind.NUMBER, "分值减去得分；得分先取填报的，没有填的取计算的", POINT),
        Column("偏差原因", Kind.TEXT, "单位写的原因和改进措施"),
        Column("佐证", Kind.TEXT, "数据来源或佐证材料"),
        Column("未计算的原因", Kind.TEXT, "没有计算得分的，写明为什么"),
        *_PLACE,
    ),
    ("页面地址", "序号"),
)

REPORTS = Table(
    "reports",
    "报告一览",
    "一份报告一行",
    (
        *_WHO,
        Column("单位性质", Kind.TEXT, "主管部门或所属单位，取自单位名录"),
        Column(
            "口径",
            Kind.TEXT,
            "汇总的含所属单位的数字；没有写明的，名录载明没有所属单位的是本级，其余为空",
        ),
        Column("标题", Kind.TEXT, "公开时的标题"),
        Column("表式", Kind.TEXT, "所用表式的代号"),
        Column("资料来源", Kind.TEXT, "单位填报，或转录自公开文件"),
        Column("年初预算数", Kind.NUMBER, "全部资金", WAN_YUAN),
        Column("全年预算数", Kind.NUMBER, "全部资金，调整以后", WAN_YUAN),
        Column("全年执行数", Kind.NUMBER, "全部资金", WAN_YUAN),
        Column("执行率", Kind.NUMBER, "填报的；没有填的，全年执行数 ÷ 全年预算数", PERCENT),
        Column("执行率得分", Kind.NUMBER, "填报的；没有填的取计算的", POINT),
        Column("得分", Kind.NUMBER, "总分，填报的；没有填的取计算的", POINT),
        Column("计算得分", Kind.NUMBER, "执行率得分与各指标得分之和", POINT),
        Column("等级", Kind.TEXT, "填报的；没有填的按表式的等级段"),
        Column("等级标准", Kind.TEXT, "表式的等级段；标准相同的，等级才能放在一起计数"),
        Column("指标数", Kind.COUNT, "部门整体支出的三级指标", "个"),
        Column("项目数", Kind.COUNT, "随报告公开的项目自评表", "个"),
        Column("错误", Kind.COUNT, "未作说明的错误；公开的报告没有", "处"),
        Column("提醒", Kind.COUNT, "未作说明的提醒", "处"),
        Column("说明", Kind.COUNT, "未作说明的说明级不符", "处"),
        Column("情况说明", Kind.COUNT, "单位已作情况说明的不符", "处"),
        Column("历史遗留", Kind.COUNT, "规则启用之前已经公开的不符", "处"),
        Column("无法核验", Kind.COUNT, "因缺少数据没有核对的事项，不算通过", "项"),
        Column("成文日期", Kind.DAY, "报告的成文日期"),
        Column("发布日期", Kind.DAY, "报告的发布日期"),
        Column("文号", Kind.TEXT, "报告的文号"),
    ),
    (REPORT,),
)

DUE, NOT_KNOWN_DUE = "是", "否或不明"
PUBLICATION = Table(
    "publication",
    "公开情况",
    "一个单位一个年度一行：有报告的，和单位名录里应公开的",
    (
        Column("地区", Kind.TEXT, "单位所在地区的名称"),
        Column("单位", Kind.TEXT, "单位名录里的名称，没有名录的按报告"),
        Column("单位编码", Kind.TEXT, "预算单位编码，是文字，不是数"),
        Column("年度", Kind.YEAR, "自评的年度"),
        Column("单位地址", Kind.TEXT, "单位在本站的地址；还没有任何报告的，是以后的地址"),
        Column(REPORT, Kind.TEXT, "报告页在本站的地址；没有报告的为空"),
        Column(
            "应公开",
            Kind.TEXT,
            "单位名录要求公开、并载有该年度批复日期的",
            options=(DUE, NOT_KNOWN_DUE),
        ),
        Column("批复日期", Kind.DAY, "报告写明的；没有写的取单位名录"),
        Column("公开期限", Kind.DAY, "批复之后二十日内的最后一日"),
        Column("发布日期", Kind.DAY, "报告写明的"),
        Column("状态", Kind.TEXT, "公开没有、是否按期；尚未公开的是否逾期，按核对之日"),
    ),
    ("单位地址", "年度"),
)

OPEN, EXPLAINED, LEGACY, UNCHECKED = "未作说明", "情况说明", "历史遗留", "无法核验"
FINDINGS = Table(
    "findings",
    "核对结果",
    "一处不符或一项无法核验一行；通过的不列",
    (
        *_WHO,
        Column("规则", Kind.TEXT, "规则代码"),
        Column("规则名称", Kind.TEXT, "查的是什么"),
        Column(
            "结果",
            Kind.TEXT,
            "不符而未作说明、已作情况说明、规则启用之前就有，或缺少数据没有核对",
            options=(OPEN, EXPLAINED, LEGACY, UNCHECKED),
        ),
        Column("级别", Kind.TEXT, "错误、提醒或说明；无法核验的没有"),
        Column("位置", Kind.TEXT, "不符之处的项名路径"),
        *_PLACE,
        Column("来源列", Kind.COUNT, "该行的第几个字"),
        Column("内容", Kind.TEXT, "哪里不符，或为什么无法核验"),
        Column("填报值", Kind.TEXT, "该处填写的内容"),
        Column("应为", Kind.TEXT, "按规则应是什么，能算出的才有"),
        Column("相差", Kind.TEXT, "两数之差，带单位"),
        Column("理由", Kind.TEXT, "情况说明的理由"),
        Column("岗位", Kind.TEXT, "作情况说明的岗位"),
        Column("截至", Kind.DAY, "情况说明的有效期"),
    ),
)

TABLES = (REPORTS, PUBLICATION, FACTS, INDICATORS, FINDINGS)


def _csv(table: Table) -> File:
    return File(table.file, "CSV", table.title)


REPORT_FILES = (
    _csv(FACTS),
    _csv(INDICATORS),
    File("report.json", "JSON", "整份报告，含来源、公式和核对结果"),
)
SITE_FILES = (*map(_csv, TABLES), File(PACKAGE, "JSON", "数据包说明"))
