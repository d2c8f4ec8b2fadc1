"""Owns the shapes of what must not be published: each function finds the places of one kind.

Texts come narrow: full-width digits and signs are ASCII, each character in its place. Nothing is
compiled before a function is called. Must not know what is done about a place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.narrative.phrases import HAN, ends, says

if TYPE_CHECKING:
    from collections.abc import Iterator

    Places = Iterator[tuple[int, int]]

_ALONE = r"(?<![0-9A-Za-z.])"  # what stands before a number that is no part of another
_ENDED = r"(?![0-9A-Za-z]|\.\d)"
_MONEY = r"(?!\s*(?:元|万|亿|%))"
_NEAR = 20


def _before(text: str, at: int) -> str:
    """What stands right before a place, in its line."""
    return text[max(at - _NEAR, 0) : at].rpartition("\n")[2]


@lru_cache(maxsize=1)
def has_number(text: str) -> bool:
    """Whether enough digits stand in a row for a telephone, an identity or an account."""
    return bool(re.search(r"\d[\d .-]{10}", text)) or _is_spoken(text)


# Numbers in words, one word for each digit.
_SPOKEN = "[零〇○一二三四五六七八九]"
_BEGIN = "一三|一四|一五|一六|一七|一八|一九|二〇|二零|二○"


def _is_spoken(text: str) -> bool:
    """Whether a telephone or a year of birth may stand in words."""
    return bool(says(text, _BEGIN)) and bool(re.search(f"{_SPOKEN}{{11}}", text))


_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def _is_identity(number: str) -> bool:
    """Whether the last character is the check of the others (GB 11643, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def identities(text: str) -> Places:
    """Numbers of identity cards: with a right check digit, or called so."""
    day = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    born = rf"(?:(?:19|20)\d\d{day}[ -]?\d{{3}}[\dXx]|\d\d{day}\d{{3}})"
    shape = rf"{_ALONE}[1-9]\d{{5}}[ -]?{born}{_ENDED}"
    for match in re.finditer(shape, text):
        number = re.sub("[ -]", "", match[0])
        called = says(_before(text, match.start()), "身份证|证件")
        if called or (len(number) == len(_WEIGHTS) + 1 and _is_identity(number)):
            yield match.span()
    spoken = rf"(?<!{_SPOKEN}){_SPOKEN}{{17}}(?:{_SPOKEN}|[Xx])"
    for match in re.finditer(spoken, text) if _is_spoken(text) else ():
        if _is_identity(match[0].translate(_DIGITS)):
            yield match.span()


def _is_card(number: str) -> bool:
    """Whether it is the number of a UnionPay card: 62, 16 to 19 digits, and the check of Luhn."""
    doubled = [int(digit) * (1 + n % 2) for n, digit in enumerate(reversed(number))]
    return (
        number.startswith("62")
        and len(number) in range(16, 20)
        and sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0
    )


def accounts(text: str) -> Places:
    """Numbers of bank accounts: called so, or those of cards with a right check digit."""
    for match in re.finditer(rf"{_ALONE}\d(?:[ -]?\d){{11,24}}{_ENDED}{_MONEY}", text):
        called = says(_before(text, match.start()), "账号|帐号|账户|帐户|卡号|开户")
        if called or _is_card(re.sub("[ -]", "", match[0])):
            yield match.span()


def mobiles(text: str) -> Places:
    """Numbers of mobile phones; landlines, 400 and 12345 are there to be called."""
    number = r"1[3-9]\d(?:[ -]?\d{4}[ -]?|\.\d{4}\.)\d{4}"
    for match in re.finditer(rf"{_ALONE}(?:\+?86[ -]?)?{number}{_ENDED}{_MONEY}", text):
        if not says(_before(text, match.start())[-8:], "编码|代码|编号|单号|索引号|文号|批次"):
            yield match.span()
    spoken = rf"(?<!{_SPOKEN}){_SPOKEN}{{11}}(?!{_SPOKEN})"
    for match in re.finditer(spoken, text) if _is_spoken(text) else ():
        if re.fullmatch(r"1[3-9]\d+", match[0].translate(_DIGITS)):
            yield match.span()


_TOLD = (
    r"(?:默认|初始|统一|登录|均|都|设置|设定|设|修改|更改|改|重置|一律|为|是|成|即"
    r"|的|(?i:base64|md5|sha\d*)(?:编码|值)?|密文|[:=\s\"'“”‘’`*(\[<,])*"
)
_PUBLIC = r"20\d\d(?:[-/.]\d{1,2})*|(?:GB|GM|GA|ISO|YD|https?|www\.)\S*|\{.*|[-*xX_.#…]+"
_LEAST = 4
_COUNTED = tuple("位个次条项份人户名天日年月万元亿号页章%")


def passwords(text: str) -> Places:
    """What follows 密码 as its value; demands on passwords and standards are none."""
    word = r"(?:密码|密碼|密钥|密鑰|口令|(?i:pass(?:word|wd)|(?<![a-z])pwd))"
    for match in re.finditer(rf"{word}{_TOLD}([!-+\--:<-~]{{{_LEAST},}})", text):
        token = match[1].rstrip(".:()[]{}<>\"'`|")
        end = match.start(1) + len(token)
        counted = token.isdigit() and text.startswith(_COUNTED, end)
        telling = len(token) >= _LEAST and not token.isalpha() and not counted
        if telling and not re.fullmatch(_PUBLIC, token):
            yield match.start(1), end
    yield from _quoted(text, word)
    yield from _beside_accounts(text)
    for match in re.finditer(r"://([^/\s:@]+:([^/\s@]+))@", text):
        yield match.span(2 if len(match[2]) >= _LEAST else 1)
    yield from _columns(text)


def _quoted(text: str, word: str) -> Places:
    """A value in quotes that has letters of any kind; a demand such as “不少于8位” is none."""
    for match in re.finditer(rf"{word}{_TOLD}(?<=[“\"])([^“”\"\n]{{{_LEAST},32}})[”\"]", text):
        demand = says(match[1], "位|个|字符|不少于|至少|大写|小写|字母")
        if re.search(r"\d", match[1]) and not demand:
            yield match.span(1)


def _beside_accounts(text: str) -> Places:
    """What stands behind an account and a stroke: letters and digits, as passwords have them."""
    account = r"(?:账号|帐号|用户名)[:为是\s]*[A-Za-z][\w.@-]*"
    for match in re.finditer(rf"{account}\s*[/|]\s*([!-~]{{6,}})", text):
        if re.search(r"\d", match[1]) and re.search("[A-Za-z]", match[1]):
            yield match.span(1)


def _columns(text: str) -> Places:
    """The cells of a table under a heading such as 初始密码."""
    heading = r"^((?:\|.*)?)\|\s*(?:登录|初始|默认|系统)?(?:密码|口令)\s*\|.*\n((?:\|.*(?:\n|$))*)"
    for match in re.finditer(heading, text, re.MULTILINE):
        before, at = match[1].count("|"), match.start(2)
        for line in match[2].split("\n"):
            cell = re.match(rf"(?:\|[^|]*){{{before}}}\|\s*([^|]*[^|\s-])\s*\|", line)
            if cell:
                yield at + cell.start(1), at + cell.end(1)
            at += len(line) + 1


def has_address(text: str) -> bool:
    """Whether a link or four numbers with points between them stand in ``text``."""
    point = r"[.。\uff0e]\d"
    said = says(text, "://|localhost|fe80:|FE80:")
    return bool(said or re.search(rf"{point}+{point}+{point}|(?i:f[cd][0-9a-f]{{2}}:)", text))


# The rest of an address: no brackets, commas or quotes, which stand around it.
_REST = r"(?:(?![()<>,;\"'])[!-~])*"
_INSIDE = (".local", ".lan", ".intra", ".intranet", ".internal", ".corp")


def addresses(text: str) -> Places:
    """Links and addresses that only a network of its own knows; 10.1.1.2 may number a clause."""
    for match in re.finditer(rf"(?:https?|ftp)://([A-Za-z0-9.-]+){_REST}", text):
        host = match[1].lower()
        if "." not in host or host.endswith(_INSIDE) or not host.strip("0123456789."):
            yield match.span()
    for match in re.finditer(
        r"(?i)(?<![0-9a-z:])(?:f[cd][0-9a-f]{2}|fe80):[0-9a-f:]*:[0-9a-f]+", text
    ):
        yield match.span()
    shape = rf"{_ALONE}(\d{{1,3}}(?:[.。]\d{{1,3}}){{3}}){_ENDED}{_REST}"
    for match in re.finditer(shape, text):
        numbered = not _before(text, match.start()).strip(" #") and not re.search("[:/]", match[0])
        if _is_inside(match[1].replace("。", ".")) and not numbered:
            yield match.span()


def _is_inside(address: str) -> bool:
    """Whether a network of its own has the address, not the internet."""
    import ipaddress  # noqa: PLC0415  only when something looks like an address

    try:
        return not ipaddress.ip_address(address).is_global
    except ValueError:
        return False


def logins(text: str) -> Places:
    """Rules by which an account or password can be guessed."""
    account = "(?:账号|帐号|用户名|密码|口令)"
    meant = "(?:手机号|电话号码|身份证|工号)"
    return _matches(rf"{account}[^。;,\n]{{0,6}}(?:为|是|即|用|:)[^。;,\n]{{0,8}}{meant}", text)


_OPERATING = (
    "浏览器|下拉|按钮|弹出|弹窗|勾选|对话框|输入框|右上角|右下角|左上角|菜单栏|查询菜单|的菜单|登录说明"
    "|登录界面|登录页面|登录系统|点击“|点击【|点击右|点击左|点击保存|点击修改|双击|单击|鼠标"
)
_ENOUGH = 3


def manuals(text: str) -> Places:
    """Where each part of a text, from one heading to the next, begins to explain a system."""
    at = 0
    for part in re.split(r"(?<=\n)(?=#)", text):
        starts = [part.find(cue) for cue in _OPERATING.split("|") if cue in part]
        if len(starts) >= _ENOUGH:
            start = part.rfind("\n", 0, min(starts)) + 1
            end = part.find("\n", start)
            yield at + start, at + (end if end >= 0 else len(part))
        at += len(part)


_TOP = 200  # a level of secrecy alone in a line counts at the top of a document only


def marks(text: str) -> Places:
    """Marks of secrecy; the bare words 秘密 and 内部 are none."""
    level = "(?:绝密|机密|秘密)"
    yield from _matches(
        rf"{level}\s*[★☆]|密级\s*:\s*(?:{level}|内部)|此件不公开|[【\[(]内部(?:使用|资料)[】\])]"
        r"|内部资料[,、\s]*(?:注意保存|严禁外传|不得外传|请勿外传)",
        text,
    )
    yield from _matches(rf"(?m)^[ #]*{level} *$", text[:_TOP])


def persons(text: str) -> Places:
    """Names of people, with sex and age, people or illness behind them."""
    told = rf"\((?:男|女),\s*(?:\d|{HAN}{{1,3}}族|患|因)"
    for match in re.finditer(rf"({HAN}{{2,3}}){told}", text):
        yield match.span(1)


_PRIVATE = "身份证|病种|病情|诊断|残疾|低保|特困|救助|住址|银行卡|手机|电话"


def rolls(text: str) -> Places:
    """Tables of people: a column of names beside one that is private."""
    for match in re.finditer(r"(?m)^\|.*$", text):
        name = re.search(r"\|\s*(姓名)\s*\|", match[0])
        if name and says(match[0], _PRIVATE):
            yield match.start() + name.start(1), match.start() + name.end(1)


# So many blanks at most: three runs of any length in a row would be tried in all divisions.
_GAP = r"[\s,、;(]{0,20}"
_OFFICES = "室|股|科|处|局|部|岗|办|组|站|员"


def contacts(text: str) -> Places:
    """Names of persons to be called; an office is none."""
    shape = (
        rf"联系人[: ]\s*({HAN}{{2,3}}){_GAP}(?:联系|办公)?(?:电话|手机|方式)?{_GAP}:?{_GAP}[\d(]"
    )
    for match in re.finditer(shape, text):
        name = match[1].removesuffix("电话")
        if not ends(name, _OFFICES) and len(name) > 1:
            yield match.start(1), match.start(1) + len(name)


def paths(text: str) -> Places:
    """Paths on the computer of whoever wrote the text."""
    return _matches(
        r"(?<![A-Za-z])[A-Za-z]:\\[^\s,。;)]+|(?<!\\)\\\\[\w.-]+\\[^\s,。;)]+|file://[^\s,。;)]+"
        r"|(?<![0-9A-Za-z.])/(?:Users|home)/[^\s,。;)]+",
        text,
    )


_PRIVATE_MAIL = r"(?:qq|163|126|139|189|sina|sohu|gmail|outlook|hotmail|foxmail|yeah|icloud|aliyun)"


def mails(text: str) -> Places:
    """Addresses at services where anybody may have one."""
    host = rf"(?:[\w-]+\.)?{_PRIVATE_MAIL}\.(?:com|cn|net)"
    return _matches(rf"(?i)(?<![a-z0-9.])[a-z0-9._%+-]{{1,64}}@{host}(?![\w.-])", text)


def _matches(shape: str, text: str) -> Places:
    return (match.span() for match in re.finditer(shape, text))
