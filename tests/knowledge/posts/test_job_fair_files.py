"""Files as employers and job fairs send them, from the file to the posts that would be stored."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlmodel import select

from knowledge.database import SessionFactory, open_database, session_factory
from knowledge.glossary import Glossary
from knowledge.posts.defaults import BadDefault, FeedDefaults
from knowledge.posts.feed import FeedUnreadable, read_feed
from knowledge.posts.importing import FeedImport
from knowledge.posts.post import Post
from knowledge.posts.store import ImportPreview, run_import, run_preview
from knowledge.posts.tables import PostImportRow, PostRow, QuarantinedRow
from tests.builders import CHECKOUT
from tests.knowledge.posts.builders import TODAY

OLD_WORKBOOK = CHECKOUT / "tests" / "data" / "fair.xls"
FAIR = {"kind": "企业", "district": "南岸", "posted_on": "2026-11-20"}
NAMES = ["序号", "单位名称", "岗位", "人数", "薪资待遇", "学历要求", "工作地点"]
FIRM = "重庆示例机械制造有限公司"


@pytest.fixture
def sessions() -> SessionFactory:
    return session_factory(open_database("sqlite://"))


@pytest.fixture
def preview(sessions: SessionFactory, glossary: Glossary):
    def shown(path: Path, defaults: Mapping[str, str] = FAIR) -> ImportPreview:
        importing = FeedImport.of(
            sessions,
            "fair",
            today=TODAY,
            glossary=glossary,
            defaults=FeedDefaults.of(defaults, glossary.places),
        )
        return run_preview(importing, path)

    return shown


@pytest.fixture
def one_post(preview, tmp_path):
    def read(data: Any, name: str = "posting.json") -> Post:
        path = tmp_path / name
        path.write_text(data if isinstance(data, str) else json.dumps(data, indent=1))
        [post] = preview(path, {}).posts
        return post

    return read


def saved(path: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(path)
    return path


def fair(path: Path) -> Path:
    return saved(
        path,
        [
            ["南岸区2026年专场招聘会岗位信息汇总表"],
            NAMES,
            [1, FIRM, "数控车工", 5, "4-6K", "中专及以上", "南岸区茶园新区"],
            [None, None, "质检员", "若干", "面议", "大专", "渝中区解放碑"],
            [
                2,
                "重庆示例物业服务有限公司",
                "保洁员",
                "2-3人",
                "2800-3200元/月，8小时双休",
                "不限",
                "本公司",
            ],
            ["合计", None, None, 10],
            ["备注：以上岗位以现场公布为准，咨询电话023-62900000"],
        ],
        ["A1:G1", "A3:A4", "B3:B4", "A7:G7"],
    )


def test_a_list_without_ids_kind_district_and_day_is_taken_in(preview, tmp_path):
    shown = preview(fair(tmp_path / "fair.xlsx"))
    assert shown.report.held == ()
    turner, checker, cleaner = shown.posts
    assert (turner.employer, checker.employer) == (FIRM, FIRM)
    assert [post.district for post in shown.posts] == ["南岸区", "渝中区", "南岸区"]
    assert (turner.wage_min, turner.wage_max, turner.headcount) == (4000, 6000, 5)
    assert checker.headcount is None
    assert (cleaner.headcount, cleaner.headcount_max, cleaner.wage_min) == (2, 3, 2800)
    assert {post.posted_on for post in shown.posts} == {date(2026, 11, 20)}
    assert [one.lines for one in shown.report.left_out] == [(6, 7)]
    assert shown.report.other_columns == ("序号",)


def test_the_same_list_makes_the_same_ids(preview, tmp_path):
    first = preview(fair(tmp_path / "fair.xlsx"))
    again = preview(fair(tmp_path / "again.xlsx"))
    ids = [post.post_id for post in first.posts]
    assert ids == [post.post_id for post in again.posts]
    assert len(set(ids)) == 3
    assert all(post_id.startswith("fair-") for post_id in ids)


def test_what_lacks_is_named_with_how_to_give_it(preview, tmp_path):
    with pytest.raises(FeedUnreadable, match="--default kind=enterprise --default posted_on="):
        preview(fair(tmp_path / "fair.xlsx"), {})


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "别的"), ("district", "成都"), ("posted_on", "昨天"), ("title", "保洁")],
)
def test_a_default_that_no_row_could_have_is_refused(glossary, name, value):
    with pytest.raises(BadDefault, match=name):
        FeedDefaults.of({name: value}, glossary.places)


def test_a_preview_writes_nothing_and_tells_what_an_import_does(
    sessions, glossary, preview, tmp_path
):
    path = fair(tmp_path / "fair.xlsx")
    shown = preview(path)
    with sessions() as session:
        for table in (PostRow, PostImportRow, QuarantinedRow):
            assert session.exec(select(table)).all() == []
    importing = FeedImport.of(
        sessions, "fair", today=TODAY, glossary=glossary,
        defaults=FeedDefaults.of(FAIR, glossary.places),
    )  # fmt: skip
    assert run_import(importing, path) == shown.report
    assert preview(path).report.unchanged == 3


def test_a_row_hidden_by_a_filter_is_left_out_and_said(preview, tmp_path):
    path = tmp_path / "fair.xlsx"
    book = Workbook()
    for row in [
        NAMES,
        [1, FIRM, "焊工", 1, "6000元", "不限", "南岸区"],
        [2, FIRM, "已招满-钳工", 1, "6000元", "不限", "南岸区"],
    ]:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    secret = book.create_sheet("字典")
    secret.sheet_state = "hidden"
    book.save(path)
    shown = preview(path)
    assert [post.title for post in shown.posts] == ["焊工"]
    told = {one.why.zh: one.lines for one in shown.report.left_out}
    assert told == {"隐藏或被筛选掉的行：Sheet": (3,), "隐藏的工作表：字典": (1,)}


def test_an_old_workbook_is_read_with_its_hidden_rows_and_days(preview):
    shown = preview(OLD_WORKBOOK)
    assert [post.title for post in shown.posts] == ["保洁员", "保安"]
    assert {post.employer for post in shown.posts} == {"重庆示例物业服务有限公司"}
    assert {post.posted_on for post in shown.posts} == {date(2026, 11, 20)}
    assert {one.lines for one in shown.report.left_out} == {(5,), (6,), (1,)}


def test_a_picture_in_a_cell_is_no_text(preview, tmp_path):
    picture = '=DISPIMG("ID_1A",1)'
    path = tmp_path / "pictures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [
            ["岗位", "单位名称", "薪资待遇", "备注"],
            ["保洁员", FIRM, "3000元/月", picture],
            [picture, FIRM, "3000元/月", ""],
        ]
        csv.writer(file).writerows(rows)
    shown = preview(path)
    [post] = shown.posts
    assert post.description == ""
    assert [held.reasons for held in shown.report.held] == [("title is empty.",)]


def test_the_long_tail_of_a_formula_is_rounded(preview, tmp_path):
    names = ["单位名称", "岗位", "最低工资", "最高工资"]
    path = saved(
        tmp_path / "f.xlsx", [names, [FIRM, "司机", 3300.0000000000005, 5500.000000000001]]
    )
    [post] = preview(path).posts
    assert (post.wage_min, post.wage_max) == (3300, 5500)


def test_days_as_numbers_count_from_1904_where_the_book_does(preview, tmp_path):
    names = ["单位名称", "岗位", "薪资待遇", "发布日期", "截止日期"]
    path = saved(tmp_path / "mac.xlsx", [names, [FIRM, "司机", "6000元/月", 44884, "44956"]])
    _with_1904(path)
    [post] = preview(path).posts
    assert (post.posted_on, post.closes_on) == (date(2026, 11, 20), date(2027, 1, 31))


def _with_1904(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    book = parts["xl/workbook.xml"].decode()
    parts["xl/workbook.xml"] = re.sub(
        "<workbookPr */>", '<workbookPr date1904="1"/>', book
    ).encode()
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


@pytest.mark.parametrize(
    ("district", "address", "right"),
    [
        ("渝北区", "统景镇温泉路1号", "北碚区"),
        ("北碚区", "水土街道云汉大道5号", "两江新区"),
        ("渝北区", "重庆市渝北区大盛镇青龙村", "北碚区"),
        ("渝北区", "大湾镇金凤村", "北碚区"),
        ("渝北", "兴隆镇", "北碚区"),
        ("渝北区", "龙溪街道", "两江新区"),
        ("北碚区", "天生路2号", "北碚区"),
        ("渝北区", "红锦大道近兴隆街", "两江新区"),
        ("南岸区", "蔡家岗路1号", "南岸区"),
        ("江北区", "观音桥", "两江新区"),
    ],
)
def test_a_moved_town_beside_its_old_district_is_where_it_is_today(
    glossary, district, address, right
):
    assert glossary.places.district_of_address(district, address) == right


def test_a_csv_in_gb18030_and_one_age_that_is_no_bound(preview, tmp_path):
    path = tmp_path / "gb.csv"
    rows = [
        "单位名称,岗位,薪资待遇,年龄要求",
        f"{FIRM},保洁员㙍,3000元/月,不限",
        f"{FIRM},保安,4000元,45",
    ]
    text = "\n".join(rows)
    path.write_bytes(text.encode("gb18030"))
    shown = preview(path)
    assert [post.title for post in shown.posts] == ["保洁员㙍"]
    [held] = shown.report.held
    assert "not whether it is the lowest or highest" in held.reasons[0]


POSTING: dict[str, Any] = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "护理员",
    "description": "<p>照护老人，做六休一。</p><ul><li>有爱心</li></ul>",
    "identifier": {"@type": "PropertyValue", "name": "示例养老", "value": "JP-1"},
    "datePosted": "2026-11-18",
    "validThrough": "2026-12-31T00:00",
    "hiringOrganization": {"@type": "Organization", "name": "重庆示例养老服务有限公司"},
    "jobLocation": {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "民生路1号",
            "addressLocality": "渝中区",
            "addressRegion": "重庆市",
        },
    },
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "CNY",
        "value": {
            "@type": "QuantitativeValue",
            "minValue": 4000,
            "maxValue": 5500,
            "unitText": "MONTH",
        },
    },
}


def _is_the_carer(post: Post) -> bool:
    return (
        (post.post_id, post.title, post.district) == ("JP-1", "护理员", "渝中区")
        and (post.wage_min, post.wage_max, post.wage_unit) == (4000, 5500, "month")
        and (post.posted_on, post.closes_on) == (date(2026, 11, 18), date(2026, 12, 31))
        and post.description == "照护老人，做六休一。\n有爱心"
    )


@pytest.mark.parametrize("wrap", [
    lambda posting: posting,
    lambda posting: [posting],
    lambda posting: {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, posting]},
    lambda posting: {"@type": "ItemList", "itemListElement": [{"item": posting}]},
])  # fmt: skip
def test_a_job_posting_is_read_alone_and_in_lists(one_post, wrap):
    assert _is_the_carer(one_post(wrap(POSTING)))


def test_a_job_posting_on_one_line_and_in_a_saved_page_is_read(one_post):
    assert _is_the_carer(one_post(json.dumps(POSTING)))
    page = f'<html><script type="application/ld+json">{json.dumps(POSTING)}</script></html>'
    assert _is_the_carer(one_post(page, "page.html"))


def test_pay_of_a_posting_in_another_currency_is_held(preview, tmp_path):
    path = tmp_path / "p.json"
    path.write_text(
        json.dumps(
            {
                **POSTING,
                "baseSalary": {"currency": "USD", "value": {"value": 3000, "unitText": "MONTH"}},
            }
        )
    )
    [held] = preview(path, {}).report.held
    assert "not the yuan" in held.reasons[0]


def test_an_hr_json_opening_is_read(one_post):
    amount = {"intervalCode": "Month", "typeCode": "Minimum BasePay"}
    most = {**amount, "typeCode": "Maximum BasePay"}
    post = one_post(
        [{
            "documentId": {"value": "D-1"},
            "positionProfiles": [{
                "positionId": {"value": "H-7"},
                "positionTitle": "叉车司机",
                "positionLocation": [{"countrySubDivisions": [{"value": "巴南区"}]}],
                "positionOrganizations": [
                    {"name": "仓储部", "responsibilityCode": "Department"}, {"name": FIRM},
                ],
                "positionOpenQuantity": 2,
                "postingInstructions": [{"start": "2026-11-10", "end": "2026-12-20"}],
                "offeredRemunerationPackage": {"ranges": [
                    {**amount, "referenceAmount": {"value": 5000, "currency": "CNY"}},
                    {**most, "referenceAmount": {"value": 6500, "currency": "CNY"}},
                ]},
            }],
        }]
    )  # fmt: skip
    assert (post.post_id, post.title, post.employer) == ("H-7", "叉车司机", FIRM)
    assert (post.district, post.headcount) == ("巴南区", 2)
    assert (post.wage_min, post.wage_max, post.closes_on) == (5000, 6500, date(2026, 12, 20))


def test_a_table_saved_as_a_page_is_read_with_its_spanning_cells(preview, tmp_path):
    path = tmp_path / "岗位.xls"
    path.write_text(
        "<html><meta charset=utf-8><table><tr><th>单位名称</th><th>岗位</th><th>薪资待遇</th></tr>"
        f"<tr><td rowspan=2>{FIRM}</td><td>焊工</td><td>6000元/月</td></tr>"
        "<tr><td>钳工</td><td>5000-6000元/月</td></tr></table></html>",
        encoding="utf-8",
    )
    assert [(p.title, p.employer) for p in preview(path).posts] == [("焊工", FIRM), ("钳工", FIRM)]


def test_a_list_of_rows_in_json_is_read(preview, tmp_path):
    path = tmp_path / "rows.json"
    path.write_text(
        json.dumps(
            {"data": [{"岗位名称": "焊工", "单位名称": FIRM, "薪资": "6000元/月"}]}, indent=1
        )
    )
    assert [post.title for post in preview(path).posts] == ["焊工"]


def test_a_sheet_that_reaches_far_is_not_held_in_memory(tmp_path):
    book = Workbook()
    book.active.append(NAMES)
    book.active.cell(1_000_000, 1_000).value = "x"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(FeedUnreadable, match="far from the table"):
        list(read_feed(tmp_path / "far.xlsx"))


def test_pinyin_beside_the_letters_is_not_read(preview, tmp_path):
    path = saved(
        tmp_path / "pinyin.xlsx", [["单位名称", "岗位", "薪资待遇"], [FIRM, "保洁员", "3000元/月"]]
    )
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for name, content in parts.items():
        parts[name] = content.replace(
            "<t>保洁员</t>".encode(),
            '<t>保洁员</t><rPh sb="0" eb="3"><t>bǎo jié yuán</t></rPh>'.encode(),
        )
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    assert [post.title for post in preview(path).posts] == ["保洁员"]
