"""Thrift's compact protocol, as far as Parquet's footers and page headers use it.

Structures are read without their definitions: a field is its number, its type and its value, so fields that
this module has never heard of are written back as they were. What does not follow the protocol is a
`ValueError`. See thrift/doc/specs/thrift-compact-protocol.md in apache/thrift.
"""

from __future__ import annotations

import struct
from typing import Any

TRUE, FALSE, I8, I16, I32, I64, DOUBLE, BINARY, LIST, SET, STRUCT = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12

Struct = dict[int, tuple[int, Any]]
"""Number of a field -> its type and its value, in the order in which they stand.

A list is the type of its elements and the elements; a boolean is its type, `TRUE` or `FALSE`, and no value.
"""

_DEEPEST = 32
_NUMBERS = frozenset((I16, I32, I64))


def read_struct(content: bytes, at: int = 0) -> tuple[Struct, int]:
    """The structure that begins at a place, and where it ends."""
    reader = _Reader(content, at)
    try:
        return reader.struct(0), reader.at
    except (IndexError, struct.error) as exc:
        raise ValueError("a Thrift structure breaks off") from exc


def write_struct(fields: Struct) -> bytes:
    """A structure as bytes."""
    out = bytearray()
    _write_struct(out, fields)
    return bytes(out)


class _Reader:
    __slots__ = ("at", "content")

    def __init__(self, content: bytes, at: int) -> None:
        self.content = content
        self.at = at

    def struct(self, depth: int) -> Struct:
        if depth > _DEEPEST:
            raise ValueError("Thrift structures too deep in each other")
        content = self.content
        fields: Struct = {}
        number = 0
        while head := content[self.at]:
            self.at += 1
            number = number + (head >> 4) if head >> 4 else self.number()
            if number in fields:
                raise ValueError(f"a Thrift structure with field {number} twice")
            kind = head & 15
            fields[number] = kind, self.number() if kind in _NUMBERS else self.value(kind, depth)
        self.at += 1
        return fields

    def value(self, kind: int, depth: int) -> Any:
        if kind == STRUCT:
            return self.struct(depth + 1)
        if kind == BINARY:
            return self.bytes(self.size())
        if kind in (LIST, SET):
            return self.list(depth + 1)
        if kind in (TRUE, FALSE):
            return None
        if kind == I8:
            return self.bytes(1)
        if kind == DOUBLE:
            return struct.unpack("<d", self.bytes(8))[0]
        raise ValueError(f"a Thrift value of type {kind}, which Parquet does not use")

    def list(self, depth: int) -> tuple[int, list[Any]]:
        head = self.content[self.at]
        self.at += 1
        size = head >> 4 if head >> 4 < 15 else self.size()
        kind = head & 15
        if size > len(self.content) - self.at:
            raise ValueError("a Thrift list longer than its file")
        if kind in _NUMBERS:
            return kind, [self.number() for _ in range(size)]
        if kind in (TRUE, FALSE):  # in lists a byte each, unlike in fields
            return kind, list(self.bytes(size))
        return kind, [self.value(kind, depth) for _ in range(size)]

    def number(self) -> int:
        """A signed number, zigzag."""
        result = self.content[self.at]
        if result < 128:  # nearly always
            self.at += 1
        else:
            result = self.size()
        return (result >> 1) ^ -(result & 1)

    def size(self) -> int:
        """A number that has no sign."""
        content, at = self.content, self.at
        result = shift = 0
        while (byte := content[at]) > 127:
            result |= (byte & 127) << shift
            shift += 7
            at += 1
            if shift > 63:
                raise ValueError("a Thrift number of more than 64 bits")
        self.at = at + 1
        return result | byte << shift

    def bytes(self, size: int) -> bytes:
        start = self.at
        self.at += size
        if self.at > len(self.content):
            raise IndexError
        return self.content[start : self.at]


def _write_struct(out: bytearray, fields: Struct) -> None:
    previous = 0
    for number, (kind, value) in fields.items():
        step = number - previous
        if 0 < step < 16:
            out.append(step << 4 | kind)
        else:
            out.append(kind)
            _write_signed(out, number)
        previous = number
        if value is not None:
            _write_value(out, kind, value)
    out.append(0)


def _write_value(out: bytearray, kind: int, value: Any) -> None:
    if kind in _NUMBERS:
        _write_signed(out, value)
    elif kind == BINARY:
        _write_unsigned(out, len(value))
        out += value
    elif kind == STRUCT:
        _write_struct(out, value)
    elif kind in (LIST, SET):
        _write_list(out, *value)
    elif kind == I8:
        out += value
    elif kind == DOUBLE:
        out += struct.pack("<d", value)
    else:
        raise ValueError(f"a Thrift value of type {kind}, which Parquet does not use")


def _write_list(out: bytearray, kind: int, values: list[Any]) -> None:
    if len(values) < 15:
        out.append(len(values) << 4 | kind)
    else:
        out.append(0xF0 | kind)
        _write_unsigned(out, len(values))
    if kind in (TRUE, FALSE):
        out += bytes(values)
    else:
        for value in values:
            _write_value(out, kind, value)


def _write_unsigned(out: bytearray, number: int) -> None:
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)


def _write_signed(out: bytearray, number: int) -> None:
    _write_unsigned(out, number << 1 if number >= 0 else (~number << 1) | 1)
