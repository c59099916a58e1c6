"""Which pieces of text hold which pairs of characters: gathered piece by piece, packed into shards.

A list of n ascending numbers below N is packed as Rice code: the gap before each number, less one, as a quotient in ones ended by a
zero, and a remainder of k bits. k follows from n and N, so that a list takes about 1.5 bits more for each number than its gap needs,
and N bits at the most: a pair that stands in every piece is as cheap as a row of bits. n itself stands before the list as Elias gamma.
`templates/theme/assets/search.js` reads it.
"""

import base64
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.website.search.folding import fold

MIN_BITS, MAX_BITS = 4, 12  # 16 to 4,096 shards
SHARD = 4096  # bytes that a shard should have
MASK = 0xFFFFFFFF


class Postings:
    """Pairs of characters, and the ascending numbers of the pieces that hold each."""

    def __init__(self) -> None:
        self._lists: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self.pieces = 0

    def add(self, blocks: Iterable[str]) -> None:
        """The next piece."""
        pairs: set[str] = set()
        for block in blocks:
            text = fold(block)
            pairs.update(map(str.__add__, text, text[1:]))
        for pair in pairs:
            self._lists[pair].append(self.pieces)
        self.pieces += 1

    def shard_bits(self) -> int:
        """The number of shards as a power of two, such that each is small."""
        size = 7 * len(self._lists) + sum(map(len, self._lists.values()))  # an estimate: the key, and a byte for each number
        return min(max((size // SHARD).bit_length(), MIN_BITS), MAX_BITS)

    def shards(self, bits: int) -> Iterator[tuple[str, str]]:
        """Each shard: its pairs one after the other, and their lists in base64."""
        by_shard: list[list[str]] = [[] for _ in range(1 << bits)]
        for pair in self._lists:
            by_shard[shard_of(pair, bits)].append(pair)
        for pairs in by_shard:
            pairs.sort()
            yield "".join(pairs), base64.b64encode(_pack([self._lists[pair] for pair in pairs], self.pieces)).decode("ascii")


def shard_of(pair: str, bits: int) -> int:
    """The shard that holds a pair of characters."""
    first, second = map(ord, pair)
    mixed = ((first * 0x9E3779B1 & MASK) ^ second) * 0x85EBCA6B & MASK
    return mixed >> (32 - bits)


def remainder_bits(count: int, below: int) -> int:
    """k of the Rice code: the gap of a list of `count` numbers is `below` ÷ `count` on average, and most are smaller."""
    return max((below * 45 // (count * 64)).bit_length() - 1, 0)


class _Codes(dict[int, str]):
    """The code of each gap, made when it is first needed."""

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def __missing__(self, gap: int) -> str:
        quotient, remainder = (gap - 1) >> self.bits, (gap - 1) & ((1 << self.bits) - 1)
        code = "1" * quotient + "0" + (f"{remainder:0{self.bits}b}" if self.bits else "")
        self[gap] = code
        return code


_CODES: defaultdict[int, _Codes] = defaultdict()


def _codes(bits: int) -> _Codes:
    if bits not in _CODES:
        _CODES[bits] = _Codes(bits)
    return _CODES[bits]


def _pack(lists: Iterable[Sequence[int]], below: int) -> bytes:
    parts: list[str] = []
    for numbers in lists:
        count = len(numbers)
        parts.append("0" * (count.bit_length() - 1) + f"{count:b}")
        codes = _codes(remainder_bits(count, below))
        parts.append(codes[numbers[0] + 1])
        parts += [codes[after - before] for before, after in pairwise(numbers)]
    text = "".join(parts)
    text += "0" * (-len(text) % 8)
    return int(text or "0", 2).to_bytes(len(text) // 8, "big")
