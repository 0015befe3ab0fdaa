"""RFC 9162's trees: known roots, and proofs that hold for their leaf and for no other."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.logs.evidence.merkle import Frontier, inclusion_proof, leaf_hash, root, root_by_inclusion

KNOWN = [bytes.fromhex(entry) for entry in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
"""The leaves of the reference tree of Certificate Transparency's own tests."""
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_reference_tree(size: int) -> None:
    assert root([leaf_hash(entry) for entry in KNOWN[:size]]).hex() == ROOTS[size - 1]


def test_a_tree_without_leaves_has_the_digest_of_nothing() -> None:
    assert (root([]), Frontier().root()) == (hashlib.sha256(b"").digest(),) * 2


@given(st.integers(1, 200))
def test_a_tree_that_grew_leaf_by_leaf_has_the_same_root(size: int) -> None:
    grown = Frontier()
    for leaf in leaves(size):
        grown.add(leaf)
    assert grown.root() == root(leaves(size))


@given(st.data(), st.integers(1, 200))
def test_a_proof_leads_from_its_leaf_to_the_root_and_from_no_other(data: st.DataObject, size: int) -> None:
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    known = leaves(size)
    proof = inclusion_proof(known, index)
    assert (root_by_inclusion(known[other], index, size, proof) == root(known)) == (index == other)


@given(st.data(), st.integers(2, 200))
def test_a_proof_of_another_length_proves_nothing(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    known = leaves(size)
    longer = (*inclusion_proof(known, index), leaf_hash(b""))
    assert root_by_inclusion(known[index], index, size, longer) != root(known)


def test_there_is_no_proof_for_a_leaf_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        inclusion_proof(leaves(3), 3)
    assert root_by_inclusion(leaf_hash(b""), 3, 3, ()) is None
