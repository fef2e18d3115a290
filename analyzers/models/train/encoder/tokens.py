"""Texts as token ids, cut as the product cuts them."""

from tokenizers import Tokenizer

CLS, SEP, PAD = 101, 102, 0
#: Tokens of a text that are read, [CLS] and [SEP] among them: the first HEAD and the last of those behind.
MOST = 128
HEAD = 100


def cut(ids: list[int]) -> list[int]:
    """[CLS], the text's ids, [SEP]; of a long text its beginning and its end, where the request often stands."""
    room = MOST - 2
    if len(ids) > room:
        ids = ids[: HEAD - 1] + ids[len(ids) - (room - HEAD + 1) :]
    return [CLS, *ids, SEP]


def encode(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    """Ids of each text. No text needs more than its first 4,000 and last 400 characters."""
    short = [text if len(text) <= 4400 else f"{text[:4000]}{text[-400:]}" for text in texts]
    return [cut(e.ids) for e in tokenizer.encode_batch(short, add_special_tokens=False)]
