"""What of each record's quirks an importer says, by hand, in the order of the record's list.

* `X45`: a note with this code; `X27|X44`: with one of them; `X36 百分比`: and these words in what stands there or in the message
* `原样`: read as it stands, with nothing to say: that it arrives is what the comparison of fields shows
* `规则 S10`: nothing that a form can tell; this rule on the records finds it once it is read
* `够不着：…`: out of an importer's reach, and why
"""

WEB = "够不着：是网页的事，表里没有"
SENSE = "够不着：要人看懂内容才能判断"
NO_RULE = "够不着：没有分值的目标表，没有规则查缺哪一类指标"
PERSON = "够不着：个人姓名电话不录，样张里没有"
LATER = "够不着：要和单位名录、公开日期对照，不是这一步的事"

QUIRKS: dict[str, tuple[str, ...]] = {
    "001": ("X53", "X45 50分", "X36 百分比", "原样", "原样", "X42 经济效益", SENSE, "原样", SENSE, WEB, "X42 满意度"),
    "004": ("原样", "X17 200字以内", "原样", "原样", "X57|X25 0.00%", "X25 /", SENSE, WEB, "规则 S14"),
    "005": ("原样", "X11", "原样", "原样"),
    "006": ("X11|X12|X15", SENSE, "X37 完成", "原样", "原样", PERSON),
    "007": ("原样", "X27|X28|X15|X12", "原样", "原样", "原样", "原样"),
    "009": ("够不着：得分和等级在另外的文件里", "原样", "原样", SENSE),
    "011": ("X27|X43|X44 88100", SENSE, "原样", "原样", "X28|X13|X57|X22|X44", "原样", "原样"),
    "013": ("X40 产出值", SENSE, SENSE, SENSE, "X30 <=", "原样", "原样", NO_RULE, LATER),
    "014": ("原样", "原样", "原样", "原样", SENSE),
    "020": ("X40 项目完成指标", SENSE, "原样", "原样", "原样", "原样"),
    "021": ("原样", "X22|X28|X26 250万", "X42 经济效益指标", "原样", "X42 生态效益指标", "原样", PERSON, SENSE),
    "025": ("X21 387", "X30 ≧", "规则 S10", "规则 S10", "X40 服务对象满意度指标等", "原样", "X42 生态效益指标", "原样", "X57|X58 100", WEB),
    "030": ("X46 50分", "X32 100%", "原样", "X42|X25 指标1:/", "X42|X25 ……", "原样", "原样"),
    "031": ("X31 公里", "原样", SENSE, SENSE, SENSE, WEB, WEB),
    "034": ("X20|X17|X25|X57|X28|X13|X14 金额", "X40 项目完成指标", "原样", LATER, "原样", LATER),
    "036": (LATER, "原样", WEB, "原样"),
    "038": ("X38 100%", SENSE, SENSE, "原样"),
    "039": ("X38 99.14%", SENSE, SENSE, SENSE, SENSE),
    "044": ("X13|X60|X61|X16 20xx", "原样", "原样", "原样"),
    "047": ("原样", "X42 质量", "原样", "原样", "原样", "原样", "原样", "原样", "X64"),
    "049": ("X56", SENSE, "原样", "原样", SENSE),
    "050": (SENSE, SENSE, "原样"),
    "053": (SENSE, SENSE, "原样", LATER),
    "057": (LATER, "原样", "原样", "原样", SENSE, "原样"),
    "059": ("X60 2022", "X20|X27 .32", "X27 2810810", "原样", "原样", SENSE, "原样", "原样"),
    "061": (WEB, "原样", "原样", "原样", SENSE, LATER, PERSON, "原样"),
    "063": ("X16|X13|X56|X57|X18 100万元", SENSE, "X16|X13|X56|X57|X18 100万元", "原样", SENSE, LATER, PERSON),
    "066": ("原样", WEB, "原样", "原样"),
    "075": ("原样", "原样", "原样", "原样", "原样", WEB, "原样"),
    "076": (SENSE, SENSE, "原样", "原样", "原样", WEB, WEB, "原样"),
}
