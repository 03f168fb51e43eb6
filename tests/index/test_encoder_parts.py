"""The bilingual encoder, put together from the base package and the trained file."""

import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from index.encoder_parts import (
    WORD_ROWS,
    Assembled,
    EncoderFileError,
    assemble,
    assemble_base,
    base_folder,
    base_weights,
    read_trained,
)
from index.export import TOKENIZER, OnnxVectors, write_graph

TRAINED = Path(__file__).parents[2] / "index" / "model" / "chunfeng-encoder.safetensors"
ENGLISH = [
    "How do I apply for the social-insurance subsidy?",
    "Warehouse keeper wanted, 4,500 yuan a month, board and lodging included.",
    "The river froze over in the coldest winter of the century.",
]


@pytest.fixture(scope="module")
def assembled() -> Assembled:
    return assemble(TRAINED)


@pytest.fixture(scope="module")
def vectors(assembled: Assembled, tmp_path_factory: pytest.TempPathFactory) -> OnnxVectors:
    return written(assembled, tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="module")
def base_vectors(tmp_path_factory: pytest.TempPathFactory) -> OnnxVectors:
    return written(assemble_base(), tmp_path_factory.mktemp("base"))


def written(assembled: Assembled, folder: Path) -> OnnxVectors:
    write_graph(assembled, folder / "encoder.onnx")
    (folder / TOKENIZER).write_text(assembled.tokenizer_json, "utf-8")
    return OnnxVectors(folder)


def test_the_trained_file_is_small_enough_for_the_repository() -> None:
    assert TRAINED.stat().st_size <= 40_000_000


@pytest.mark.parametrize(
    ("chinese", "near", "far"),
    [
        ("保洁员", "cleaner", "welder"),
        ("普工", "general factory worker", "lawyer"),
        ("送外卖的", "food delivery rider", "accountant"),
        ("幼师", "kindergarten teacher", "truck driver"),
        ("失业金怎么领", "How do I get unemployment benefit?", "How do I learn to drive?"),
        ("退捕渔民", "withdrawn fishermen", "college graduates"),
    ],
)
def test_chinese_lies_nearer_to_its_english(
    vectors: OnnxVectors, chinese: str, near: str, far: str
) -> None:
    zh, right, wrong = vectors([chinese, near, far])
    assert zh @ right > zh @ wrong + 0.2


def test_traditional_characters_are_read_as_simplified(assembled: Assembled) -> None:
    tokenizer = assembled.tokenizer()
    simplified = "请问重庆退捕渔民可以申请哪些公益性岗位补贴？"
    traditional = "請問重慶退捕漁民可以申請哪些公益性崗位補貼？"
    assert tokenizer.encode(traditional).ids == tokenizer.encode(simplified).ids


def test_domain_words_are_single_tokens(assembled: Assembled) -> None:
    assert assembled.tokenizer().encode("保洁员找工作").tokens[1] == "保洁员"


def test_english_is_cut_into_the_base_models_pieces(assembled: Assembled) -> None:
    ours, base = assembled.tokenizer(), assemble_base().tokenizer()
    for text in ENGLISH:
        assert ours.encode(text).ids == base.encode(text).ids


def test_english_vectors_stay_close_to_the_base_model(
    vectors: OnnxVectors, base_vectors: OnnxVectors
) -> None:
    assert ((vectors(ENGLISH) * base_vectors(ENGLISH)).sum(axis=1) > 0.95).all()


def test_english_word_rows_are_the_base_models(assembled: Assembled) -> None:
    base = base_weights()[WORD_ROWS]
    assert np.array_equal(assembled.weights[WORD_ROWS][: len(base)], base)


@pytest.mark.parametrize(
    "text",
    ["", " ", "工", "\u4dbf𠀀\U0001f600", "\ufffd\u0000", "公益性岗位" * 20_000, "a" * 100_000],
    ids=["empty", "blank", "one", "unknown", "control", "long Chinese", "long word"],
)
def test_odd_text_gives_a_unit_vector(vectors: OnnxVectors, text: str) -> None:
    assert np.linalg.norm(vectors([text])[0]) == pytest.approx(1, abs=1e-4)


def test_texts_of_a_batch_do_not_touch_each_other(vectors: OnnxVectors) -> None:
    texts = ["保洁员", "我想在渝北区找一份包吃住的仓库管理员工作，月薪四千元以上", "cleaner"]
    alone = np.concatenate([vectors([text]) for text in texts])
    assert np.abs(vectors(texts) - alone).max() < 1e-5


def test_long_text_is_cut_at_256_tokens(assembled: Assembled) -> None:
    assert len(assembled.tokenizer().encode("岗位，" * 1000).ids) == 256


def test_the_tokenizer_loads_in_half_a_second(assembled: Assembled) -> None:
    started = time.process_time()
    assembled.tokenizer()
    assert time.process_time() - started < 0.5


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderFileError, match="restore it from the repository"):
        assemble(tmp_path / "missing.safetensors")


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    short = tmp_path / "short.safetensors"
    short.write_bytes(TRAINED.read_bytes()[:100_000])
    with pytest.raises(EncoderFileError, match="damaged"):
        assemble(short)


def test_a_flipped_bit_is_noticed(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.safetensors"
    content = bytearray(TRAINED.read_bytes())
    content[-1000] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(EncoderFileError, match="digest"):
        assemble(damaged)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.safetensors"
    shutil.copy(base_folder() / "model.safetensors", other)
    with pytest.raises(EncoderFileError, match="format"):
        read_trained(other)
