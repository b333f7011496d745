"""The Merkle tree of RFC 9162, section 2.1: roots, a frontier that grows, and proofs."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
HASH_BYTES = 32


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf, told apart from a node by its first byte."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The roots of the perfect subtrees of a tree, largest first: all one needs to go on."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> "Frontier":
        """Return the frontier from its bytes.

        :raises ValueError: if a tree of this size has another number of peaks
        """
        steps = range(0, len(packed), HASH_BYTES)
        peaks = tuple(packed[start : start + HASH_BYTES] for start in steps)
        if len(packed) != size.bit_count() * HASH_BYTES:
            raise ValueError("This frontier does not belong to a tree of this size")
        return cls(size, peaks)

    @property
    def packed(self) -> bytes:
        return b"".join(self.peaks)

    def append(self, leaf: bytes) -> "Frontier":
        """Return the frontier with one more leaf."""
        peaks = [*self.peaks, leaf]
        # Each 1 at the end of the old size is a perfect subtree as large as the new one.
        size = self.size
        while size & 1:
            right = peaks.pop()
            peaks.append(node_hash(peaks.pop(), right))
            size >>= 1
        return Frontier(self.size + 1, tuple(peaks))

    @property
    def root(self) -> bytes:
        """Return the root of the whole tree."""
        if not self.peaks:
            return EMPTY_ROOT
        *rest, root = self.peaks
        for peak in reversed(rest):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over these leaf hashes, by the definition of RFC 9162, 2.1.1."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = _largest_power_below(len(leaves))
    return node_hash(root_of(leaves[:split]), root_of(leaves[split:]))


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that join leaf `index` to the root (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise ValueError("No such leaf")
    if len(leaves) == 1:
        return []
    split = _largest_power_below(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def includes(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether the proof shows this leaf at this place (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    steps = _climb(index, size - 1, proof)
    if steps is None:
        return False
    found = leaf
    for step, on_left in steps:
        found = node_hash(step, found) if on_left else node_hash(found, step)
    return found == root


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """Return the hashes that show the first tree to be the start of this (RFC 9162, 2.1.4.1)."""
    if not 1 <= first <= len(leaves):
        raise ValueError("No such earlier tree")
    return _subproof(leaves, first, whole=True)


def _subproof(leaves: Sequence[bytes], first: int, *, whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _largest_power_below(len(leaves))
    if first <= split:
        return [*_subproof(leaves[:split], first, whole=whole), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], first - split, whole=False), root_of(leaves[:split])]


def consistent(
    *, first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Return whether the proof shows that nothing of the first was changed (RFC 9162, 2.1.4.2)."""
    if not 1 <= first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    # A first tree that is perfect is itself the start of the path.
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    steps = _climb(at, last, path[1:])
    if not proof or steps is None:
        return False
    old = new = path[0]
    for step, on_left in steps:
        old = node_hash(step, old) if on_left else old
        new = node_hash(step, new) if on_left else node_hash(new, step)
    return old == first_root and new == second_root


def _climb(at: int, last: int, proof: Sequence[bytes]) -> list[tuple[bytes, bool]] | None:
    """Return each hash with whether it stands on the left, or None if they are too many or few."""
    steps = []
    for step in proof:
        if last == 0:
            return None
        on_left = bool(at & 1) or at == last
        while on_left and not at & 1 and at:
            at, last = at >> 1, last >> 1
        at, last = at >> 1, last >> 1
        steps.append((step, on_left))
    return steps if last == 0 else None


def _largest_power_below(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)
