"""A stock int8 MiniLM-L6, to hold the shipped model's speed against: the same shape, random weights, quantised the usual way.

Milliseconds say more about the machine than about the model, so `benchmarks.model` prints both and their ratio. The graph is what an
exporter writes and onnxruntime's `quantize_dynamic` makes of it: one tensor with one scale for each weight, activations quantised on
the fly, attention in plain operators, mean pooling. Random weights take as long as trained ones. The file format is written here in
a few lines (the numbers are those of onnx.proto), so that the measurement needs nothing but onnxruntime and numpy.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WIDTH, HEADS, INNER, LAYERS, ENTRIES, POSITIONS = 384, 12, 1536, 6, 30522, 512
"""MiniLM-L6's own."""

_FLOAT, _UINT8, _INT8, _INT64 = 1, 2, 3, 7
_TYPES = {"float32": _FLOAT, "uint8": _UINT8, "int8": _INT8, "int64": _INT64}
_OPSET = 17


def model(seed: int = 1) -> bytes:
    """The model, as onnxruntime reads it: ids and mask, int64 (texts, tokens), to a vector for each text, (texts, WIDTH)."""
    return _Graph(np.random.default_rng(seed)).model()


class _Graph:
    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        self._nodes: list[bytes] = []
        self._tensors: list[bytes] = []
        self._count = 0

    def model(self) -> bytes:
        x = self._embedded()
        far = self._op("Mul", self._op("Sub", self._scalar(1.0), self._mask()), self._scalar(-1e9))
        for _ in range(LAYERS):
            x = self._layer(x, far)
        weight = self._op(
            "Unsqueeze", self._op("Cast", "mask", to=_FLOAT), self._tensor(np.array([2], np.int64))
        )
        total = self._op("ReduceMean", self._op("Mul", x, weight), axes=(1,), keepdims=0)
        self._nodes.append(_node("Identity", [total], "vector"))
        graph = b"".join(
            [
                *(_bytes(1, node) for node in self._nodes),
                _bytes(2, b"yardstick"),
                *(_bytes(5, tensor) for tensor in self._tensors),
                *(_bytes(11, _value(name, _INT64, ("texts", "tokens"))) for name in ("ids", "mask")),
                _bytes(12, _value("vector", _FLOAT, ("texts", WIDTH))),
            ]
        )
        return _number(1, 8) + _bytes(7, graph) + _bytes(8, _bytes(1, b"") + _number(2, _OPSET))

    def _embedded(self) -> str:
        words = self._op("Gather", self._weights(ENTRIES, WIDTH), "ids")
        length = self._op("Gather", self._op("Shape", "ids"), self._tensor(np.array(1, np.int64)))
        until = self._op("Unsqueeze", length, self._tensor(np.array([0], np.int64)))
        positions = self._op(
            "Slice", self._weights(POSITIONS, WIDTH), self._tensor(np.array([0], np.int64)), until
        )
        return self._normalised(self._op("Add", words, positions))

    def _mask(self) -> str:
        wide = self._op("Unsqueeze", "mask", self._tensor(np.array([1, 2], np.int64)))
        return self._op("Cast", wide, to=_FLOAT)

    def _layer(self, x: str, far: str) -> str:
        q, k, v = (self._heads(self._linear(x, WIDTH, WIDTH)) for _ in range(3))
        k = self._op("Transpose", k, perm=(0, 1, 3, 2))
        scores = self._op("Div", self._op("MatMul", q, k), self._scalar((WIDTH / HEADS) ** 0.5))
        attention = self._op("Softmax", self._op("Add", scores, far), axis=-1)
        read = self._op("Transpose", self._op("MatMul", attention, v), perm=(0, 2, 1, 3))
        read = self._op("Reshape", read, self._tensor(np.array([0, 0, WIDTH], np.int64)))
        x = self._normalised(self._op("Add", self._linear(read, WIDTH, WIDTH), x))
        up = self._linear(x, WIDTH, INNER)
        bent = self._op("Add", self._op("Erf", self._op("Div", up, self._scalar(2**0.5))), self._scalar(1.0))
        gelu = self._op("Mul", self._op("Mul", up, bent), self._scalar(0.5))
        return self._normalised(self._op("Add", self._linear(gelu, INNER, WIDTH), x))

    def _heads(self, x: str) -> str:
        shape = self._tensor(np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
        return self._op("Transpose", self._op("Reshape", x, shape), perm=(0, 2, 1, 3))

    def _linear(self, x: str, width: int, out: int) -> str:
        """What `quantize_dynamic` makes of x @ weight + bias."""
        quantised, scale, zero = self._ops("DynamicQuantizeLinear", [x], 3)
        weight = self._tensor(self._random.integers(-127, 128, (width, out)).astype(np.int8))
        product = self._op("MatMulInteger", quantised, weight, zero, self._tensor(np.array(0, np.int8)))
        scales = self._op("Mul", scale, self._tensor(np.array(0.002, np.float32)))
        real = self._op("Mul", self._op("Cast", product, to=_FLOAT), scales)
        return self._op("Add", self._weights(out), real)

    def _normalised(self, x: str) -> str:
        ones = self._tensor(np.ones(WIDTH, np.float32))
        return self._op("LayerNormalization", x, ones, self._weights(WIDTH), axis=-1, epsilon=1e-12)

    def _weights(self, *shape: int) -> str:
        return self._tensor(self._random.normal(0, 0.05, shape).astype(np.float32))

    def _scalar(self, value: float) -> str:
        return self._tensor(np.array(value, np.float32))

    def _tensor(self, values: NDArray[np.generic]) -> str:
        name = f"w{len(self._tensors)}"
        sizes = b"".join(_number(1, size) for size in values.shape)
        self._tensors.append(
            sizes
            + _number(2, _TYPES[values.dtype.name])
            + _bytes(8, name.encode())
            + _bytes(9, values.tobytes())
        )
        return name

    def _op(self, kind: str, *inputs: str, **attributes: float | Sequence[int]) -> str:
        return self._ops(kind, inputs, 1, **attributes)[0]

    def _ops(
        self, kind: str, inputs: Sequence[str], outputs: int, **attributes: float | Sequence[int]
    ) -> list[str]:
        self._count += 1
        names = [f"{kind}_{self._count}_{number}" for number in range(outputs)]
        self._nodes.append(_node(kind, inputs, *names, **attributes))
        return names


def _node(kind: str, inputs: Sequence[str], *outputs: str, **attributes: float | Sequence[int]) -> bytes:
    return b"".join(
        [
            *(_bytes(1, name.encode()) for name in inputs),
            *(_bytes(2, name.encode()) for name in outputs),
            _bytes(4, kind.encode()),
            *(_bytes(5, _attribute(name, value)) for name, value in attributes.items()),
        ]
    )


def _attribute(name: str, value: float | Sequence[int]) -> bytes:
    named = _bytes(1, name.encode())
    if isinstance(value, float):
        return named + b"\x15" + np.array(value, "<f4").tobytes() + _number(20, 1)
    if isinstance(value, int):
        return named + _number(3, value) + _number(20, 2)
    return named + b"".join(_number(8, each) for each in value) + _number(20, 7)


def _value(name: str, element: int, shape: Sequence[str | int]) -> bytes:
    sizes = b"".join(
        _bytes(1, _bytes(2, size.encode()) if isinstance(size, str) else _number(1, size)) for size in shape
    )
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, _number(1, element) + _bytes(2, sizes)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # a negative number is written as its two's complement
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])
