"""What happens to a thing after it was published: it is corrected in the open, or withdrawn with a reason; its address stays."""

from generator.records.fields import PUBLIC, Date, Flag, Record, Text, field


class Correction(Record):
    """更正: a neutral note of what changed; the version before it stays readable unless it must not."""

    on: Date = field("日期", "更正的日期", audience=PUBLIC)
    note: Text = field("说明", "更正了什么，只写事实：哪一项由多少改为多少", audience=PUBLIC)
    keeps_old: Flag = field("保留旧版", "否：旧版含有不应公开的内容，不再展示", audience=PUBLIC, default=True)
    old_reason: str = field("不保留旧版理由", "不保留旧版时必填", audience=PUBLIC, default="")
    old_file: str = field("旧版文件", "预决算材料更正时，旧文件相对于 content/ 的路径", audience=PUBLIC, default="")


class Withdrawal(Record):
    """撤回: the content goes, the address answers and says when and why."""

    on: Date = field("日期", "撤回的日期", audience=PUBLIC)
    reason: Text = field("理由", "为什么撤回，写给公众看", audience=PUBLIC)
