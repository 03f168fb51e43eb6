#!/usr/bin/env bash
# One would guess: a model quantised by quantize_dynamic gives a row the same result whatever else is in its batch.
# What happens: the activations get one scale for the whole tensor, so a row that stands beside a larger one is rounded
#   more coarsely. The same text, embedded alone today and beside long texts tomorrow, has two vectors.
# Seen: onnxruntime 1.32.0, onnx 1.23.2, 2026-12-01; fp32 gives equal rows.
# Who is hurt: whoever embeds passages in batches: a re-index moves scores near a threshold, and answers with them.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check onnxruntime==1.32.0 onnx==1.23.2 numpy==2.4.6
cd "$folder"
venv/bin/python - <<'PY'
import logging
import sys
from importlib.metadata import version
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

logging.disable(logging.WARNING)
rng = np.random.default_rng(1)
weights = rng.normal(0, 0.05, (64, 64)).astype(np.float32)
graph = helper.make_graph(
    [helper.make_node("MatMul", ["x", "w"], ["y"])], "one-layer",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", 64])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["rows", 64])],
    [numpy_helper.from_array(weights, "w")],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
model.ir_version = 10
onnx.save(model, "fp32.onnx")
quantize_dynamic("fp32.onnx", "int8.onnx", weight_type=QuantType.QInt8)

row, neighbour = rng.normal(0, 1, (1, 64)), rng.normal(0, 30, (1, 64))
def gap(path: str) -> float:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    alone = session.run(None, {"x": row.astype(np.float32)})[0][0]
    beside = session.run(None, {"x": np.vstack([row, neighbour]).astype(np.float32)})[0][0]
    return float(np.abs(alone - beside).max())

print("onnxruntime", version("onnxruntime"), "onnx", version("onnx"), "numpy", version("numpy"))
whole, small = gap("fp32.onnx"), gap("int8.onnx")
print(f"largest change of a row by its neighbour: fp32 {whole:.6f}, int8 {small:.6f}")
sys.exit(not (whole < 1e-4 and small > 0.05))
PY
