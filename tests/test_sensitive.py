"""What must not be published is recognised in any text, and nothing else is."""

from __future__ import annotations

import pytest

from generator.narrative.sensitive import Kind, hidden, masked, secrets

# The number that GB 11643 gives as its example, and one of a card with the check of Luhn.
IDENTITY, CARD, MOBILE = "11010519491231002X", "6222020200112230004", "13800138000"


def found(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, one.raw) for one in secrets(text)]


@pytest.mark.parametrize(
    ("kind", "text", "raw"),
    [
        (Kind.IDENTITY, f"申报人{IDENTITY}已审核。", IDENTITY),
        (Kind.IDENTITY, "申报人110105 19491231 002x，", "110105 19491231 002x"),
        (
            Kind.IDENTITY,
            "１１０１０５１９４９１２３１００２Ｘ",
            "１１０１０５１９４９１２３１００２Ｘ",
        ),
        (Kind.IDENTITY, "身份证号：110105194912310021", "110105194912310021"),
        (Kind.IDENTITY, "身份证（旧）110105491231002", "110105491231002"),
        (Kind.PASSWORD, "默认密码：Xx000000#。", "Xx000000#"),
        (Kind.PASSWORD, "初始密码统一设为 123456，", "123456"),
        (Kind.PASSWORD, "口令为“Abc@2024”。", "Abc@2024"),
        (Kind.PASSWORD, "password: hunter22", "hunter22"),
        (Kind.PASSWORD, "PWD=a1b2c3", "a1b2c3"),
        (Kind.PASSWORD, "密码:\nAbc12345", "Abc12345"),
        (Kind.PASSWORD, "| 姓 | 初始密码 |\n| --- | --- |\n| 甲 | 甲乙丙丁 |", "甲乙丙丁"),
        (Kind.PASSWORD, "|密码|用户|\n|abc|甲|\n正文", "abc"),
        (Kind.PASSWORD, "见https://swj:s3cret@example.gov.cn/a", "s3cret"),
        (Kind.BANK, f"退至{CARD}。", CARD),
        (Kind.BANK, "退至6222 0202 0011 2230 004。", "6222 0202 0011 2230 004"),
        (Kind.BANK, "开户行账号：430012345678", "430012345678"),
        (Kind.MOBILE, f"请拨{MOBILE}。", MOBILE),
        (Kind.MOBILE, "请拨138-0013-8000", "138-0013-8000"),
        (Kind.MOBILE, "请拨+86 13800138000", "+86 13800138000"),
        (Kind.MOBILE, "请拨１３８００１３８０００", "１３８００１３８０００"),
        (
            Kind.INTRANET,
            "网址：http://10.99.99.99:9999/demo/（内网）",
            "http://10.99.99.99:9999/demo/",
        ),
        (Kind.INTRANET, "登录 http://pems/index 填报", "http://pems/index"),
        (Kind.INTRANET, "见https://oa.swj.local。", "https://oa.swj.local"),
        (Kind.INTRANET, "服务器172.31.255.255、", "172.31.255.255"),
        (Kind.INTRANET, "地址100.64.0.1", "100.64.0.1"),
        (Kind.INTRANET, "10.1.1.2:8080 是服务器", "10.1.1.2:8080"),
        (Kind.LOGIN, "登录账号：手机号码", "账号：手机号"),
        (Kind.LOGIN, "初始密码为身份证后六位", "密码为身份证"),
        (Kind.SECRECY, "机密★1年", "机密★"),
        (Kind.SECRECY, "密级：秘密", "密级：秘密"),
        (Kind.SECRECY, "# 秘密\n\n正文", "# 秘密"),
        (Kind.SECRECY, "【内部使用】", "【内部使用】"),
        (Kind.SECRECY, "内部资料，注意保存", "内部资料，注意保存"),
        (Kind.PERSON, "受助学生张某（女，12岁）", "生张某"),
        (Kind.ROLL, "| 序号 | 姓名 | 病种 |\n| 1 | 甲 | 乙 |", "姓名"),
        (Kind.CONTACT, "联系人：张某某，电话：0739-1234567", "张某某"),
        (Kind.CONTACT, "联系人 张某 (0739)1234567", "张某"),
        (Kind.PATH, r"见D:\绩效\自评.docx", r"D:\绩效\自评.docx"),
        (Kind.PATH, r"见\\fileserver\share", r"\\fileserver\share"),
        (Kind.PATH, "见/Users/swj/a.docx", "/Users/swj/a.docx"),
        (Kind.MAIL, "寄swj_2024@vip.163.com", "swj_2024@vip.163.com"),
        (Kind.MAIL, "寄123456@ＱＱ.com", "123456@ＱＱ.com"),
        (Kind.MOBILE, "请拨138.0013.8000。", "138.0013.8000"),
        (Kind.MOBILE, "请拨一三八〇〇一三八〇〇〇。", "一三八〇〇一三八〇〇〇"),
        (Kind.MOBILE, "请拨𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎。", "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎"),
        (Kind.PASSWORD, "密碼：Abc12345", "Abc12345"),
        (Kind.PASSWORD, "密钥：Abc12345。", "Abc12345"),
        (Kind.PASSWORD, "账号admin/Abc@123456。", "Abc@123456"),
        (Kind.PASSWORD, "密码是“中文abc123”。", "中文abc123"),
        (Kind.PASSWORD, "密码的base64为QWJjMTIzNDU2。", "QWJjMTIzNDU2"),
        (Kind.PASSWORD, "见http://u:o@a.example.cn/", "u:o"),
        (Kind.INTRANET, "系统http://[fd00::1]:8080/a", "fd00::1"),
        (Kind.INTRANET, "系统fe80::1%eth0", "fe80::1"),
        (Kind.INTRANET, "系统10。1。1。2:8080", "10。1。1。2:8080"),
        (
            Kind.IDENTITY,
            "一一〇一〇五一九四九一二三一〇〇二X",
            "一一〇一〇五一九四九一二三一〇〇二X",
        ),
    ],
)
def test_is_found(kind: Kind, text: str, raw: str) -> None:
    assert found(text) == [(kind, raw)]


@pytest.mark.parametrize(
    "text",
    [
        "合同金额110105194912310021元。",
        "项目编码430527210000000012345。",
        "项目编码：13800138000，",
        "统一社会信用代码11430527006000000X。",
        "申报人430527********0027。",
        "索引号000014349/2025-00110，文号示商发〔2025〕3号。",
        "投资13800138000元，占138001.38000%。",
        "热线12345，0739-1234567，400-123-4567，(0739)1234567转8001。",
        "摘要a13800138000f，3.13800138000。",
        "余额6222020200112230005元，序号6222020200112230005。",
        "开户12户，账户3个，账号见通知，手机号不公开。",
        "密码不少于8位，密码1234位，口令一致。",
        "密码：********，口令 xxxx，密码{{ 名称 }}。",
        "商用密码 GB/T 39786-2021，密码 2024-12-31 前更换，密码应用改造1200万元。",
        "| 密码机 | 12345 |\n| --- | --- |\n| 甲 | abc123 |",
        "|密码|\n|---|\n|  |",
        "电子政务password policy改造。",
        "地址172.32.0.1和8.8.8.8，版本V10.1.1.2，999.1.1.1。",
        "10.1.1.2 内容\n## 10.1.1.3内容",
        "见https://www.example.gov.cn:8080/a/b?x=10。",
        "保守秘密，配备机密文件柜，内部控制，内部使用管理办法，密级：无。",
        "x" * 300 + "\n秘密\n",
        "更衣室（男，女各1间）。",
        "姓名、病种等个人信息不公开。| 姓名 | 得分 |",
        "联系人：办公室，电话0739-1234567。联系人电话0739-1234567。联系人制度3项。",
        "比例1:\\2，https://a.gov.cn/home/x，目录/data/a.csv。",
        "寄swj@example.gov.cn，@所有人，a@b。",
        "点击右上角的链接；系统点击量12万次。",
    ],
)
def test_is_not_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("kind", "text", "raw"),
    [
        (Kind.PASSWORD, "登录密{=自评表.总分.得分}码：Abc12345。", "Abc12345"),
        (Kind.IDENTITY, "甲1101051949{=自评表.得分}1231002X。", "1101051949{=自评表.得分}1231002X"),
        (Kind.MOBILE, r"请拨138\-0013\-8000。", r"138\-0013\-8000"),
        (Kind.MOBILE, "请拨138**0013**8000。", "138**0013**8000"),
        (Kind.MOBILE, "请拨1380013<!-- 甲 -->8000。", "1380013<!-- 甲 -->8000"),
        (Kind.MOBILE, "请拨1380013\n8000。", "1380013\n8000"),
        (Kind.MOBILE, "说明: 请拨13800\n    138000\n", "13800\n    138000"),
        (Kind.INTRANET, r"系统10.1\.1.2。", r"10.1\.1.2"),
        (Kind.PASSWORD, "登录密**码**：Abc12345。", "Abc12345"),
        (Kind.PASSWORD, "登录密 码：Abc12345。", "Abc12345"),
        (Kind.PASSWORD, "登录密\n码：Abc12345。", "Abc12345"),
    ],
)
def test_what_only_the_page_puts_together_is_found(kind: Kind, text: str, raw: str) -> None:
    assert found(text) == [(kind, raw)]
    assert raw not in masked(text)
    assert len(masked(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "执行数1380013\n\n8000件。",
        "- 1380013\n- 8000",
        "完成1380013\n1. 8000件",
        "| 1380013 |\n| 8000 |",
        "年度: 1380013\n# 8000\n",
        "网络安全和密码管理**3**项，账号管理/权限2级。",
    ],
)
def test_what_the_page_keeps_apart_is_not_put_together(text: str) -> None:
    assert found(text) == []


def test_a_short_secret_is_hidden_only_where_it_stands() -> None:
    known = secrets("|密码|\n|---|\n|o|\n")
    assert [one.raw for one in known] == ["o"]
    assert hidden("content/report.md", known) == "content/report.md"


def test_many_secrets_are_all_masked() -> None:
    numbers = [f"1380013{n:04}" for n in range(2000)]
    shown = masked("，".join(numbers))
    assert not any(number in shown for number in numbers)


def test_a_manual_is_found_once_in_each_part_that_explains() -> None:
    text = "# 报告\n\n正文。\n\n# 说明\n\n推荐使用浏览器。\n勾选任务，点击右上角。"
    assert found(text) == [(Kind.MANUAL, "推荐使用浏览器。")]
    assert found("推荐使用浏览器，勾选任务，点击右上角") == [
        (Kind.MANUAL, "推荐使用浏览器，勾选任务，点击右上角")
    ]


def test_of_two_that_overlap_the_worse_is_told() -> None:
    assert found(f"身份证号{IDENTITY}，账号{IDENTITY}") == [(Kind.IDENTITY, IDENTITY)] * 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"甲{IDENTITY}乙", "甲11*************02X乙"),
        (f"请拨{MOBILE}。", "请拨138****8000。"),
        ("默认密码：Xx000000#。", "默认密码：*********。"),
        (f"账号{CARD}", "账号***************0004"),
        ("登录账号：手机号码", "登录账号：手机号码"),
        ("没有", "没有"),
    ],
)
def test_masking_keeps_every_other_character_in_its_place(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert len(shown) == len(text)


def test_secrets_are_hidden_wherever_a_value_has_texts() -> None:
    known = secrets(f"密码：{'Ab1' * 4}，{MOBILE}")
    value = (f"“{MOBILE}”", ("密码Ab1Ab1A…", f"1380013…{MOBILE}"), 3, None)
    assert hidden(value, known) == (
        "“138****8000”",
        ("密码*******…", "138****…138****8000"),
        3,
        None,
    )


def test_of_many_secrets_each_is_hidden() -> None:
    mobiles = [f"138{n:08d}" for n in range(0, 50_000, 1_000)]
    known = secrets("，".join((f"密码：{'Ab1' * 4}", *mobiles, *mobiles)))
    assert [one.raw for one in known[1:]] == [*mobiles, *mobiles]
    assert hidden((f"{mobiles[7]}和{mobiles[9]}",), known) == ("138****7000和138****9000",)


def test_a_gap_before_the_number_of_a_contact_may_be_wide() -> None:
    assert found(f"联系人：张三{' ' * 15}电话 : 0825-1234567") == [(Kind.CONTACT, "张三")]
    assert not found(f"联系人：张三{' ' * 9_000}电话")
