"""The codes of what is found when forms are filed into the records: beside `codes.py`, for the report and `docs/import.md`.

X0x file · X7x unit and project · X8x differences with the records and between forms · X9x what a record must have.
"""

from generator.records.intake.candidate import CellRef, Note, Weight

# code: weight, meaning, what to do
FILING_CODES: dict[str, tuple[Weight, str, str]] = {
    "X03": (Weight.ERROR, "文件读不出来", "照提示处理后再导入"),
    "X04": (Weight.NOTICE, "文件本身有要留意的地方", "照提示核对"),
    "X05": (Weight.NOTICE, "不是表格文件，没有读", "要导入的，请另存为 .xlsx"),
    "X06": (Weight.ERROR, "报告里填了答案，但找不到它说的那张表", "把原来的文件放回原处，或连同文件一起导入"),
    "X07": (Weight.ERROR, "程序读这张表时出错，这张表没有读", "请把这个文件发给维护人员"),
    "X08": (Weight.NOTICE, "空白的表，没有写入", ""),
    "X70": (Weight.ERROR, "表上没有写单位", "在表里写上单位，或在报告“待补充”里填单位的编码或名称"),
    "X71": (Weight.ERROR, "单位在名录里找不到", "在报告“待补充”里填它的编码或名称；或用 jixiao import --alias 来文写法=单位"),
    "X72": (Weight.GUESS, "单位的写法与名录不同，按推断认定", "核对单位；以后不再提示的，用 --alias 记入别名"),
    "X73": (Weight.ERROR, "单位的编码和名称说的是两个单位", "在表里改正"),
    "X74": (Weight.ERROR, "有名称几乎相同的项目，要人来定是不是同一个", "在报告“待补充”里填那个项目的编号，或填“新项目”"),
    "X75": (Weight.NOTICE, "新项目，已编永久编号", "编号以后不再改变"),
    "X76": (Weight.NOTICE, "按以前年度的同名项目，沿用永久编号", "不是同一项目的，请先改名再导入"),
    "X77": (Weight.ERROR, "表里带的编号与项目名称对不上", "核对这张表是不是由别的项目的表改来的：改回名称，或用空白表重填"),
    "X78": (Weight.ERROR, "不知道是哪个年度", "在表里写上年度；或加 --year 年度；或在报告“待补充”里填"),
    "X79": (Weight.ERROR, "表上没有写项目名称", "在表里写上项目名称，或在报告“待补充”里填"),
    "X81": (Weight.ERROR, "这次导入的两处对同一项说法不同，两处都没有写入", "核对后改正其中一处，再导入"),
    "X82": (Weight.NOTICE, "资料里有这一行，表上没有，照资料保留", "不要这一行的，加 --replace 再导入，或在资料里删去"),
    "X83": (Weight.ERROR, "资料已经公开，没有改动", "要改的，先用 jixiao amend 写更正，再导入"),
    "X84": (Weight.ERROR, "资料文件的写法程序不敢改，没有写入", "请手工改，或请维护人员看一看"),
    "X85": (Weight.ERROR, "原有资料有错误，没有写入", "先用 jixiao check 检查并改正，再导入"),
    "X88": (Weight.NOTICE, "新建了一个年度", "核对年度"),
    "X90": (Weight.ERROR, "写进资料会成为错误，这份资料没有写入", "在表里改正，再导入"),
    "X91": (Weight.GUESS, "表上没有，按推定写入", "核对；不对的，在资料里改"),
    "X92": (Weight.ERROR, "资料必须有的，表上没有", "在报告“待补充”里填好，再导入报告；缺得多的，填好原表再导入"),
    "X94": (Weight.ERROR, "这一节有读不懂的格，所以没有写入", "改好那一格，再导入"),
    "X93": (Weight.ERROR, "表里带的编号写法不对", "用空白表重填"),
}


def filing_note(code: str, cell: CellRef, stands: str, message: str = "", *, understood: str = "", todo: str = "") -> Note:
    """A note with what its code says, unless there is more to say."""
    weight, meaning, usual = FILING_CODES[code]
    return Note(code, weight, cell, stands, understood, todo or usual, f"{meaning}：{message}" if message else meaning)
