"""A district's site of any size, made up but alike: names and sentences of the sample and of real records, cut up and put together anew."""

import random
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from html import escape
from itertools import accumulate
from pathlib import Path

from generator.website.pages.page import Page
from generator.website.search.index import SearchIndex
from generator.website.search.rows import FinderRow

ROOT = Path(__file__).parents[2]
YEARS = (2026, 2025, 2024, 2023)
PLACES = ["硚东", "硚南", "硚北", "江汉", "汉正", "古田", "六角", "宗关", "长丰", "易家", "宝丰", "荣华", "新墩", "韩家", "月湖", "晴川", "琴断口", "建桥", "翠微", "鹦鹉", "洲头", "五里", "永丰", "江堤", "四新", "黄金口", "沌阳", "龟山", "知音", "墨水湖"]
THINGS = ["生活垃圾分类", "公共厕所", "老旧小区", "社区食堂", "居家养老", "义务教育", "学前教育", "家庭医生", "疫苗接种", "背街小巷", "排水管网", "道路照明", "行道树", "街头绿地", "文化馆", "图书馆", "体育场地", "智慧政务", "视频监控", "消防设施", "食品抽检", "特种设备", "河湖长制", "扬尘治理", "噪声监测", "退役军人", "残疾人康复", "就业培训", "创业担保", "招商引资", "中小企业", "楼宇经济", "乡村振兴", "防汛抢险", "森林防火", "档案数字化", "法律援助", "人民调解", "信访救助", "统计调查"]
DEEDS = ["收运", "改造", "维修", "补助", "购置", "运行维护", "服务外包", "设备更新", "信息系统建设", "能力提升", "专项整治", "宣传培训", "前期工作", "贷款贴息", "奖励资金", "检测检验", "一期工程", "二期工程", "管理经费", "试点"]
BUDGETS = ("一般公共预算",) * 8 + ("政府性基金预算", "国有资本经营预算")
HEADINGS = ["钱用来做什么", "承诺做到什么", "做到了没有", "目标与实际", "评价得分", "发现了什么问题", "问题改了没有", "对预算有什么影响", "反馈意见函", "历年比较", "公开信息", "预算单位", "实施单位", "预算类型", "项目属性", "领域", "年初预算数", "全年预算数", "全年执行数", "执行率", "资金来源", "产出指标", "效益指标", "满意度指标"]  # fmt: skip
CHARACTERS = [bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
WEIGHTS = list(accumulate(1 / (place + 10) for place in range(len(CHARACTERS))))


@cache
def clauses() -> tuple[str, ...]:
    """Pieces of sentences between punctuation, from the sample's and the real records."""
    texts = [path.read_text(encoding="utf-8") for folder in ("content", "tests/cases") for path in sorted((ROOT / folder).rglob("*.yml"))]
    found = re.findall(r"[\u4e00-\u9fff0-9%.、“”（）]{6,40}", "\n".join(texts))
    return tuple(dict.fromkeys(found))


def rows(count: int, seed: int = 1) -> list[FinderRow]:
    """Rows of projects over four years, in the order in which the site has them."""
    chance = random.Random(seed)
    units = [(str(code), f"{chance.choice(PLACES)}{word}") for code, word in enumerate(["教育局", "民政局", "城管局", "卫健局", "住建局", "街道办事处", "社区卫生服务中心", "实验小学"] * 15, 101)]
    made: list[FinderRow] = []
    projects = max(count // len(YEARS), 1)
    for number in range(projects):
        code, label = units[number * len(units) // projects]
        place = chance.choice(PLACES) if chance.random() < 0.5 else f"{_name(chance)}{chance.choice(['路', '社区', '小学', '片区', '公园', '港渠'])}"
        name = f"{place}{chance.choice(THINGS)}{chance.choice(DEEDS)}" + (f"（{_name(chance)}{chance.choice(['标段', '分项', '专班'])}）" if chance.random() < 0.2 else "")
        budget, amount = chance.choice(BUDGETS), Decimal(round(chance.lognormvariate(5, 1.3), chance.choice([0, 1, 2])))
        for year in YEARS:
            amount = round(amount * Decimal(chance.choice(["1", "1", "0.9", "1.05", "1.137"])), 2)
            score = Decimal(chance.choice([chance.randint(60, 99), round(chance.uniform(60, 99), 1), round(chance.uniform(60, 99), 2)]))
            score = round(score, 2) if year < 2026 and chance.random() < 0.7 else None
            grade = "" if score is None else "优" if score >= 90 else "良" if score >= 80 else "中" if score >= 60 else "差"
            rate = round(Decimal(min(100, chance.gauss(93, 8))), 1)
            identity = f"P{2018 + number % 6}-{number:04}"
            made.append(FinderRow("项目", name, identity, label, f"江城市示范区{label}", code, year, budget, grade, score, amount, rate, f"projects/{identity}/{year}.html"))
    return sorted(made, key=lambda row: (-row.year, row.unit_code, row.number))


def pages(listed: list[FinderRow], seed: int = 2) -> Iterator[Page]:
    """A page for each row: the headings that all have, and some 1,500 characters of its own."""
    chance = random.Random(seed)
    for row in listed:
        blocks = [f"<h1>{row.name}</h1>", f"<p>{row.year}年度 · {row.budget} · {row.unit_name}</p>"]
        for heading in HEADINGS:
            blocks.append(f"<h2>{heading}</h2><p>{escape(_sentence(chance, row))}</p>")
        yield Page(row.path, f"{row.name}（{row.year}年度）", "", "\n".join(blocks), date(2026, 11, 21))


def write_index(folder: Path, listed: list[FinderRow], texts: Iterable[Page]) -> None:
    """The index of a site of these rows and pages, as the build writes it."""
    with SearchIndex(lambda _: listed) as index:
        for page in texts:
            index.add(page)
        for name, content in index.files():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


def _sentence(chance: random.Random, row: FinderRow) -> str:
    parts = [chance.choice(clauses()) for _ in range(chance.randint(2, 5))]
    parts.insert(1, chance.choice([row.name, row.unit, f"{_name(chance)}公司", f"{_name(chance)}路{chance.randint(1, 400)}号", f"{chance.randint(1, 99999) / 100}万元"]))
    return "，".join(parts) + "。"


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(CHARACTERS, cum_weights=WEIGHTS, k=chance.randint(2, 3)))
