"""The codes of notes, each with its weight and what the reader may do: one table for the terminal, the report and `docs/import.md`.

X0x file · X1x form and parts · X2x numbers, units, money · X3x targets and values · X4x levels and rows · X5x totals and scores that
do not agree · X6x dates, year, document number · X7x unit and project · X8x differences with the records and between forms ·
X9x what a record must have. `CODES` are given while a form is read, `FILING_CODES` while it is filed.
"""

from dataclasses import dataclass

from generator.records.intake.candidate import CellRef, Note, Weight


@dataclass(frozen=True)
class Code:
    """What a code stands for."""

    weight: Weight
    meaning: str
    todo: str = ""


CODES = {
    "X00": Code(Weight.GUESS, "问题没有编号，接着前面的编号往下编", "核对问题编号"),
    "X01": Code(Weight.ERROR, "表上写的与这份表格生成时记下的不一致，整张表没有读入", "不要用别的年度、单位、项目的表格改：用 jixiao forms 生成该填的表再填；只是写错了的，把这一格改回来，或清空这一格，再导入一次"),
    "X02": Code(Weight.GUESS, "这张工作表是从别的表格里复制来的，按表上写的项目编号认定", "核对项目编号、单位和年度"),
    "X09": Code(Weight.ERROR, "单元格里没有可读的内容，只有表格程序报的错", "在表里改正这一格，再导入一次"),
    "X10": Code(Weight.ERROR, "不认识这种表式，没有读", "不是要导入的表就不用管；是新的表式，请维护人员加进来（docs/import.md“新增一种表式”）"),
    "X11": Code(Weight.NOTICE, "一张工作表里有几张表，分别读入"),
    "X12": Code(Weight.GUESS, "这些行上面没有表头，照同一工作表里另一张表的列读", "核对各列是否对得上"),
    "X13": Code(Weight.UNPLACED, "这段文字没有找到去处", "需要的内容请手工填进资料"),
    "X14": Code(Weight.UNPLACED, "这一列没有对应的项目，列中内容没有读入", "需要的内容请手工填进资料；常有这一列的，请维护人员加进表式"),
    "X15": Code(Weight.GUESS, "标题里没有认得的表名，按表头认出", "核对是不是这种表"),
    "X16": Code(Weight.NOTICE, "资料里不保存这一项"),
    "X17": Code(Weight.NOTICE, "留着填表提示，按没有填写处理", "请单位补填"),
    "X18": Code(Weight.NOTICE, "只取了句子里的数，其余的话没有保存", "需要的话请手工填进资料"),
    "X19": Code(Weight.NOTICE, "编码与名称连写，已分开"),
    "X20": Code(Weight.ERROR, "这里应是数字", "在表里改成数字，再导入一次"),
    "X21": Code(Weight.NOTICE, "金额已折算成万元"),
    "X22": Code(Weight.GUESS, "单元格里写的单位与表头的单位不同，按单元格里的算", "核对金额"),
    "X23": Code(Weight.GUESS, "表里写了两种金额单位，按离数最近的一处算", "核对金额"),
    "X24": Code(Weight.GUESS, "没有写明金额单位，按万元算", "核对金额单位"),
    "X25": Code(Weight.NOTICE, "占位符号，按空白处理"),
    "X26": Code(Weight.NOTICE, "数字的写法已改成普通写法"),
    "X27": Code(Weight.UNPLACED, "几个数连写在一起，分不开", "对照原表，把各数填进各自的格"),
    "X28": Code(Weight.GUESS, "数字后面还有文字，只取了数字", "核对数字；文字需要的请手工填"),
    "X29": Code(Weight.GUESS, "执行率的分值、得分没有写在总额行，由分项行读出", "核对执行率得分"),
    "X30": Code(Weight.NOTICE, "比较号的写法已统一"),
    "X31": Code(Weight.NOTICE, "指标值只有单位或符号，没有数，按没有填写处理", "请单位补填"),
    "X32": Code(Weight.GUESS, "指标值空着，取了指标名称里的数", "核对指标值"),
    "X33": Code(Weight.NOTICE, "实际完成值里有比较号，只取数"),
    "X34": Code(Weight.GUESS, "小数按百分比读", "核对完成值"),
    "X35": Code(Weight.GUESS, "文字表示的界限按比较号读", "核对指标值"),
    "X36": Code(Weight.NOTICE, "文字写的单位已换成 %"),
    "X37": Code(Weight.NOTICE, "指标值是数，完成值不是数，不能比较是否达标"),
    "X38": Code(Weight.GUESS, "只给了完成率，照原话记为完成值", "请单位补填实际完成值"),
    "X39": Code(Weight.GUESS, "不到 1 的小数，单位又是 %，照原样读", "核对：百分之九十五应写 95%，或数写 95、单位写 %"),
    "X40": Code(Weight.GUESS, "指标级别的名称换成通行的名称", "核对一级、二级指标"),
    "X41": Code(Weight.NOTICE, "指标级别空着的格，按同上一行处理"),
    "X42": Code(Weight.NOTICE, "没有填写的指标行，没有读入"),
    "X43": Code(Weight.GUESS, "没有三级指标名称，用上一级的名称代替", "补上指标名称"),
    "X44": Code(Weight.GUESS, "几行合用一个格", "核对这几行；各行不同的，请拆开分别填写"),
    "X45": Code(Weight.NOTICE, "级别名称里带着分值，分值不进名称"),
    "X46": Code(Weight.GUESS, "一级指标没有名称，由二级指标推出", "核对一级指标"),
    "X47": Code(Weight.GUESS, "预算执行率写成一行指标，读作执行率的分值和得分", "核对执行率分值、得分"),
    "X48": Code(Weight.NOTICE, "指标名称前的序号没有读入"),
    "X49": Code(Weight.GUESS, "指标方向、是否核心由表上的文字推出", "核对"),
    "X50": Code(Weight.NOTICE, "各项分值相加与表上合计不符，表上合计不采用", "核对分值"),
    "X51": Code(Weight.NOTICE, "各项得分相加与表上总分不符，两个都照原样保留", "核对得分"),
    "X52": Code(Weight.NOTICE, "得分大于分值，照原样保留", "核对得分"),
    "X53": Code(Weight.NOTICE, "资金总额与分项之和不符，都照原样保留", "核对资金"),
    "X54": Code(Weight.NOTICE, "执行率与预算数、执行数算出的不符，照原样保留", "核对执行率"),
    "X55": Code(Weight.NOTICE, "级别名称里的分值与各行之和不符", "核对分值"),
    "X56": Code(Weight.GUESS, "同一项在表里写了两次而且不同，取先出现的", "核对哪一个对"),
    "X57": Code(Weight.NOTICE, "由别的数算得出来的数，不另外保存"),
    "X58": Code(Weight.GUESS, "总分处有几个数，取了得分，没有取满分", "核对总分"),
    "X59": Code(Weight.GUESS, "小计与明细不符，只取小计", "核对资金来源"),
    "X60": Code(Weight.GUESS, "表里有两个年度，取标题里的", "核对年度"),
    "X61": Code(Weight.GUESS, "日期写法不全，按推定的日期读", "核对日期"),
    "X62": Code(Weight.ERROR, "这里应是一个日期", "在表里写成 2026-05-20 的样子，再导入一次"),
    "X63": Code(Weight.GUESS, "文号写法不规范，已改成六角括号", "核对文号"),
    "X64": Code(Weight.GUESS, "监控截止日期由表头的月份推出", "核对截止日期"),
    "X65": Code(Weight.ERROR, "这里应从规定的几个词里选一个", "在表里改成规定的词，再导入一次"),
    "X66": Code(Weight.GUESS, "写法与规定的词不同，按相近的词读", "核对"),
    "X67": Code(Weight.GUESS, "表里没有写年度，由工作表名或文件名推出", "核对年度"),
    "X68": Code(Weight.GUESS, "表里没有金额，由工作表名推出", "核对金额"),
    "X69": Code(Weight.ERROR, "这里应是一个年度", "在表里写成四位数字，例如 2025，再导入一次"),
    "X100": Code(Weight.GUESS, "表上只有一栏金额，没有写是预算数还是执行数，按全年预算数读", "核对；是别的数的，在表头写明后再导入"),
    "X89": Code(Weight.GUESS, "金额大得不像万元，是否以元填写；照原数按万元读入，没有折算", "核对金额；确实以元填写的，在表里改成万元，再导入一次"),
}

FILING_CODES = {
    "X03": Code(Weight.ERROR, "文件读不出来", "照提示处理后再导入"),
    "X04": Code(Weight.NOTICE, "文件本身有要留意的地方", "照提示核对"),
    "X05": Code(Weight.NOTICE, "不是表格文件，没有读", "要导入的，请另存为 .xlsx"),
    "X06": Code(Weight.ERROR, "报告里列的文件找不到了，所以报告里列的表都没有再读", "把原来的文件放回原处，或连同文件一起导入"),
    "X07": Code(Weight.ERROR, "程序读这张表时出错，这张表没有读", "请把这个文件发给维护人员"),
    "X08": Code(Weight.NOTICE, "空白的表，没有写入"),
    "X70": Code(Weight.ERROR, "表上没有写单位", "在表里写上单位，或在报告“待补充”里填单位的编码或名称"),
    "X71": Code(Weight.ERROR, "单位在名录里找不到", "在报告“待补充”里填它的编码或名称；或用 jixiao import --alias 来文写法=单位"),
    "X72": Code(Weight.GUESS, "单位的写法与名录不同，按推断认定", "核对单位；以后不再提示的，用 --alias 记入别名"),
    "X73": Code(Weight.ERROR, "单位的编码和名称说的是两个单位", "在表里改正"),
    "X74": Code(Weight.ERROR, "有名称几乎相同的项目，要人来定是不是同一个", "在报告“待补充”里填那个项目的编号，或填“新项目”"),
    "X75": Code(Weight.NOTICE, "新项目，已编永久编号", "编号以后不再改变"),
    "X76": Code(Weight.NOTICE, "按以前年度的同名项目，沿用永久编号", "不是同一项目的，请先改名再导入"),
    "X77": Code(Weight.ERROR, "表里带的编号与项目名称对不上", "核对这张表是不是由别的项目的表改来的：改回名称，或用空白表重填"),
    "X78": Code(Weight.ERROR, "不知道是哪个年度", "在表里写上年度；或加 --year 年度；或在报告“待补充”里填"),
    "X79": Code(Weight.ERROR, "表上没有写项目名称", "在表里写上项目名称，或在报告“待补充”里填"),
    "X80": Code(Weight.ERROR, "单位的这个写法，名录里不止一个单位用", "在报告“待补充”里填单位的编码或全称；名录里的简称、别名要各不相同"),
    "X81": Code(Weight.ERROR, "这次导入的两处对同一项说法不同，两处都没有写入", "核对后改正其中一处，再导入"),
    "X82": Code(Weight.NOTICE, "资料里有这一行，表上没有，照资料保留", "不要这一行的，加 --replace 再导入，或在资料里删去"),
    "X83": Code(Weight.ERROR, "资料已经公开，没有改动", "已公开的内容要改的，先用 jixiao amend 写更正，再导入；按进度添上的不用更正"),
    "X84": Code(Weight.ERROR, "资料文件的写法特殊，程序不敢改，没有写入", "请手工改，或请维护人员看一看"),
    "X85": Code(Weight.ERROR, "原有资料有错误，没有写入", "先用 jixiao check 检查并改正，再导入"),
    "X86": Code(Weight.NOTICE, "资料的名录里有这个单位，表上没有", "核对"),
    "X87": Code(Weight.GUESS, "自评表没有执行率得分", "请单位补填；执行率不计分的，执行率分值填 0"),
    "X88": Code(Weight.NOTICE, "新建了一个年度", "核对年度"),
    "X90": Code(Weight.ERROR, "写进资料会成为错误，这份资料没有写入", "在表里改正，再导入"),
    "X91": Code(Weight.GUESS, "表上没有，按推定写入", "核对；不对的，在资料里改"),
    "X92": Code(Weight.ERROR, "资料必须有的，表上没有", "在报告“待补充”里填好，再导入报告；缺得多的，填好原表再导入"),
    "X93": Code(Weight.ERROR, "表里带的编号写法不对", "用空白表重填"),
    "X95": Code(Weight.ERROR, "“待补充”里填的这一格不能用", "照这里说的改好，再导入这份报告"),
    "X96": Code(Weight.ERROR, "“待补充”里填的这一格没有用上", "核对这一行说的那张表、那个格还在不在；表改过的，重新导入表，照新的报告填"),
    "X97": Code(Weight.ERROR, "绩效目标里没有这个指标", "名称写错的，在表里改成绩效目标里的名称；目标确实调整过的，先改绩效目标"),
    "X98": Code(Weight.ERROR, "绩效目标里没有这个指标，有一个名称相近的，要人来定是不是同一个", "在报告“待补充”里填“是”或“否”"),
    "X99": Code(Weight.NOTICE, "这一节说的是还没有写入的内容", "补齐以后会一起写入"),
    "X94": Code(Weight.ERROR, "这张表有读不懂的格，所以整张没有写入", "改好那一格，再导入"),
}


def filing_note(code: str, cell: CellRef, stands: str, message: str = "", *, understood: str = "", todo: str = "") -> Note:
    """A note with what its code says, unless there is more to say."""
    known = FILING_CODES.get(code) or CODES[code]
    return Note(code, known.weight, cell, stands, understood, todo or known.todo, f"{known.meaning}：{message}" if message else known.meaning)
