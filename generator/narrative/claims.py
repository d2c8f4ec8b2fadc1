"""Owns the table of claims: words of a report, and the words, cells or indicators against them.

Data only, in regular expressions for one sentence and in the report's own concepts. Must not
know how a claim is looked for, nor how much a contradiction weighs.

A class of several Chinese characters takes long to compile, so gaps are ``.`` or ``[^，]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.figures import Cell
    from generator.model.report import Report


class Claim(NamedTuple):
    """``words`` claim something; ``against`` is what must not stand beside them."""

    words: str
    against: str
    hint: str


_MISUSE = "占用|挪用|挤占|截留"
_PAYING = "拨款|拨付|付款|支付|支出|兑付|资金到位"
_LATE = "不(?:够)?及时|滞后|延迟|迟缓|拖延|逾期"
# 付款及时，不存在拨付不及时 speaks of two payments.
_PAID_LATE = rf"(?:{_PAYING})(?:(?!及时).){{0,12}}?(?:{_LATE})"
_NOT_ESTABLISHED = "(?:没有|没|未)(?:经过?)?立项"

# One sentence must not say both.
IN_ONE_SENTENCE = (
    Claim("专款专用|专项使用|专账管理", _MISUSE, "只有一种说法合乎事实：核对资金使用，改写这一句"),
)

# What a text admits, and the indicators whose full marks it takes away.
AGAINST_INDICATORS = (
    Claim(
        rf"时有(?:{_MISUSE})|存在[^，]{{0,8}}(?:{_MISUSE})|被(?:{_MISUSE})",
        "正确|合规|专款|规范",
        "核对资金使用：确有占用的，指标不能得满分；没有占用的，改写正文",
    ),
    Claim(
        _PAID_LATE,
        rf"(?:{_PAYING}|资金).*(?:及时|按时|按期)",
        "核对付款进度：确有不及时的，指标不能得满分；都及时的，改写正文",
    ),
    Claim(
        "(?:完工|竣工|项目进度|工期).{0,12}?(?:滞后|延迟|延误|逾期)",
        "(?:完工|竣工|项目完成|进度).*(?:及时|按时|按期)",
        "核对完工时间：确有延误的，指标不能得满分；都按期的，改写正文",
    ),
)

# Two sentences of one report must not say both.
IN_ONE_REPORT = (
    Claim(
        "与(?:项目|预算)?批复[^，]{0,6}(?:相符|一致)|按照?批复(?:的内容)?(?:实施|执行)",
        _NOT_ESTABLISHED,
        "没有立项的项目谈不上与批复相符：核对立项手续，改写其中一处",
    ),
    Claim(
        rf"及时(?:付款|支付|拨付|拨款|兑付)|(?:{_PAYING})(?:均|都)?及时",
        _PAID_LATE,
        "两处说法相反：核对付款进度，改写其中一处",
    ),
)

# The same, where a reader may still see a way out.
HARDLY_TOGETHER = (
    Claim(
        "目标(?:设定|设置|编制)[^，]{0,6}(?:规范|合理|科学|明确)",
        rf"{_NOT_ESTABLISHED}|(?:没有|缺乏|缺少|缺泛)前瞻性",
        "没有立项、缺乏前瞻性，目标从何而来：写明目标怎样设定，或改写这一处",
    ),
)

# Everything reached, although indicators were missed.
_ALL = r"全部|全面|圆满|100\s*[%％]|百分之百"
ALL_REACHED = (
    rf"(?:目标|指标|任务)[^，]{{0,8}}?(?:{_ALL}|均|都)(?:已|按期|按时)*"
    "(?:完成|实现|达成|达标|达到)"
    rf"|(?:{_ALL})(?:完成|实现|达成)[^，]{{0,10}}?(?:目标|指标|任务)"
)

# Spending was kept strictly; and, stronger, it stayed inside the budget.
STRICT = (
    "严格(?:执行|按照?|遵守|控制在)[^，]{0,6}预算(?!法)|严格控制[^，]{0,8}(?:支出|开支)"
    "|超预算.{0,24}不予支出"
)
WITHIN = (
    "(?:未|没有|不)(?:出现|发生|存在)?超(?:出)?预算|(?:没有|无|未|杜绝)(?:出现|发生)?超支"
    "|控制在[^，]{0,12}预算[^，]{0,14}(?:以内|之内|范围内)"
)

# All projects were carried out as approved.
AS_APPROVED = (
    "(?:所有|全部|各个?)项目[^，]{0,6}(?:均|都|全部)[^，]{0,4}"
    "(?:批复|预算|下达)[^，]{0,8}(?:相符|一致)"
)

# Paying is slow, in words that name a problem or ask for more speed.
SLOW_PAYMENT = (
    "(?:拨付|支付|付款|拨款).{0,20}(?:繁琐|繁杂|级级审批|层层审批|缓慢|较慢|偏慢|不及时)"
    "|加快[^，]{0,12}(?:拨付|支付|付款)[^，]{0,4}进度"
)
TIMELY = "(?:支出|支付|拨付|付款|拨款|资金).*(?:及时|按时|按期)"

# Everybody is content or informed.
_WHOLLY = r"[^，]{0,6}(?:100\s*[%％]|百分之百)"
ALL_CONTENT = (
    rf"满意[率度]*{_WHOLLY}|知晓率{_WHOLLY}|满意[率度]*(?:都|均)?很高"
    "|(?:大家|人人|全部|均|都)(?:都|均)?(?:知晓|满意)(?!率|度|程度)"
)
SURVEYED = "问卷|调查|调研|访谈|走访|抽样|抽查|回访|测评|座谈|电话"

UP = ("增长", "增加", "上升", "提高", "上涨")
DOWN = ("下降", "减少", "降低", "压减", "回落", "节约")
COMPARED = rf"(?:[比较](?:上年|去年)(?:度|同期)?|同比)[^，]{{0,3}}?(?:{'|'.join(UP + DOWN)})"


class Denial(NamedTuple):
    """What one of ``phrases`` names is said not to exist; ``cell`` would hold its amount."""

    phrases: str
    cell: Callable[[Report], Cell]


# Of kinds of money, which the bound amounts of a text speak of, another family takes care.
# 没有政府采购违规行为 denies the breach, not the purchase.
OF_IT = "违规|违纪|超标|超预算|问题|投诉|行为|现象"
DENIALS = (
    Denial("因公出国|公出国|出国", lambda report: report.base.spending.three_public.abroad.final),
    Denial(
        "公车购置|公务用车购置",
        lambda report: report.base.spending.three_public.vehicles.purchase.final,
    ),
    Denial("公务接待", lambda report: report.base.spending.three_public.reception.final),
    Denial("政府采购", lambda report: report.base.spending.procurement.final),
    Denial(
        "运行维护经费|运行维护支出", lambda report: report.base.spending.project.maintenance.final
    ),
)


class Promise(NamedTuple):
    """A word of a title, and the words of which its text must have one."""

    title: str
    words: str


_MONTH = "|".join(f"{digit}月" for digit in range(10))
PROMISES = (
    Promise("应用", "应用|运用|依据|挂钩|用于|参考|整改|案例|列为|列入|纳入|通报|重新下达"),
    Promise("公开", "公开|公示|公布|公告|张贴|网站|平台|媒体|通报"),
    Promise("时间及方式", f"{_MONTH}|现场|座谈|问卷|核查|会同|自查|实地|书面|抽查|访谈"),
)

# Matters that, named at the head of a problem, want a measure.
TOPICS = ("资产", "采购", "合同", "档案", "债务", "存货", "内控")
