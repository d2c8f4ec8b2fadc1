"""Owns the pages on the site itself: what it is, who runs it, who can use it.

What is claimed of accessibility is what the tests check; what they do not is said as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pages.cells import dated
from generator.pages.environment import Draft, drafted
from generator.pages.page import Link, Page, Section

if TYPE_CHECKING:
    from datetime import date

    from generator.corpus import Portal
    from generator.imprint import Imprint

ABOUT = Link("about", "关于")
ACCESSIBILITY = Link("accessibility", "无障碍")

# Each of these is what tests in tests/test_browser.py check; tests/test_conventions.py holds
# them together.
TESTED = (
    "用 axe 检查每一种页面：宽屏、手机宽度、深色、大字，都没有发现问题。",
    "在 360 像素宽的手机上，页面不用左右滚动，用大字也不用；宽的表格在自己的框里滚动。",
    "只用键盘，按阅读的次序能到每个链接、按钮、可折叠和可滚动的部分，焦点看得见（抽查三种页面）。",
    "第一个链接跳过页眉，直达正文。",
    "不运行脚本，页面的文字完全相同；深浅色跟随系统。",
    "标题逐级，表格都有标题，表头都标明管行还是管列。",
    "打印的报告页只有公文的内容，长表在每张纸上重复表头，被切开的栏标“（续）”。",
)
NOT_TESTED = (
    "没有请人用读屏软件通读，也没有请残障人士试用。",
    "只在 Chromium 一种浏览器里测试。",
    "没有测试打印成的 PDF 和下载的文件能不能用读屏软件读。",
    "“大字”和“深色”两个按钮要运行脚本才出现。",
    "没有经第三方评测，不声明符合哪一项标准。",
)


def about_page(portal: Portal, today: date, imprint: Imprint) -> Draft:
    """What the site is, what it checks and what it does not, and who runs it."""
    page = Page(
        address=ABOUT.address,
        title="关于本站：核对什么，不核对什么",
        body="",
        description="本站核对数字之间是否一致；通过核对不等于数字真实。主办单位和联系方式。",
        kind="about",
        sections=(
            Section("site", "本站是什么"),
            Section("checked", "核对什么"),
            Section("not-checked", "不核对什么"),
            Section("results", "核对结果的五种说法"),
            Section("numbers", "怎么看数字"),
            Section("fidelity", "照原样刊出"),
            Section("owner", "谁办的，怎么联系"),
        ),
        trail=(Link("", "首页"), ABOUT),
        changed=today,  # it states the day of the check
    )
    return drafted(
        page,
        "about",
        day=dated(today),
        reports=len(portal.assessments),
        owners=imprint.owners,
    )


def accessibility_page(imprint: Imprint) -> Draft:
    """Who can use the site: what is tested, what is not, whom to tell."""
    page = Page(
        address=ACCESSIBILITY.address,
        title="无障碍声明",
        body="",
        description="本站的页面测试过哪些使用方式、哪些没有测试、遇到困难怎么办。",
        kind="accessibility",
        sections=(
            Section("tested", "测试过的"),
            Section("not-tested", "没有测试和已知的不足"),
            Section("tell", "遇到困难"),
        ),
        trail=(Link("", "首页"), ACCESSIBILITY),
    )
    return drafted(
        page,
        "accessibility",
        tested=TESTED,
        not_tested=NOT_TESTED,
        contact=imprint.contact,
    )
