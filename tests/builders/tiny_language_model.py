"""A language model of a few kilobytes in GGUF: it has a letter a token and always prefers the same letters.

It knows nothing. A server that holds it to a JSON Schema gets the shortest JSON of that form from it.
"""

import numpy
from gguf import GGUFWriter, TokenType

WIDTH, LONGEST = 32, 32_768
# What it would say first, if it may: an empty list, the end of an object, the end of the text.
PREFERRED = (b"]", b"}", b'"', b":", b",", b"[", b"{")
SPECIAL = {"<unk>": TokenType.UNKNOWN, "<s>": TokenType.CONTROL, "</s>": TokenType.CONTROL}


def write_model(path):
    """Write the model to a file."""
    tokens = [*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256))]
    writer = GGUFWriter(path, "llama")
    writer.add_context_length(LONGEST)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(WIDTH)
    writer.add_head_count(1)
    writer.add_head_count_kv(1)
    writer.add_rope_dimension_count(WIDTH)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([*SPECIAL.values(), *[TokenType.BYTE] * 256])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template("{% for m in messages %}{{ m['content'] }}\n{% endfor %}")
    for name, tensor in _tensors(len(tokens)).items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _tensors(tokens):
    """The weights: every token is the same, the block adds nothing, and the last layer tells what is preferred."""
    nothing, one = numpy.zeros((WIDTH, WIDTH), "float32"), numpy.ones(WIDTH, "float32")
    wanted = numpy.zeros((tokens, WIDTH), "float32")
    for number, letter in enumerate(reversed(PREFERRED), 1):
        wanted[len(SPECIAL) + letter[0]] = number
    block = {f"blk.0.{name}.weight": nothing for name in ("attn_q", "attn_k", "attn_v", "attn_output")}
    block |= {f"blk.0.ffn_{name}.weight": nothing for name in ("gate", "up", "down")}
    block |= {f"blk.0.{name}_norm.weight": one for name in ("attn", "ffn")}
    whole = {"token_embd.weight": numpy.ones((tokens, WIDTH), "float32"), "output_norm.weight": one}
    return {**whole, **block, "output.weight": wanted}
