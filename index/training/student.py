"""The model in training: the base model with a second, Chinese table of embedding rows."""

import json
from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import nn
from torch.nn.functional import normalize
from transformers import BertConfig, BertModel

from index.encoder_parts import WORD_ROWS, Floats, base_folder, base_weights
from index.training.batches import Tokens, padded


class Student(nn.Module):
    """Mean-pooled unit vectors of token ids; English rows fixed, Chinese rows sparse."""

    def __init__(self, chinese_rows: Floats) -> None:
        """
        :param chinese_rows: float32, shape (n_words, 384); their ids follow the base vocabulary.
        """
        super().__init__()
        weights = base_weights()
        self.body = _body(weights)
        self.english_rows = torch.from_numpy(weights[WORD_ROWS])
        self.chinese_rows = nn.Embedding(len(chinese_rows), self.dimension, sparse=True)
        self.chinese_rows.weight.data.copy_(torch.from_numpy(chinese_rows))

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.english_rows.shape[1]

    def forward(self, tokens: Sequence[Tokens]) -> torch.Tensor:
        """Unit vectors, float32, shape (n_texts, 384)."""
        ids, mask = padded(tokens)
        # bfloat16 makes a step three times as fast on this processor's matrix instructions and
        # moves a vector by a cosine of less than 0.001.
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.body(inputs_embeds=self._rows(ids), attention_mask=mask)
        states = hidden.last_hidden_state.float() * mask[..., None]
        return normalize(states.sum(1) / mask.sum(1, keepdim=True), dim=1)

    def _rows(self, ids: torch.Tensor) -> torch.Tensor:
        rows = self.english_rows[ids.clamp(max=len(self.english_rows) - 1)]
        chinese = ids >= len(self.english_rows)
        if chinese.any():
            rows = rows.clone()
            rows[chinese] = self.chinese_rows(ids[chinese] - len(self.english_rows))
        return rows

    def body_parameters(self) -> list[nn.Parameter]:
        """All weights but the embedding rows of words."""
        words = self.body.embeddings.word_embeddings.weight
        return [weight for weight in self.body.parameters() if weight is not words]

    def body_weights(self) -> dict[str, Floats]:
        """All weights but the embedding rows of words, by BERT's names."""
        return {
            name: weight.detach().numpy().copy()
            for name, weight in self.body.state_dict().items()
            if name != WORD_ROWS
        }

    def rows(self) -> Floats:
        """The Chinese rows, float32, shape (n_words, 384)."""
        found: Floats = self.chinese_rows.weight.detach().numpy().copy()
        return found


def _body(weights: Mapping[str, Floats]) -> BertModel:
    config = BertConfig(**json.loads((base_folder() / "config.json").read_text("utf-8")))
    # With the fused attention a training step takes twice as long on CPU.
    config._attn_implementation = "eager"
    body = BertModel(config, add_pooling_layer=False)
    body.load_state_dict({k: torch.from_numpy(np.array(v)) for k, v in weights.items()})
    # Dropout stays off: it would move the very vectors that are to stay in place.
    body.train(mode=False)
    body.embeddings.word_embeddings.weight.requires_grad_(False)
    return body
