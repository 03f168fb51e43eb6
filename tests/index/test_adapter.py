"""An adapter turns vectors as it was fitted to, and refuses those of another encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.adapter import AdaptedEncoder, LinearAdapter
from index.encoder import Encoder, EncoderUnavailable, TextRole
from tests.builders import joint_encoder
from tests.fakes import HashedNgramsEncoder

TEXTS = ["留岗红包每人多少钱", "年假有几天"]


def of_zeros(encoder: HashedNgramsEncoder) -> LinearAdapter:
    size = encoder.dimension
    return LinearAdapter(np.zeros((size, size), np.float32), encoder.fingerprint, "0")


def test_without_a_turn_the_vectors_stay() -> None:
    plain = HashedNgramsEncoder()
    same = AdaptedEncoder(plain, of_zeros(plain)).encode(TEXTS, TextRole.QUERY)
    np.testing.assert_allclose(same, plain.encode(TEXTS, TextRole.QUERY), atol=1e-6)


def test_a_turn_leaves_unit_vectors_and_survives_the_file(tmp_path: Path) -> None:
    plain = HashedNgramsEncoder()
    rng = np.random.default_rng(1)
    matrix = rng.normal(0, 0.05, (plain.dimension, plain.dimension)).astype(np.float32)
    LinearAdapter(matrix, plain.fingerprint, "").save(tmp_path / "a.npz")
    read = AdaptedEncoder(plain, LinearAdapter.load(tmp_path / "a.npz"))
    turned = read.encode(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(turned, axis=1), 1.0, atol=1e-5)
    given = plain.encode(TEXTS)
    expected = given + given @ matrix
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(turned, expected, atol=1e-3)
    assert read.fingerprint != plain.fingerprint


def test_vectors_of_another_encoder_are_refused() -> None:
    with pytest.raises(EncoderUnavailable, match="fit"):
        AdaptedEncoder(HashedNgramsEncoder(), LinearAdapter.load())


def test_the_bundled_adapter_is_of_the_bundled_encoders() -> None:
    plain = joint_encoder()
    adapted = AdaptedEncoder(plain, LinearAdapter.load())
    asked, answer = "被公司开除能赔多少钱", "违法解除劳动合同的赔偿金"
    other = "公积金提取"

    def lead(encoder: Encoder) -> float:
        query = encoder.encode([asked], TextRole.QUERY)[0]
        right, wrong = encoder.encode([answer, other])
        return float(query @ right - query @ wrong)

    assert lead(adapted) > lead(plain)
