import json
import threading

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

from index.encoder import EncoderUnavailable
from index.onnx_encoder import OnnxEncoder

WORDS = ["[PAD]", "[UNK]", "cleaner", "welder", "保", "洁", "员", "post"]
DIMENSION = 8
MAX_TOKENS = 16


def _graph() -> onnx.ModelProto:
    """Mean of the word rows under the mask, not normalised: [UNK] alone gives a zero vector."""
    table = np.random.default_rng(3).normal(size=(len(WORDS), DIMENSION)).astype(np.float32)
    table[1] = 0
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["rows", "column"], ["kept"]),
        helper.make_node("ReduceMean", ["kept", "middle"], ["embedding"], keepdims=0),
    ]
    ids, mask = (
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "attention_mask")
    )
    out = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", DIMENSION])
    constants = {"table": table, "last": np.array([2]), "middle": np.array([1])}
    weights = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", [ids, mask], [out], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("tiny-encoder")
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(path / "tokenizer.json"))
    onnx.save(_graph(), path / "model.onnx")
    about = {"fingerprint": "tiny-1", "dimension": DIMENSION, "max_tokens": MAX_TOKENS}
    (path / "encoder.json").write_text(json.dumps(about))
    return path


@pytest.fixture(scope="module")
def encoder(folder) -> OnnxEncoder:
    return OnnxEncoder(folder)


def test_it_says_what_it_is(encoder):
    assert (encoder.fingerprint, encoder.dimension) == ("tiny-1", DIMENSION)
    assert encoder.encode([]).shape == (0, DIMENSION)


def test_a_text_has_the_same_vector_among_others_and_alone(encoder):
    random = np.random.default_rng(1)
    texts = [" ".join(random.choice(WORDS[2:], size=n)) for n in random.integers(1, 14, size=100)]
    together = encoder.encode(texts)
    for row, text in enumerate(texts):
        assert np.array_equal(together[row], encoder.encode([text])[0])


def test_text_of_unknown_words_gives_a_unit_vector(encoder):
    vectors = encoder.encode(["", "qwx", "\x00", "👷 \ud800", "cleaner"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)


def test_a_long_text_is_cut_to_what_the_model_reads(encoder):
    long, cut = "cleaner " * 20_000, "cleaner " * MAX_TOKENS
    assert encoder.encode([long + "welder"])[0] == pytest.approx(encoder.encode([cut])[0])


def test_many_threads_get_their_own_vectors(encoder):
    texts = [f"{a} {b}" for a in WORDS[2:] for b in WORDS[2:]]
    expected = encoder.encode(texts)
    found: dict[int, np.ndarray] = {}

    def ask(start: int) -> None:
        for row in range(start, len(texts), 6):
            found[row] = encoder.encode([texts[row]])[0]

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for row in range(len(texts)):
        assert found[row] == pytest.approx(expected[row], abs=1e-5)


class StumblingSession:
    """Fails on its first run, as when memory runs out, then works."""

    def __init__(self, session) -> None:
        self.session = session
        self.failed = False

    def run(self, outputs, inputs):
        if not self.failed:
            self.failed = True
            raise RuntimeError("out of memory")
        return self.session.run(outputs, inputs)


def test_a_failed_run_reaches_its_caller_and_the_next_text_is_encoded(folder):
    encoder = OnnxEncoder(folder)
    expected = encoder.encode(["cleaner"])
    encoder._session = StumblingSession(encoder._session)
    with pytest.raises(RuntimeError, match="out of memory"):
        encoder.encode(["welder"])
    assert encoder.encode(["cleaner"]) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "encoder.json"])
@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_bad_file_is_named_with_what_to_do(folder, tmp_path, name, damage):
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    if damage == "missing":
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_text("not what it was")
    with pytest.raises(EncoderUnavailable, match=f"{name}.*make run"):
        OnnxEncoder(tmp_path)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_texts_give_unit_vectors(texts):
    vectors = _SHARED["encoder"].encode(texts)
    assert vectors.shape == (len(texts), DIMENSION)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


_SHARED: dict[str, OnnxEncoder] = {}


@pytest.fixture(autouse=True, scope="module")
def _share_with_properties(encoder):
    _SHARED["encoder"] = encoder
