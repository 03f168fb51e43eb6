"""Writes the bilingual encoder as ONNX graphs, once; only this module's writers import torch."""

import json
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from index.encoder_parts import MAX_TOKENS, WORD_ROWS, Assembled, Floats, assemble, base_folder

if TYPE_CHECKING:
    from transformers import BertModel

GRAPH = "encoder.onnx"
INT8_GRAPH = "encoder.int8.onnx"
TOKENIZER = "tokenizer.json"
OPSET = 17


def export(trained: Path, folder: Path) -> None:
    """
    Write the graphs in float32 and int8 and the tokenizer into a folder, about 20 s.

    Both graphs take `input_ids` and `attention_mask` (int64, batch by length, at most 256) and
    give `embedding` (float32, batch by 384, unit length).

    :raises EncoderFileError: if the trained file or the base package cannot be used.
    """
    assembled = assemble(trained)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TOKENIZER).write_text(assembled.tokenizer_json, "utf-8")
    write_graph(assembled, folder / GRAPH)
    quantise(folder / GRAPH, folder / INT8_GRAPH)


def write_graph(assembled: Assembled, path: Path) -> None:
    """One graph from token ids to unit vectors: the model, mean over the mask, normalisation."""
    import torch
    from torch.nn.functional import normalize

    body = bert(assembled)

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = body

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states = self.body(input_ids=input_ids, attention_mask=attention_mask)
            mask = attention_mask[..., None].to(torch.float32)
            total = (states.last_hidden_state * mask).sum(1)
            return normalize(total / mask.sum(1).clamp(min=1), dim=1)

    example = torch.ones((2, 8), dtype=torch.long)
    axes = {0: "batch", 1: "length"}
    with warnings.catch_warnings():
        # The tracer warns of every Python branch it takes as fixed; a test compares the vectors.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Pooled().eval(),
            (example, example),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )


def quantise(graph: Path, to: Path) -> None:
    """The same graph with its matrix products in int8, a scale per output channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        graph,
        to,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul"],
    )


def write_sentence_transformer(assembled: Assembled, folder: Path) -> None:
    """The assembled model as a folder that `SentenceTransformer(folder)` loads."""
    shutil.copytree(base_folder(), folder, dirs_exist_ok=True)
    (folder / "vocab.txt").unlink()
    save_file(dict(assembled.weights), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / TOKENIZER).write_text(assembled.tokenizer_json, "utf-8")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["vocab_size"] = len(assembled.weights[WORD_ROWS])
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    # BertTokenizer would build its own pre-tokenizer, which sets every Chinese character apart.
    settings = json.loads((folder / "tokenizer_config.json").read_text("utf-8"))
    settings["tokenizer_class"] = "PreTrainedTokenizerFast"
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")
    (folder / "sentence_bert_config.json").write_text(
        json.dumps({"max_seq_length": MAX_TOKENS, "do_lower_case": False}), "utf-8"
    )


def bert(assembled: Assembled) -> "BertModel":
    """The assembled model in torch, without pooling, in evaluation mode."""
    import torch
    from transformers import BertConfig, BertModel

    config = BertConfig(**json.loads((base_folder() / "config.json").read_text("utf-8")))
    config.vocab_size = len(assembled.weights[WORD_ROWS])
    # The fused attention cannot be traced with a length that varies.
    config._attn_implementation = "eager"
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({k: torch.from_numpy(v.copy()) for k, v in assembled.weights.items()})
    model.train(mode=False)
    return model


class OnnxVectors:
    """Texts to vectors by an exported graph, as the tests and the measuring need it."""

    def __init__(self, folder: Path, graph: str = GRAPH) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.enable_padding()
        self._session = onnxruntime.InferenceSession(
            folder / graph, providers=["CPUExecutionProvider"]
        )

    def __call__(self, texts: Sequence[str], batch: int = 64) -> Floats:
        """Unit vectors, float32, shape (n_texts, 384), in the texts' order."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        found = np.zeros((len(texts), 384), dtype=np.float32)
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            encodings = self._tokenizer.encode_batch([texts[i] for i in part])
            inputs = {
                "input_ids": np.array([e.ids for e in encodings], dtype=np.int64),
                "attention_mask": np.array([e.attention_mask for e in encodings], dtype=np.int64),
            }
            found[part] = self._session.run(["embedding"], inputs)[0]
        return found
