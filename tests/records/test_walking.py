"""Walking finds every text once, and tells public from internal by every record around it."""

from pathlib import Path

from generator.records.dossier import ProjectDossier
from generator.records.reading import name_path
from generator.records.walking import texts
from tests.workspaces import load_year, make_sound_workspace

DOSSIER = ProjectDossier.model_validate(
    {
        "编号": "P-1", "年度": "2025", "项目名称": "名称", "预算单位": "101", "预算类型": "一般公共预算", "项目概况": "概况", "项目负责人": "负责人",
        "自评": {
            "填报人": "填报人", "目标完成情况": "完成", "指标": [{"三级指标": "指标", "指标值": "良好", "实际完成值": "95%", "得分": "5"}],
            "报告评审": {"评审日期": "2026-03-20", "结论": "通过", "评审意见": "意见", "评审表": [{"方面": "方面", "分值": "100", "得分": "90"}]},
        },
        "评价": {
            "类别": "单位自评", "结果确定日期": "2026-04-01", "评价结论": "结论", "评价方法": ["比较法", "因素分析法"],
            "第三方机构": {"名称": "机构", "主评人": "主评人", "质量考评": [{"项目": "质量", "分值": "100", "得分": "90"}]},
            "存在问题": [{"编号": "1", "类别": "其他", "标题": "标题", "事实": "事实", "公开属性": "不予公开", "不予公开理由": "理由"}],
        },
    }
)  # fmt: skip


def found(dossier: ProjectDossier, *, is_public: bool) -> dict[str, str]:
    return {name_path(path): text for path, text in texts(dossier, is_public=is_public)}


def test_public_texts() -> None:
    assert found(DOSSIER, is_public=True) == {
        "预算单位": "101",
        "编号": "P-1",
        "项目名称": "名称",
        "项目概况": "概况",
        "自评 › 目标完成情况": "完成",
        "自评 › 指标 › 第1项 › 三级指标": "指标",
        "自评 › 指标 › 第1项 › 指标值 › 描述": "良好",
        "自评 › 指标 › 第1项 › 实际完成值 › 单位": "%",
        "评价 › 第三方机构 › 名称": "机构",
        "评价 › 评价方法 › 第1项": "比较法",
        "评价 › 评价方法 › 第2项": "因素分析法",
        "评价 › 评价结论": "结论",
        "评价 › 存在问题 › 第1项 › 标题": "标题",
        "评价 › 存在问题 › 第1项 › 事实": "事实",
    }


def test_internal_texts() -> None:
    assert found(DOSSIER, is_public=False) == {
        "项目负责人": "负责人",
        "自评 › 填报人": "填报人",
        "自评 › 报告评审 › 评审表 › 第1项 › 方面": "方面",
        "自评 › 报告评审 › 评审意见": "意见",
        "评价 › 第三方机构 › 主评人": "主评人",
        "评价 › 第三方机构 › 质量考评 › 第1项 › 项目": "质量",
        "评价 › 存在问题 › 第1项 › 不予公开理由": "理由",
    }


def test_no_text_is_on_both_sides(tmp_path: Path) -> None:
    project = load_year(make_sound_workspace(tmp_path)).projects[0]
    public, internal = found(project, is_public=True), found(project, is_public=False)
    assert (len(public) > 50, internal) == (True, {})
