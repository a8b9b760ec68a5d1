"""The fitted encoder as two int8 ONNX graphs: the lower layers with the early head, and the layers above.

Written operator by operator, so that what runs in the newsroom is what stands here: onnxruntime is asked to change nothing
(`classifier.py`). Its fused operators for attention, for an addition with a layer's normalisation and for a bias with GELU take longer on a
processor than their parts do, one after the other. Weights are rounded to seven bits for each
output channel: on processors without VNNI, onnxruntime's 8-bit kernels saturate. Embeddings are rounded for each entry.
Activations are rounded to eight bits on scales measured beforehand on training texts. Scales taken from each batch as it comes
would make a comment's score depend on its neighbours in the batch.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.encoder import ATTENTION_HEADS, EPSILON, LAYERS, LOWER_LAYERS, WIDTH, Encoder

POSITIONS_KEPT = 128
"""The longest window, with [CLS] and [SEP]."""
_FUSED = "com.microsoft"
_LARGEST = 63.0
_FIRST_ORDINARY = 5  # after [PAD] [UNK] [CLS] [SEP] [MASK]
_UNKNOWN = 1


Ranges = Mapping[str, tuple[float, float]]
"""For each integer product, by the name of its layer, the least and the greatest input that it must hold."""


@contextmanager
def measured(encoder: Encoder) -> Iterator[dict[str, tuple[float, float]]]:
    """While the block reads texts with `encoder`, the ranges of what goes into each product are gathered."""
    ranges: dict[str, tuple[float, float]] = {}

    def watch(name: str, module: nn.Module) -> object:
        def look(_: nn.Module, inputs: tuple[Tensor]) -> None:
            least, greatest = ranges.get(name, (0.0, 0.0))
            ranges[name] = (min(least, float(inputs[0].min())), max(greatest, float(inputs[0].max())))

        return module.register_forward_pre_hook(look)

    handles = [
        watch(name, module)
        for name, module in encoder.named_modules()
        if isinstance(module, nn.Linear) and name.startswith("layers.")
    ]
    try:
        yield ranges
    finally:
        for handle in handles:
            handle.remove()  # type: ignore[attr-defined]


class Graph:
    """A graph in the making: nodes in order, weights by name."""

    def __init__(self, ranges: Ranges) -> None:
        self._ranges = ranges
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._kept: set[str] = set()
        self._count = 0

    def weight(self, values: NDArray[np.generic], name: str) -> str:
        """Keep the values under this name, once."""
        if name not in self._kept:
            self._kept.add(name)
            whole = np.ascontiguousarray(values).reshape(
                values.shape
            )  # which would give a single number an axis
            self.weights.append(numpy_helper.from_array(whole, name))
        return name

    def ints(self, *values: int) -> str:
        """A list of sizes, axes or places."""
        return self.weight(np.array(values, np.int64), "ints." + ".".join(map(str, values)))

    def op(
        self,
        kind: str,
        *inputs: str,
        outputs: int = 1,
        domain: str = "",
        name: str = "",
        **attributes: object,
    ) -> str:
        """Add a node; the name of its first output (others are the name with `.1`, `.2`, …)."""
        self._count += 1
        first = name or f"{kind}_{self._count}"
        names = [first, *(f"{first}.{number}" for number in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return first

    def matmul(
        self, x: str, weight: NDArray[np.float32], name: str, bias: NDArray[np.float32] | None = None
    ) -> str:
        """x @ weight, in integers; `weight` is (in, out)."""
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / _LARGEST
        rounded = np.clip(np.round(weight / scale), -_LARGEST, _LARGEST).astype(np.int8)
        least, greatest = self._ranges[name]
        step = max(greatest - least, 1e-6) / 255.0
        step_name = self.weight(np.array(step, np.float32), f"{name}.as")
        zero_name = self.weight(np.array(np.clip(round(-least / step), 0, 255), np.uint8), f"{name}.az")
        quantised = self.op("QuantizeLinear", x, step_name, zero_name)
        inputs = [
            quantised,
            self.weight(rounded, f"{name}.q"),
            step_name,
            self.weight(scale.astype(np.float32), f"{name}.s"),
            zero_name,
        ]
        if bias is not None:
            inputs += ["", self.weight(bias, f"{name}.b")]
        return self.op("MatMulIntegerToFloat", *inputs, domain=_FUSED)


def _array(state: dict[str, Tensor], name: str) -> NDArray[np.float32]:
    return state[name].detach().cpu().numpy().astype(np.float32)


def _layer(graph: Graph, state: dict[str, Tensor], number: int, x: str, far: str) -> str:
    at = f"layers.{number}"

    def array(name: str) -> NDArray[np.float32]:
        return _array(state, f"{at}.{name}")

    qkv = graph.matmul(x, array("qkv.weight").T, f"{at}.qkv", array("qkv.bias"))
    read = _attended(graph, qkv, far)
    out = graph.matmul(read, array("out.weight").T, f"{at}.out", array("out.bias"))
    x = _normalised(graph, graph.op("Add", out, x), state, f"{at}.norm_1")
    up = graph.matmul(x, array("up.weight").T, f"{at}.up", array("up.bias"))
    down = graph.matmul(
        graph.op("Gelu", up, domain=_FUSED), array("down.weight").T, f"{at}.down", array("down.bias")
    )
    return _normalised(graph, graph.op("Add", down, x), state, f"{at}.norm_2")


def _attended(graph: Graph, qkv: str, far: str) -> str:
    """(texts, tokens, 3 × WIDTH) → (texts, tokens, WIDTH)."""
    heads = graph.op("Reshape", qkv, graph.ints(0, 0, 3 * ATTENTION_HEADS, WIDTH // ATTENTION_HEADS))
    heads = graph.op("Transpose", heads, perm=[0, 2, 1, 3])
    # Taken apart behind the transposition: each part is then one piece of memory for each text.
    q = graph.op("Split", heads, outputs=3, axis=1, num_outputs=3)
    k, v = f"{q}.1", f"{q}.2"
    scores = graph.op("FusedMatMul", q, k, domain=_FUSED, transB=1, alpha=(WIDTH / ATTENTION_HEADS) ** -0.5)
    attention = graph.op("Softmax", graph.op("Add", scores, far), axis=-1)
    read = graph.op("Transpose", graph.op("MatMul", attention, v), perm=[0, 2, 1, 3])
    return graph.op("Reshape", read, graph.ints(0, 0, WIDTH))


def _normalised(graph: Graph, x: str, state: dict[str, Tensor], at: str) -> str:
    norm = [graph.weight(_array(state, f"{at}.{part}"), f"{at}.{part}") for part in ("weight", "bias")]
    return graph.op("LayerNormalization", x, *norm, axis=-1, epsilon=EPSILON)


def _head(
    graph: Graph, state: dict[str, Tensor], at: str, x: str, words: str, logits: str, contributions: str
) -> None:
    def linear(name: str) -> str:
        product = graph.op(
            "MatMul", x, graph.weight(_array(state, f"{at}.{name}.weight").T, f"{at}.{name}.weight")
        )
        return graph.op("Add", product, graph.weight(_array(state, f"{at}.{name}.bias"), f"{at}.{name}.bias"))

    ignored = graph.weight(np.array(-1e4, np.float32), f"{at}.ignored")
    attention = graph.op("Softmax", graph.op("Where", words, linear("attention"), ignored), axis=1)
    contributed = graph.op("Mul", attention, linear("vote"), name=contributions)
    total = graph.op("ReduceSum", contributed, graph.ints(1), keepdims=0)
    graph.op("Add", total, graph.weight(_array(state, f"{at}.bias"), f"{at}.bias"), name=logits)


def _masks(graph: Graph) -> tuple[str, str]:
    """`far` (texts, 1, 1, tokens), to be added to attention's scores: 0 for a token, and for padding so little that it is not listened
    to; and `words` (texts, tokens, 1) bool; from the ids."""
    zero = graph.weight(np.array(0, np.int32), "zero")
    padding = graph.op("Cast", graph.op("Equal", "ids", zero), to=TensorProto.FLOAT)
    far = graph.op("Mul", padding, graph.weight(np.array(-1e4, np.float32), "never"))
    ordinary = graph.op(
        "GreaterOrEqual", "ids", graph.weight(np.array(_FIRST_ORDINARY, np.int32), "ordinary")
    )
    unknown = graph.op("Equal", "ids", graph.weight(np.array(_UNKNOWN, np.int32), "unknown"))
    words = graph.op("Or", ordinary, unknown)
    return graph.op("Unsqueeze", far, graph.ints(1, 2)), graph.op("Unsqueeze", words, graph.ints(2))


def lower(state: dict[str, Tensor], ranges: Ranges) -> onnx.ModelProto:
    """ids (texts, tokens) int32 → hidden (texts, tokens, WIDTH), early (texts, labels)."""
    graph = Graph(ranges)
    far, words = _masks(graph)
    table = _array(state, "tokens.weight")
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127.0
    rounded = graph.weight(np.round(table / scale).astype(np.int8), "tokens.q")
    x = graph.op("Cast", graph.op("Gather", rounded, "ids", axis=0), to=TensorProto.FLOAT)
    x = graph.op(
        "Mul", x, graph.op("Gather", graph.weight(scale.astype(np.float32), "tokens.s"), "ids", axis=0)
    )
    positions = graph.weight(_array(state, "positions.weight")[:POSITIONS_KEPT], "positions")
    shape = graph.op("Shape", "ids")
    length = graph.op("Slice", shape, graph.ints(1), graph.ints(2), graph.ints(0))
    x = graph.op("Add", x, graph.op("Slice", positions, graph.ints(0), length, graph.ints(0)))
    norm = [graph.weight(_array(state, f"norm.{part}"), f"norm.{part}") for part in ("weight", "bias")]
    x = graph.op("LayerNormalization", x, *norm, axis=-1, epsilon=EPSILON)
    for number in range(LOWER_LAYERS):
        x = _layer(graph, state, number, x, far)
    _head(graph, state, "early_head", x, words, "early", "early_contributions")
    graph.op("Identity", x, name="hidden")
    return _model(graph, [_ids()], [_hidden(), _logits("early")])


def upper(state: dict[str, Tensor], ranges: Ranges) -> onnx.ModelProto:
    """ids, hidden → logits (texts, labels), contributions (texts, tokens, labels)."""
    graph = Graph(ranges)
    far, words = _masks(graph)
    x = "hidden"
    for number in range(LOWER_LAYERS, LAYERS):
        x = _layer(graph, state, number, x, far)
    _head(graph, state, "head", x, words, "logits", "contributions")
    contributions = helper.make_tensor_value_info(
        "contributions", TensorProto.FLOAT, ["texts", "tokens", None]
    )
    return _model(graph, [_ids(), _hidden()], [_logits("logits"), contributions])


def write(state: dict[str, Tensor], ranges: Ranges, folder: Path) -> Sequence[Path]:
    """Both graphs, into `folder`."""
    paths = []
    for name, model in (("lower.onnx", lower(state, ranges)), ("upper.onnx", upper(state, ranges))):
        path = folder / name
        path.write_bytes(model.SerializeToString(deterministic=True))
        paths.append(path)
    return paths


def _ids() -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info("ids", TensorProto.INT32, ["texts", "tokens"])


def _hidden() -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["texts", "tokens", WIDTH])


def _logits(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", None])


def _model(
    graph: Graph, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]
) -> onnx.ModelProto:
    made = helper.make_graph(graph.nodes, "diwan", inputs, outputs, graph.weights)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="diwan")
