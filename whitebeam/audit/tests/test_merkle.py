"""The tree agrees with the definition of RFC 9162, and its proofs hold for nothing else."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whitebeam.audit.rules.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    consistent,
    includes,
    inclusion_proof,
    leaf_hash,
    root_of,
)

# The leaves and roots of the reference test data of Certificate Transparency.
REFERENCE = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]  # fmt: skip
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
hashes = st.lists(st.binary(max_size=3).map(leaf_hash), min_size=1, max_size=70)


def frontier_of(leaves):
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    return frontier


@pytest.mark.parametrize("size", ROOTS)
def test_roots_are_those_of_the_reference_data(size):
    leaves = [leaf_hash(data) for data in REFERENCE[:size]]

    assert root_of(leaves).hex() == frontier_of(leaves).root.hex() == ROOTS[size]


def test_the_empty_tree_has_the_hash_of_nothing():
    assert Frontier().root == root_of([]) == EMPTY_ROOT == sha256(b"").digest()


@given(hashes)
@settings(deadline=None)
def test_a_growing_frontier_has_the_root_of_the_whole(leaves):
    frontier = frontier_of(leaves)

    assert frontier.root == root_of(leaves)
    assert Frontier.unpacked(len(leaves), frontier.packed) == frontier


def test_a_frontier_of_another_size_is_refused():
    with pytest.raises(ValueError):
        Frontier.unpacked(3, b"x" * 32)


@given(hashes, st.data())
@settings(deadline=None)
def test_inclusion_holds_for_its_leaf_and_no_other(leaves, data):
    size = len(leaves)
    index = data.draw(st.integers(0, size - 1))
    claim = {
        "leaf": leaves[index],
        "index": index,
        "size": size,
        "proof": inclusion_proof(leaves, index),
        "root": root_of(leaves),
    }

    assert includes(**claim)
    assert not includes(**claim | {"leaf": leaf_hash(b"another")})
    assert not includes(**claim | {"root": leaf_hash(b"another")})
    assert not includes(**claim | {"index": size})
    assert not includes(**claim | {"proof": [*claim["proof"], leaf_hash(b"more")]})
    assert size == 1 or not includes(**claim | {"proof": claim["proof"][:-1]})


@given(hashes, st.data())
@settings(deadline=None)
def test_consistency_holds_for_a_start_and_no_fork(leaves, data):
    first = data.draw(st.integers(1, len(leaves)))
    claim = {
        "first": first,
        "first_root": root_of(leaves[:first]),
        "second": len(leaves),
        "second_root": root_of(leaves),
        "proof": consistency_proof(leaves, first),
    }

    assert consistent(**claim)
    assert not consistent(**claim | {"first_root": leaf_hash(b"another")})
    assert not consistent(**claim | {"second_root": leaf_hash(b"another")})
    assert not consistent(**claim | {"proof": [*claim["proof"], leaf_hash(b"more")]})
    assert not consistent(**claim | {"first": len(leaves) + 1})


@pytest.mark.parametrize("size", range(1, 17))
def test_every_leaf_of_every_small_tree_is_included_and_every_start_consistent(size):
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    root = root_of(leaves)

    for index in range(size):
        proof = inclusion_proof(leaves, index)
        assert includes(leaf=leaves[index], index=index, size=size, proof=proof, root=root)
        first = index + 1
        assert consistent(
            first=first,
            first_root=root_of(leaves[:first]),
            second=size,
            second_root=root,
            proof=consistency_proof(leaves, first),
        )


def test_refuses_a_proof_of_what_is_not_there():
    with pytest.raises(ValueError):
        inclusion_proof([EMPTY_ROOT], 1)
    with pytest.raises(ValueError):
        consistency_proof([EMPTY_ROOT], 2)


def test_a_consistency_proof_without_its_hashes_does_not_hold():
    leaves = [leaf_hash(bytes([n])) for n in range(6)]
    claim = {"first_root": root_of(leaves[:4]), "second": 6, "second_root": root_of(leaves)}

    assert not consistent(first=4, proof=[], **claim)
    assert not consistent(first=3, proof=[], **claim)
