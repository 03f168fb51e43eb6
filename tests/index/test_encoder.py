import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoder import (
    EncoderUnavailable,
    SentenceTransformerEncoder,
    TextRole,
    _prompts,
    embedded_english,
    unit_rows,
)


@pytest.fixture(scope="module")
def english() -> SentenceTransformerEncoder:
    return embedded_english()


def test_the_nearer_meaning_has_the_higher_similarity(english):
    job, near, far = english.encode(
        ["cleaner wanted", "cleaning staff vacancy", "the moon is full"]
    )
    assert job @ near > job @ far + 0.3


def test_any_text_gives_a_unit_vector(english):
    texts = ["", " ", "\x00\x07", "保洁员", "👷", "\ud800", "x" * 100_000, "word " * 20_000]
    vectors = english.encode(texts, TextRole.QUERY)
    assert vectors.shape == (len(texts), english.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


def test_no_text_gives_no_row(english):
    assert english.encode([]).shape == (0, english.dimension)


def test_the_fingerprint_is_the_model_not_its_place(english, tmp_path):
    assert embedded_english().fingerprint == english.fingerprint
    english._model.save(str(tmp_path / "copy"))
    assert SentenceTransformerEncoder(tmp_path / "copy").fingerprint == english.fingerprint


def test_a_folder_that_is_not_there_says_so(tmp_path):
    with pytest.raises(EncoderUnavailable, match=r"no such folder.*CHUNFENG_ENCODER"):
        SentenceTransformerEncoder(tmp_path / "nothing")


def test_a_folder_without_a_model_says_so(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EncoderUnavailable, match=str(tmp_path)):
        SentenceTransformerEncoder(tmp_path)


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("/models/e5-base-v2", "query: ", "passage: "),
        ("BAAI/bge-small-zh-v1.5", "为这个句子生成表示以用于检索相关文章：", ""),
        ("BAAI/bge-base-en-v1.5", "Represent this sentence for searching relevant passages: ", ""),
        ("BAAI/bge-m3", "", ""),
        ("thenlper/gte-small", "", ""),
        ("all-MiniLM-L6-v2", "", ""),
    ],
)
def test_each_family_gets_its_own_marks(name, query, passage):
    assert _prompts(name, {"query": "", "document": ""}) == {
        TextRole.QUERY: query,
        TextRole.PASSAGE: passage,
    }


def test_marks_stored_with_a_model_are_respected():
    found = _prompts("intfloat/multilingual-e5-small", {"query": "ask: ", "document": None})
    assert found == {TextRole.QUERY: "ask: ", TextRole.PASSAGE: ""}


def test_importing_the_index_does_not_import_torch():
    code = "import sys, index.snapshot, index.onnx_encoder; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.floats(width=32), min_size=3, max_size=3), max_size=5))
def test_rows_of_any_numbers_become_unit_vectors(rows):
    vectors = unit_rows(np.array(rows, dtype=np.float32).reshape(-1, 3))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(rows)), abs=1e-5)
