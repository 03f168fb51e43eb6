import pytest
import yaml

from knowledge.yaml_text import NestedTooDeeply, read_yaml


def test_a_text_gives_its_plain_values():
    assert read_yaml("a: [1, '二']\nb: {c: null}\n") == {"a": [1, "二"], "b": {"c": None}}


@pytest.mark.parametrize("levels", [41, 200_000])
@pytest.mark.parametrize("text", ["[", "- ", "{a: "])
def test_a_text_that_nests_without_end_is_refused_before_it_is_built(text, levels):
    with pytest.raises(NestedTooDeeply):
        read_yaml(text * levels)


@pytest.mark.parametrize("text", ["a: [1", "a: *gone", "!!python/object:os.system {}", "a\x00b"])
def test_what_is_not_plain_yaml_is_refused(text):
    with pytest.raises(yaml.YAMLError):
        read_yaml(text)
