"""Writes a model that says nothing, for a server that only has to start and to name it.

    python3 llama_model.py FILE

The format is GGUF, version 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md): a header, pairs
of name and value, the tensors' names and shapes, and behind them, aligned, the tensors' numbers. The
architecture is `llama`: one layer of random weights, and a vocabulary of single bytes. The same file comes
each time. 300 kB, and no package is needed.
"""

import array
import random
import struct
import sys

WIDTH, INNER, HEADS, CONTEXT = 64, 128, 2, 256
ALIGNMENT = 32

U32, F32, TEXT, LIST, I32 = 4, 6, 8, 9, 5
UNKNOWN, CONTROL, BYTE, NORMAL = 2, 3, 6, 1

TOKENS = [("<unk>", UNKNOWN), ("<s>", CONTROL), ("</s>", CONTROL)]
TOKENS += [(f"<0x{byte:02X}>", BYTE) for byte in range(256)]
TOKENS += [("\u2581", NORMAL)]

# The widths stand as GGUF has them: the innermost first.
TENSORS = [
    ("token_embd.weight", (WIDTH, len(TOKENS))),
    ("output_norm.weight", (WIDTH,)),
    ("output.weight", (WIDTH, len(TOKENS))),
    ("blk.0.attn_norm.weight", (WIDTH,)),
    ("blk.0.attn_q.weight", (WIDTH, WIDTH)),
    ("blk.0.attn_k.weight", (WIDTH, WIDTH)),
    ("blk.0.attn_v.weight", (WIDTH, WIDTH)),
    ("blk.0.attn_output.weight", (WIDTH, WIDTH)),
    ("blk.0.ffn_norm.weight", (WIDTH,)),
    ("blk.0.ffn_gate.weight", (WIDTH, INNER)),
    ("blk.0.ffn_up.weight", (WIDTH, INNER)),
    ("blk.0.ffn_down.weight", (INNER, WIDTH)),
]


def text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack("<Q", len(raw)) + raw


def word(name: str, value: str) -> bytes:
    return text(name) + struct.pack("<I", TEXT) + text(value)


def number(name: str, value: int) -> bytes:
    return text(name) + struct.pack("<II", U32, value)


def fraction(name: str, value: float) -> bytes:
    return text(name) + struct.pack("<If", F32, value)


def several(name: str, kind: int, values: list[bytes]) -> bytes:
    return text(name) + struct.pack("<IIQ", LIST, kind, len(values)) + b"".join(values)


def padding(length: int) -> bytes:
    return bytes(-length % ALIGNMENT)


def pairs() -> list[bytes]:
    return [
        word("general.architecture", "llama"),
        word("general.name", "interop"),
        number("llama.context_length", CONTEXT),
        number("llama.embedding_length", WIDTH),
        number("llama.block_count", 1),
        number("llama.feed_forward_length", INNER),
        number("llama.attention.head_count", HEADS),
        number("llama.attention.head_count_kv", HEADS),
        fraction("llama.attention.layer_norm_rms_epsilon", 1e-5),
        number("llama.rope.dimension_count", WIDTH // HEADS),
        number("llama.vocab_size", len(TOKENS)),
        word("tokenizer.ggml.model", "llama"),
        several("tokenizer.ggml.tokens", TEXT, [text(token) for token, _ in TOKENS]),
        several("tokenizer.ggml.scores", F32, [struct.pack("<f", 0.0)] * len(TOKENS)),
        several("tokenizer.ggml.token_type", I32, [struct.pack("<i", kind) for _, kind in TOKENS]),
        number("tokenizer.ggml.unknown_token_id", 0),
        number("tokenizer.ggml.bos_token_id", 1),
        number("tokenizer.ggml.eos_token_id", 2),
    ]


def weights(shape: tuple[int, ...], chance: random.Random) -> bytes:
    if len(shape) == 1:
        return array.array("f", [1.0] * shape[0]).tobytes()
    return array.array("f", (chance.gauss(0.0, 0.05) for _ in range(shape[0] * shape[1]))).tobytes()


def main(path: str) -> None:
    chance = random.Random(1)
    values = pairs()
    head = b"GGUF" + struct.pack("<IQQ", 3, len(TENSORS), len(values)) + b"".join(values)
    numbers = b""
    for name, shape in TENSORS:
        head += text(name) + struct.pack(f"<I{len(shape)}Q", len(shape), *shape)
        head += struct.pack("<IQ", 0, len(numbers))  # 0: 32-bit floats
        numbers += weights(shape, chance)
        numbers += padding(len(numbers))
    with open(path, "wb") as file:
        file.write(head + padding(len(head)) + numbers)


main(sys.argv[1])
