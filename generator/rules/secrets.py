"""Rules about what must never be published: numbers of people, passwords, inner addresses.

Where it stands was found when the files were read; the rules say why it must go. What stands
there comes masked, so that no message can tell it. Must not see the secret itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.findings import Severity
from generator.model.reading import Words
from generator.narrative.sensitive import Kind
from generator.rules.core import Answers, Case, CorpusCase, Fault, Stage, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.narrative.sensitive import Leak

_PRIVACY = "公开之前须删去个人隐私（政府信息公开条例，条款待核实）"
_SAFETY = "公开之前须经保密审查，系统的地址、账号和口令不得公开（国办发〔2017〕47号，条款待核实）"
_SEEN = "已经推送到公共代码库的，等于已经泄露"


def _faults(case: Case, hint: str, *kinds: Kind) -> Iterator[Fault]:
    for leak in case.leaks:
        if leak.kind in kinds:
            yield _fault(leak, hint)


def _fault(leak: Leak, hint: str) -> Fault:
    spot = Words(leak.kind.word, leak.shown, leak.span)
    shown = f"“{leak.shown}”" if leak.shown.strip("*") else "（已遮蔽）"
    return Fault(spot, f"这里有{leak.kind.word}{shown}", hint=hint)


@rule("Z001", basis=_PRIVACY, waivable=False)
def identity_number_would_be_published(case: Case) -> Answers:
    """含有身份证号。

    ## 为什么
    身份证号是个人隐私，公开的报告、数据和下载文件里都不能有。按国家标准的校验码识别；
    写明是身份证号的，校验码不对也算。
    ## 反例
        正文: |
          # 报告

          受助人11010519491231002X已领取补助。
    ## 正例
        正文: |
          # 报告

          受助人11*************02X已领取补助。
    ## 边界
        正文: |
          # 报告

          项目代码为110105194912310021。
    """
    yield from _faults(case, "删去；名单确需公开的，按规定遮蔽", Kind.IDENTITY)


@rule("Z002", basis=_SAFETY, waivable=False)
def password_would_be_published(case: Case) -> Answers:
    """含有口令。

    ## 为什么
    系统的口令一经公开，谁都可以登录。删去还不够，口令要改掉。
    ## 反例
        正文: |
          # 报告

          填报系统的默认密码：Xx000000#
    ## 正例
        正文: |
          # 报告

          填报系统的口令由各单位自行设置，密码：********
    ## 边界
        正文: |
          # 报告

          开展商用密码GB/T 39786-2021测评，密码2024年12月更换，口令1人1设。
    """
    yield from _faults(case, f"删去，并立即更改口令；{_SEEN}", Kind.PASSWORD)


@rule("Z003", basis=_PRIVACY)
def mobile_number_would_be_published(case: Case) -> Answers:
    """含有手机号。

    ## 为什么
    手机号是个人信息。便于公众联系的，写办公电话或12345热线；
    确需公开本单位值班手机的，由审核岗作情况说明，原值写遮蔽后的号码。
    ## 反例
        正文: |
          # 报告

          联系电话：13800138000。
    ## 正例
        正文: |
          # 报告

          联系电话：0739-1234567，热线12345。
    ## 边界
        正文: |
          # 报告

          全县旅游综合收入13800138000元，项目编号13800138000。
    """
    yield from _faults(case, "改为办公电话，或删去", Kind.MOBILE)


@rule("Z004", basis=_PRIVACY)
def bank_account_would_be_published(case: Case) -> Answers:
    """含有银行账号。

    ## 为什么
    个人的卡号是隐私，单位的账号会被人冒用。写明是账号的，或按校验码是银行卡号的，都算。
    ## 反例
        正文: |
          # 报告

          补助退回账号：430012345678。
    ## 正例
        正文: |
          # 报告

          补助退回财政专户，账号见通知。
    ## 边界
        正文: |
          # 报告

          凭证6222020200112230001已归档，账户余额430012345678元。
    """
    yield from _faults(case, "删去；账号由经办人另行告知", Kind.BANK)


@rule("Z005", basis=_SAFETY, waivable=False)
def inner_address_would_be_published(case: Case) -> Answers:
    """含有内网地址。

    ## 为什么
    内网的地址和端口告诉别人系统在哪里。公众打不开，也不需要它。
    ## 反例
        正文: |
          # 报告

          数据取自http://172.31.255.255/demo/。
    ## 正例
        正文: |
          # 报告

          数据取自https://www.example.gov.cn:8443/demo/。
    ## 边界
        正文: |
          # 报告

          数据取自172.32.0.0，系统版本V10.1.1.2。
    """
    yield from _faults(case, "删去地址，写系统的名称即可", Kind.INTRANET)


@rule("Z006", basis=_SAFETY)
def login_could_be_guessed(case: Case) -> Answers:
    """写明了账号或口令的规则。

    ## 为什么
    “账号为手机号，密码为身份证后六位”，知道号码的人就能登录。
    ## 反例
        正文: |
          # 报告

          填报系统的登录账号：手机号码。
    ## 正例
        正文: |
          # 报告

          填报系统的登录账号由财政局分配。
    ## 边界
        正文: |
          # 报告

          登录账号：见通知，手机号码不公开。
    """
    yield from _faults(case, "删去这一句，并更改以此设置的账号和口令", Kind.LOGIN)


@rule("Z007", severity=Severity.WARNING, basis=_SAFETY)
def manual_would_be_published(case: Case) -> Answers:
    """像是内部系统的操作说明。

    ## 为什么
    操作说明是发给填报人的内部资料，常作为附件随通知下发，又被一起公开。
    一节里有三处以上点击、勾选、菜单之类的话，就会提示。
    ## 反例
        正文: |
          # 填报说明

          推荐使用谷歌浏览器。勾选任务之后，点击右上角的填报。
    ## 正例
        正文: |
          # 报告

          全年网站点击量12万次，开展菜单式培训3场。
    ## 边界
        正文: |
          # 报告

          为老年人把网站的按钮放大，支持各种浏览器。
    """
    yield from _faults(case, "核对这一部分是不是内部资料；是的，整节删去", Kind.MANUAL)


@rule("Z008", basis=_SAFETY, waivable=False)
def mark_of_secrecy(case: Case) -> Answers:
    """含有密级或内部资料标志。

    ## 为什么
    标了密级、写了“此件不公开”的文件不能公开；标错的，先由定密的机关更正。
    ## 反例
        正文: |
          # 报告

          机密★1年
    ## 正例
        正文: |
          # 报告

          开展保守国家秘密教育，更换机密文件柜2个。
    ## 边界
        正文: |
          # 报告

          密级：无。制定内部使用管理办法，遵守“秘密”“机密”文件的规定。
    """
    yield from _faults(case, "停止公开，请保密审查人员核对", Kind.SECRECY)


@rule("Z009", severity=Severity.WARNING, basis=_PRIVACY)
def persons_would_be_told_of(case: Case) -> Answers:
    """写出了个人的姓名和情况。

    ## 为什么
    谁生了病、谁领了救助，是个人隐私；报告只需要人数和金额。
    ## 反例
        正文: |
          # 报告

          全年救助大病患者3人，其中张某某（男，62岁）2万元。
    ## 正例
        正文: |
          # 报告

          全年救助大病患者3人，共6万元。
    ## 边界
        正文: |
          # 报告

          改造公共厕所（男，女各2间），姓名、病种等个人信息不公开。
    """
    yield from _faults(case, "改为人数和金额；依法公开的名单另行发布", Kind.PERSON, Kind.ROLL)


@rule("Z010", severity=Severity.WARNING, basis=_PRIVACY)
def contact_person_would_be_named(case: Case) -> Answers:
    """写出了联系人的姓名和电话。

    ## 为什么
    封面上的联系人是给收件单位看的；公开时写科室和办公电话，人员变动也不用改。
    ## 反例
        正文: |
          # 报告

          联系人：张某某，电话0739-1234567。
    ## 正例
        正文: |
          # 报告

          联系电话0739-1234567。
    ## 边界
        正文: |
          # 报告

          联系人：办公室，电话0739-1234567。
    """
    yield from _faults(case, "姓名改为科室", Kind.CONTACT)


@rule("Z011", severity=Severity.WARNING, basis=_SAFETY)
def path_of_a_computer(case: Case) -> Answers:
    r"""含有电脑里的路径。

    ## 为什么
    路径里常有人名和服务器名，别人也打不开；多半是粘贴时带进来的。
    ## 反例
        正文: |
          # 报告

          数据见D:\绩效\张某某\自评.docx。
    ## 正例
        正文: |
          # 报告

          数据见附件2。
    ## 边界
        正文: |
          # 报告

          数据见data/自评.csv，比例1:2。
    """
    yield from _faults(case, "改为附件的名称", Kind.PATH)


@rule("Z012", severity=Severity.WARNING, basis=_PRIVACY)
def private_mail_would_be_published(case: Case) -> Answers:
    """含有个人邮箱。

    ## 为什么
    公共邮箱服务的地址多是个人的，账号里常有姓名和手机号；单位应公开政务邮箱。
    ## 反例
        正文: |
          # 报告

          意见请发送至example@163.com。
    ## 正例
        正文: |
          # 报告

          意见请发送至example@example.gov.cn。
    ## 边界
        正文: |
          # 报告

          意见请发送至qq.com@example.gov.cn。
    """
    yield from _faults(case, "改为单位的政务邮箱", Kind.MAIL)


@rule("Z013", stage=Stage.CORPUS, basis=_SAFETY, waivable=False)
def file_of_a_region_tells_secrets(case: CorpusCase) -> Answers:
    """地区的文件含有敏感信息。

    ## 为什么
    单位名录、地方规则和历史遗留清单同样公开，也不能有口令、号码和内网地址。
    报告里的见 Z001 至 Z012。
    ## 反例
        名录: {说明: 名录由办公室维护，13800138000}
        shili/swj/2024: {年度: 2024}
    ## 正例
        名录: {说明: 名录由办公室维护，0739-1234567}
        shili/swj/2024: {年度: 2024}
    ## 边界
        名录: {说明: 名录由办公室维护，138****8000}
        shili/swj/2024: {年度: 2024}
    """
    for leak in case.leaks:
        yield _fault(leak, "删去；是口令的，同时更改口令")
