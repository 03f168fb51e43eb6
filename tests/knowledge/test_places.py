"""Districts of Chongqing, old names, moved towns, and namesakes elsewhere."""

from __future__ import annotations

import pytest

from knowledge.city_map import load_city_map
from knowledge.language import Lang


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("南岸", "南岸区"),
        ("in Nan’an District", "南岸区"),
        ("江北区观音桥", "两江新区"),
        ("渝北", "两江新区"),
        ("Yubei", "两江新区"),
        ("渝北区统景镇", "北碚区"),
        ("渝北的兴隆镇", "北碚区"),
        ("Xinglong, Yubei", "北碚区"),
        ("统景", "北碚区"),
        ("北碚水土", "两江新区"),
        ("蔡家岗", "两江新区"),
        ("奉节兴隆镇", "奉节县"),
        ("万县", "万州区"),
        ("巫溪", "巫溪县"),
        ("Wuxi County", "巫溪县"),
        ("石柱", "石柱土家族自治县"),
        ("Fuling", "涪陵区"),
        ("嘉陵江北岸的渝中", "渝中区"),
        ("北碚區", "北碚区"),
    ],
)
def test_a_district_is_understood_by_any_of_its_names(glossary, text, district):
    assert glossary.district_of(text) == district


@pytest.mark.parametrize(
    "text",
    [
        "无锡", "Wuxi, Jiangsu", "长江北岸", "north of the river", "宁波江北区", "成都高新区",
        "健康长寿", "民族复兴", "重庆", "主城", "生意兴隆", "Mr Zhong", "水土流失", "",
    ],
)  # fmt: skip
def test_other_places_are_no_district(glossary, text):
    assert glossary.district_of(text) is None


@pytest.mark.parametrize(
    ("cell", "district"),
    [
        ("重庆市渝北区", "两江新区"),
        ("重庆重庆南岸区", "南岸区"),
        ("Chongqing, Wanzhou", "万州区"),
        ("广东省惠州惠城区江北", None),
        ("江苏省无锡江阴", None),
        ("上海上海浦东新区", None),
        ("主城", None),
    ],
)
def test_a_cell_of_a_feed_names_a_district_of_this_city_only(glossary, cell, district):
    assert glossary.places.district_of_cell(cell) == district


def test_an_old_name_comes_with_a_note(glossary):
    [place] = glossary.places.find("江北")
    assert place.note is not None
    assert "两江新区" in place.note.in_lang(Lang.ZH)
    assert "Liangjiang New Area" in place.note.in_lang(Lang.EN)


def test_the_main_city_stands_for_its_districts(glossary):
    places = glossary.places
    assert places.districts_in("主城都可以") == places.central_districts
    assert set(places.central_districts) <= places.districts


def test_every_name_on_the_map_is_a_district_of_the_glossary(glossary):
    city = load_city_map()
    assert set(city.neighbours) == set(glossary.places.districts)
    assert set(city.merged.values()) <= set(glossary.places.districts)


def test_neighbours_are_mutual_and_never_oneself(glossary):
    places = glossary.places
    assert places.are_neighbours("南岸区", "巴南区")
    assert places.are_neighbours("巴南区", "南岸区")
    assert not places.are_neighbours("南岸区", "城口县")
    assert not any(places.are_neighbours(name, name) for name in places.districts)
