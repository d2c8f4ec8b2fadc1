"""Owns what the owner of a site states about it under ``extra`` in mkdocs.yml.

Each value has one key, one Chinese word and one way to be written; messages, the page tags,
the foot of the pages and the READMEs use these. Must not know MkDocs or any page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = r"\S[^\n]*"
_ADDRESS = r"(?:https?://|mailto:)\S+|[^:\s]+"
_ICP = "https://beian.miit.gov.cn/"
_POLICE = "https://beian.mps.gov.cn/#/query/webSearch?code="
_LONGEST = 30  # of a wrong value, in a message


class Item(NamedTuple):
    """A value under ``extra``: its key, its word, an example and its pattern."""

    key: str
    word: str
    example: str
    pattern: str = _LINE


class FooterLink(NamedTuple):
    """A link at the foot of every page."""

    title: str
    url: str


def _stated(word: str, example: str, pattern: str = _LINE) -> Any:  # noqa: ANN401  as field() is
    return field(default="", metadata={"item": (word, example, pattern)})


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the owner stated; blank is what was not."""

    host: str = _stated("主办单位", "某县财政局")
    operator: str = _stated("承办单位", "某县财政局绩效管理股")
    contact: str = _stated("联系方式", "0700-0000000")
    support: str = _stated("技术支持", "某县大数据中心")
    site_domain: str = _stated("网站域名", "www.example.gov.cn", r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
    site_id_code: str = _stated("网站标识码", '"4300000000"', r"\d{10}|bm\d{8}")
    icp: str = _stated("ICP备案号", "湘ICP备00000000号-1", r"\w+备(?:案)?\d+号(?:-\d+)?")
    police_record: str = _stated(
        "公安备案号", "湘公网安备43000000000000号", r"\w公网安备\s?\d{14}号"
    )
    column_name: str = _stated("栏目名称", "绩效自评")
    column_description: str = _stated("栏目描述", "预算部门绩效自评的公开")
    column_keywords: str = _stated("栏目关键词", "绩效自评,预算绩效,信息公开")
    column_type: str = _stated("栏目类型", "政府信息公开")
    security_contact: str = _stated(
        "安全联系方式", "mailto:security@example.gov.cn", r"(?:mailto:|tel:|https://)\S+"
    )
    footer_links: tuple[FooterLink, ...] = ()

    @property
    def owners(self) -> tuple[tuple[str, str], ...]:
        """Word and text of who runs the site and how to reach them, as far as stated."""
        keys = ("host", "operator", "contact", "support")
        stated = ((item.word, getattr(self, item.key)) for item in ITEMS if item.key in keys)
        return tuple((word, text) for word, text in stated if text)

    @property
    def records(self) -> tuple[FooterLink, ...]:
        """The two registrations of a site, as far as stated, with where each can be looked up."""
        code = re.search(r"\d{14}", self.police_record)
        police = f"{_POLICE}{code[0]}" if code else ""
        stated = (FooterLink(self.icp, _ICP), FooterLink(self.police_record, police))
        return tuple(record for record in stated if record.title)


ITEMS = tuple(Item(f.name, *f.metadata["item"]) for f in fields(Imprint) if f.metadata)
FOOTER_LINKS = Item("footer_links", "页脚链接", "[{title: 网站地图, url: /sitemap.html}]")
LICENCE = Item("data_licence", "数据许可", "CC-BY-4.0")


def imprint(extra: Mapping[str, object]) -> tuple[Imprint, tuple[str, ...]]:
    """What ``extra`` states, and everything in it that cannot be used, each in one sentence."""
    faults = [
        *(fault for item in ITEMS for fault in _text_faults(item, extra.get(item.key))),
        *_links_faults(extra.get(FOOTER_LINKS.key)),
        *_licence_faults(extra.get(LICENCE.key)),
    ]
    if faults:
        return Imprint(), tuple(faults)
    texts = {item.key: str(extra.get(item.key) or "").strip() for item in ITEMS}
    return replace(Imprint(), **texts, footer_links=_links(extra.get(FOOTER_LINKS.key))), ()


def _text_faults(item: Item, value: object) -> Iterator[str]:
    if value is None:
        return
    if not isinstance(value, str):
        yield _fault(item, f"应是一段文字，现为{_kind(value)}")
    elif value.strip() and not re.fullmatch(item.pattern, value.strip()):
        yield _fault(item, f"“{_shortened(value)}”的写法不对")


def _links(value: object) -> tuple[FooterLink, ...]:
    links = value if isinstance(value, Sequence) else ()
    return tuple(FooterLink(link["title"], link["url"]) for link in links)


def _links_faults(value: object) -> Iterator[str]:
    if value is None:
        return
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield _fault(FOOTER_LINKS, f"应是若干链接，现为{_kind(value)}")
    elif not all(map(_is_link, value)):
        yield _fault(FOOTER_LINKS, "每个链接应有 title 和 url 两项文字")


def _is_link(value: object) -> bool:
    if not isinstance(value, Mapping) or set(value) != {"title", "url"}:
        return False
    title, url = value["title"], value["url"]
    return _fits(_LINE, title) and _fits(_ADDRESS, url)


def _licence_faults(value: object) -> Iterator[str]:
    """A name, or a mapping with one."""
    if isinstance(value, Mapping):
        known = {"name": _LINE, "title": _LINE, "path": r"https?://\S+"}
        usable = all(key in known and _fits(known[key], text) for key, text in value.items())
        if not usable or "name" not in value:
            yield _fault(LICENCE, "只能有 name、title、path 三项文字，name 必填，path 是网址")
    else:
        yield from _text_faults(LICENCE, value)


def _fits(pattern: str, value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(pattern, value))


def _fault(item: Item, what: str) -> str:
    return f"extra.{item.key}（{item.word}）{what}；请写成 {item.key}: {item.example}"


_KINDS = (
    (bool, "是或否"),
    (int | float, "数"),
    (date, "日期"),
    (Mapping, "若干“项: 值”"),
    (Sequence, "列表"),
)


def _kind(value: object) -> str:
    """What YAML took the value for; a text in quotes stays one."""
    if isinstance(value, str):
        return f"文字“{_shortened(value)}”"
    name = next((word for kind, word in _KINDS if isinstance(value, kind)), "别的内容")
    plain = isinstance(value, int | float | date)
    return f"{name} {value}，要加引号" if plain else name


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
