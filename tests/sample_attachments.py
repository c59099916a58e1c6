"""Make the PDFs of the sample workspace anew, as PDF/A: `python -m tests.sample_attachments`.

They stand for what units and evaluators hand in: fictional, small, of another size of page (A5) or with a page on its side, so that
binding has something to do. Being PDF/A, they let the sample's volumes say that they are.
"""

import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import pikepdf

from generator.letters.printing import HtmlPages, PrintShop

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "content/attachments"
STYLE = "sample.css"
MARK = "演示数据"
CSS = """{% autoescape false %}{% include "print/_fonts.css" %}{% endautoescape %}
@page { size: 148mm 210mm; margin: 20mm 15mm; @bottom-center { content: counter(page); font: 9pt "jixiao-song" } }
@page report { size: A4; margin: 30mm 28mm; @bottom-center { content: counter(page); font: 10pt "jixiao-song" } }
@page cover { size: A4; margin: 30mm 28mm }
@page side { size: 297mm 210mm; margin: 22mm 20mm; @bottom-center { content: counter(page); font: 10pt "jixiao-song" } }
section { break-before: page; text-align: center }
section:first-child { break-before: auto }
/* One face each, so that the files stay small. */
body { font-family: "jixiao-song" }
.mark { font-size: 9pt; margin-bottom: 8mm }
h1 { font-size: 20pt; line-height: 1.5; font-weight: inherit; margin: 40mm 0 8mm }
h2 { font-size: 14pt; line-height: 1.6; font-weight: inherit; margin: 0 0 6mm }
.list p { text-align: left; margin: 1mm 8mm; font-size: 10.5pt }
.report { page: report; text-align: left; font-size: 14pt; line-height: 1.75 }
.report.cover { page: cover; text-align: center }
.report.side { page: side; font-size: 10.5pt; line-height: 1.4 }
.report h1 { margin: 70mm 0 60mm }
.report h2 { font-size: 15pt; margin: 4mm 0 1mm }
.report p { text-indent: 2em; margin: 0 }
.cover p { text-indent: 0 }
table { width: 100%; border-collapse: collapse; font-size: 10.5pt; line-height: 1.4; margin: 3mm 0 }
th { font-weight: inherit; background: #eee }
td, th { border: 0.5pt solid black; padding: 1.2mm 2mm; text-align: center }
td:last-child { text-align: left }
.scores td:last-child { text-align: center }
"""

GOVERNMENT = (
    "一般公共预算收入{}表", "一般公共预算支出{}表", "一般公共预算本级支出{}表", "一般公共预算本级基本支出{}表", "一般公共预算税收返还和转移支付{}表",
    "政府一般债务限额和余额情况表", "政府性基金收入{}表", "政府性基金支出{}表", "政府性基金本级支出{}表", "政府性基金转移支付{}表",
    "政府专项债务限额和余额情况表", "国有资本经营预算收入{}表", "国有资本经营预算支出{}表", "国有资本经营预算本级支出{}表", "国有资本经营预算转移支付{}表",
    "社会保险基金收入{}表", "社会保险基金支出{}表",
)  # fmt: skip
RESULTS = {"预算": "重点项目绩效目标表", "决算": "重点项目绩效评价结果"}
UNIT = {
    "预算": (
        "部门收支总体情况表", "部门收入总体情况表", "部门支出总体情况表", "财政拨款收支总体情况表", "一般公共预算支出情况表", "一般公共预算基本支出情况表",
        "一般公共预算“三公”经费支出情况表", "政府性基金预算支出情况表", "国有资本经营预算支出情况表", "项目支出绩效目标表",
    ),
    "决算": (
        "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表", "一般公共预算财政拨款基本支出决算表",
        "财政拨款“三公”经费支出决算表", "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表", "项目支出绩效自评表",
    ),
}  # fmt: skip
SLUGS = {"budget": "预算", "final": "决算"}
FIRST_TABLE = 3  # page


def accounts(title: str, tables: Sequence[str], note: str = "") -> str:
    """A book of tables: cover, contents, a page for each table, without a single amount."""
    pages = [f"<h1>{title}</h1><p>{note or MARK}</p>"]
    listed = "".join(f"<p>{name} 第{page}页</p>" for page, name in enumerate(tables, FIRST_TABLE))
    pages += [f'<h2>目录</h2><div class="list">{listed}</div>', *(f"<h2>{name}</h2><p>合计：略</p>" for name in tables)]
    return whole(title, (f'<section><p class="mark">{MARK}</p>{page}</section>' for page in pages))


def whole(title: str, sections: Iterator[str]) -> str:
    return f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head><body>{"".join(sections)}</body></html>'


# --- an evaluator's report ---------------------------------------------------------------------------------------------

REPORT_TITLE = "家庭医生签约服务智能随访终端配置2025年度财政重点绩效评价报告"
REPORT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("一、基本情况", (
        "为签约的高血压、糖尿病患者配置能自动上传血压、血糖数据的终端，让家庭医生远程随访。项目由硚南社区卫生服务中心实施，全年预算196.8万元，全年执行167.28万元，执行率85%。",
        "年度绩效目标：配置终端400台，重点人群智能随访覆盖率达到60%，家庭医生随访工时下降两成。",
    )),
    ("二、绩效评价工作开展情况", (
        "本次评价采用成本效益分析法、公众评判法，查阅采购、验收和付款资料，现场清点终端，发放问卷210份。2026年4月23日与被评价单位交换意见。",
    )),
    ("三、综合评价情况及评价结论", (
        "经评价，项目得分53.7分，评价等级为“差”。项目没有经过充分的需求调查和事前绩效评估即实施，终端与签约系统没有对接，超过六成终端闲置，没有达到减轻随访负担的目的。",
        "TABLE",
    )),
    ("四、绩效评价指标分析", (
        "决策方面，没有需求调查，软件费另列，申报金额低于事前绩效评估的门槛。过程方面，部分终端没有逐台验收即付款。产出方面，终端近一个月有数据上传的122台。"
        "效益方面，数据仍由护士手工补录，随访工时没有下降。各项指标得分见附表。",
    )),
    ("五、主要经验及做法、存在的问题及原因分析", (
        "持续使用终端的122名患者，血压达标率由61%提高到70%，说明在有家人协助的情况下有一定效果。60名医护人员完成慢性病远程管理培训。",
        "1.198台终端闲置。配置的320台终端中，近一个月有数据上传的只有122台；闲置198台，按单价4600元计91.08万元，其中64台未拆封存放在库房。依据：《行政事业性国有资产管理条例》。",
        "2.拆分申报，没有做事前绩效评估。项目总投入220.8万元，其中配套软件24万元另列公用经费，使申报金额196.8万元低于200万元的门槛，没有开展事前绩效评估。"
        "依据：《江城市示范区区级预算事前绩效评估管理办法》（江示财发〔2023〕6号）。",
        "3.未逐台验收即支付货款。2025年8月第二批120台终端只点数未通电测试即支付货款55.2万元，后查出17台不能正常上传数据。依据：《中华人民共和国政府采购法》第四十一条。",
        "4.随访工时没有下降。终端数据不能自动进入家庭医生签约系统，需要护士手工补录，12名护士每周平均增加工时1.5小时，随访工时下降率为0%。依据：2025年度绩效目标批复。",
    )),
    ("六、有关建议", (
        "1.停止后续采购和平台费支付，闲置终端由区卫生健康局在全区调剂。",
        "2.先完成与签约系统的对接，由有家人协助的患者自愿使用。",
        "3.新增信息化项目按软硬件合计金额判断是否需要事前绩效评估。",
    )),
    ("七、其他需要说明的问题", ("本报告所用数据来自项目单位提供的资料和现场核查，项目单位对所提供资料的真实性负责。",)),
)  # fmt: skip
DIMENSIONS = (("决策", "18", "9.0", "50.0%"), ("过程", "22", "13.3", "60.5%"), ("产出", "32", "20.9", "65.3%"), ("效益", "28", "10.5", "37.5%"), ("合计", "100", "53.7", "53.7%"))
SCORES = (
    ("决策", "项目立项", "立项依据充分性", "4", "3", "没有需求调查，使用意愿只抽问20人"),
    ("决策", "项目立项", "立项程序规范性", "5", "1.5", "软件费24万元另列公用经费，未做事前绩效评估"),
    ("决策", "绩效目标", "绩效目标合理性", "4", "2.5", "覆盖率目标脱离实际"),
    ("决策", "资金投入", "预算编制科学性", "5", "2", "未询价，单价测算偏低"),
    ("过程", "资金管理", "资金到位率", "4", "4", ""),
    ("过程", "资金管理", "预算执行率", "5", "3.8", "结余29.52万元"),
    ("过程", "资金管理", "资金使用合规性", "6", "3", "未激活终端预付两年平台费6.4万元"),
    ("过程", "组织实施", "采购和验收规范性", "7", "2.5", "终端未逐台验收即付款"),
    ("产出", "产出数量", "配置终端数量", "8", "6.4", "完成80%"),
    ("产出", "产出数量", "培训医护人员", "4", "4", ""),
    ("产出", "产出质量", "终端激活使用率", "10", "4", "近一个月有数据上传的122台，占38%"),
    ("产出", "产出时效", "按期安装率", "4", "2.5", "96台晚于9月底安装"),
    ("产出", "产出成本", "单台终端采购价", "6", "4", "超出9.5%"),
    ("效益", "项目效益", "重点人群智能随访覆盖率", "10", "2.5", "完成26.7%"),
    ("效益", "项目效益", "随访工时下降率", "8", "1", "数据仍由护士手工补录，工时没有下降"),
    ("效益", "满意度", "签约居民满意度", "10", "7", "问卷210份，满意度71%"),
)


def report() -> str:
    """An evaluator's report: cover, text, and a page on its side."""
    cover = "<h1>家庭医生签约服务智能随访终端配置<br>2025年度财政重点绩效评价报告</h1>"
    cover += "".join(f"<p>{line}</p>" for line in ("委托单位：江城市示范区财政局", "评价机构：江城演示绩效咨询有限公司", "2026年5月", f"（{MARK}）"))
    scored = table(("一级指标", "分值", "得分", "得分率"), DIMENSIONS, "scores")
    text = "".join(f"<h2>{heading}</h2>" + "".join(scored if one == "TABLE" else f"<p>{escape(one)}</p>" for one in paragraphs) for heading, paragraphs in REPORT)
    annex = "<h2>附表　绩效评价指标得分表</h2>" + table(("一级指标", "二级指标", "三级指标", "分值", "得分", "扣分原因"), SCORES, "annex")
    sections = (f'<section class="report cover">{cover}</section>', f'<section class="report">{text}</section>', f'<section class="report side">{annex}</section>')
    return whole(REPORT_TITLE, iter(sections))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], kind: str) -> str:
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


# --- all of them -------------------------------------------------------------------------------------------------------


def documents() -> Iterator[tuple[str, str, str]]:
    """File, title and HTML of each."""
    for year, slugs in ((2024, ("budget", "final")), (2025, ("budget", "final")), (2026, ("budget",))):
        for slug in slugs:
            stage = SLUGS[slug]
            title = f"江城市示范区{year}年政府{stage}"
            yield f"{year}/government-{slug}.pdf", title, accounts(title, (*(name.format(stage) for name in GOVERNMENT), RESULTS[stage]))
            title = f"{year}年度部门{stage}（样本）"
            yield f"{year}/unit-{slug}.pdf", title, accounts(title, UNIT[stage])
    title = "江城市示范区城市管理执法局2025年度部门预算"
    yield "2025/103-budget-old.pdf", title, accounts(title, UNIT["预算"], f"{MARK}<br>2025年2月26日公开的版本，已于2025年4月2日更正")
    yield "2025/P2025-102001-report.pdf", REPORT_TITLE, report()


def main() -> None:
    """Write them into the sample workspace."""
    with tempfile.TemporaryDirectory() as name:
        templates = Path(name) / "templates"
        (templates / "print").mkdir(parents=True)
        (templates / "print" / STYLE).write_text(CSS, encoding="utf-8")
        shop = PrintShop((templates, ROOT / "templates"), (ROOT / ".fonts",), {}, Path(name) / "work")
        for file, title, html in documents():
            with pikepdf.open(shop.print_html(HtmlPages(title, html, f"print/{STYLE}", {})).path) as pdf:
                pdf.save(FOLDER / file, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True, deterministic_id=True)


if __name__ == "__main__":
    main()
