"""Owns the ways in which a value can fail its grammar. Must not know which field it is."""

from __future__ import annotations

from enum import Enum


class FaultKind(Enum):
    """Code, name, title and remedy of a fault in the shape of the data."""

    MISSING = ("M001", "required-item-missing", "缺少必填项", "请补上这一项")
    UNKNOWN = ("M002", "unknown-item", "没有这一项", "请核对项名，只能用表式里的项名")
    SHAPE = (
        "M003",
        "wrong-shape",
        "写法的层次不对",
        "请按模板的缩进写；冒号要用半角“:”，后面空一格",
    )
    NUMBER = ("M004", "not-a-number", "不是可用的数字", "请只写数字，如 716.83")
    DATE = ("M005", "not-a-date", "不是可用的日期", "请写成 2025-03-15")
    CHOICE = ("M006", "not-among-choices", "不在可选的内容之中", "请从可选的内容里选一个")
    YEAR = ("M007", "not-a-year", "不是可用的年度", "请写四位年度，如 2024")
    ADDRESS = (
        "M008",
        "folder-name",
        "报告文件夹的名称不合规",
        "文件夹名只能用小写字母、数字和连字符，如 content/shili/jiaoyu/2024",
    )
    PROJECT_FILE = (
        "M013",
        "project-file-name",
        "项目表的文件名不合规",
        "文件名只能用小写字母、数字和连字符，如 projects/nongmao.yml；它就是网页的地址",
    )
    FILE_NAME = (
        "M014",
        "file-name-not-read",
        "这个文件名不会被读取",
        "文件名须是 report.yml、report.md 或 projects/ 里的 名称.yml，请改名",
    )
    FORM = ("M009", "unknown-form", "没有这个表式", "请写已有表式的名称，如 hunan-2024")
    LOCAL_RULE = ("M012", "local-rule-faulty", "地方规则写得不对", "请修改 rules.yml 的这一处")
    NARRATIVE = ("M010", "narrative-missing", "缺少报告正文", "请在同一文件夹放入 report.md")

    def __init__(self, code: str, slug: str, title: str, remedy: str) -> None:
        self.code = code
        self.slug = slug
        self.title = title
        self.remedy = remedy
