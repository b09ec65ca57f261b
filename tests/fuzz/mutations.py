"""What is done to a file: each mutation takes its bytes and a source of chance, and returns other bytes."""

import random
import re
import zlib
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]
MOST = 6_000_000  # bytes that a mutation may make of a file

TAGS = (
    *(
        b"<p>",
        b"</p>",
        b"<li>",
        b"</ul>",
        b"<table>",
        b"</table>",
        b"<td>",
        b"<tr>",
        b"<th>",
        b"</div>",
        b"<h2>",
    ),
    *(b"<dd>", b"<!--", b"-->", b"<script>", b"</script>", b"<style>", b"<textarea>", b"<title>", b"<svg>"),
    *(b"<pre>", b"<template>", b"<select>", b"<iframe>", b"<plaintext>", b"<![CDATA[", b"<body>", b"<html>"),
    *(b"<td rowspan=99999 colspan=99999>", b"&#x110000;", b"&#0;", b"\x00", b"\xff\xfe", b"<", b">", b'"'),
)
CHARSETS = ("utf-16", "utf-32", "utf-7", "cp1252", "shift_jis", "koi8-r", "cp037")


def flip_bytes(content: bytes, rng: random.Random) -> bytes:
    """Change a few bytes, or a few hundred."""
    spoiled = bytearray(content)
    for _ in range(rng.choice((1, 10, 100, 1000))):
        spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
    return bytes(spoiled)


def cut_off(content: bytes, rng: random.Random) -> bytes:
    """Keep the beginning only, or lose a stretch within."""
    start = rng.randrange(len(content))
    return content[:start] if rng.random() < 0.6 else content[:start] + content[start + rng.randrange(5000) :]


def repeat_chunks(content: bytes, rng: random.Random) -> bytes:
    """Say a stretch again, up to two hundred times."""
    for _ in range(rng.randrange(1, 6)):
        start = rng.randrange(len(content))
        chunk = content[start : start + rng.randrange(1, 20_000)]
        times = min(rng.choice((1, 5, 200)), (MOST - len(content)) // (len(chunk) or 1))
        at = rng.choice((start, rng.randrange(len(content))))
        content = content[:at] + chunk * max(0, times) + content[at:]
    return content


def shuffle_chunks(content: bytes, rng: random.Random) -> bytes:
    """Put stretches of a file in another order."""
    size = max(1, len(content) // rng.randrange(2, 40))
    chunks = [content[i : i + size] for i in range(0, len(content), size)]
    rng.shuffle(chunks)
    return b"".join(chunks)


def tag_soup(content: bytes, rng: random.Random) -> bytes:
    """Throw tags in anywhere, and lose closing ones."""
    if rng.random() < 0.5:
        content = re.sub(rb"</\w+>", lambda m: m[0] if rng.random() < 0.5 else b"", content)
    edges = sorted(rng.randrange(len(content)) for _ in range(rng.choice((3, 30, 600))))
    parts, before = [], 0
    for edge in edges:
        parts += [content[before:edge], rng.choice(TAGS)]
        before = edge
    return b"".join([*parts, content[before:]])


def nest_deeply(content: bytes, rng: random.Random) -> bytes:
    """Wrap a stretch in thousands of elements."""
    tag = rng.choice(
        (b"div", b"ul><li", b"span", b"table><tr><td", b"b", b"blockquote", b"details", b"dl><dd")
    )
    depth, at = rng.choice((300, 3_000, 30_000)), rng.randrange(len(content))
    end = b"".join(b"</" + part + b">" for part in reversed(tag.split(b"><"))) if rng.random() < 0.5 else b""
    wrapped = (b"<" + tag + b">") * depth + content[at : at + 3000] + end * depth
    return content[:at] + wrapped + content[at + 3000 :]


def huge_parts(content: bytes, rng: random.Random) -> bytes:
    """Give an element a giant attribute, a giant word, or ten thousand attributes."""
    huge = rng.choice(
        (
            b'<p class="' + b"privacy-" * 100_000 + b'">',
            b"<p " + b" ".join(b"data-a%d=1" % n for n in range(10_000)) + b">",
            b"<p>" + b"a" * 1_000_000 + b"</p>",
            b"<p>" + b"We share data. " * 20_000 + b"</p>",
            b"<p>" + b"(a) " * 20_000 + b"</p>",
            b"<p>" + b". " * 200_000 + b"</p>",
            b"<p>" + b"1.1.1.1." * 50_000 + b"</p>",
            b"<script>" + b'{"a":[' * 50_000 + b"</script>",
            b"<table>" + b"<tr><td rowspan=999 colspan=999>x" * 500 + b"</table>",
            b"&amp;" * 100_000,
        )
    )
    at = content.find(b">", rng.randrange(len(content))) + 1
    return content[:at] + huge + content[at:]


def swap_charset(content: bytes, rng: random.Random) -> bytes:
    """Write the file in another charset than it says, or say another than it is written in."""
    charset = rng.choice(CHARSETS)
    if rng.random() < 0.5:
        return re.sub(rb"(?i)charset=[\"']?[\w-]+", b"charset=" + charset.encode(), content)
    return content.decode("utf-8", "replace").encode(charset, "replace")


def break_references(content: bytes, rng: random.Random) -> bytes:
    """Spoil a PDF's table of objects: its offsets, its start, its trailer."""
    kind = rng.randrange(4)
    if kind == 0:
        return re.sub(rb"\d{10} \d{5} n", lambda _: b"%010d 00000 n" % rng.randrange(len(content)), content)
    if kind == 1:
        return re.sub(rb"startxref\s+\d+", b"startxref\n%d" % rng.choice((0, 9**12, len(content))), content)
    if kind == 2:
        return content.replace(b"trailer", b"tra1ler").replace(b"/Root", b"/Boot")
    return re.sub(
        rb"(\d+) 0 R", lambda m: b"%d 0 R" % (rng.randrange(60) if rng.random() < 0.1 else int(m[1])), content
    )


def break_streams(content: bytes, rng: random.Random) -> bytes:
    """Spoil what a PDF's streams hold, how long they say they are, and how they say they are packed."""
    kind = rng.randrange(4)
    if kind == 0:
        return re.sub(rb"/Length \d+", lambda _: b"/Length %d" % rng.choice((0, 7, 9**9)), content)
    if kind == 1:
        other = rng.choice((b"/LZWDecode", b"/ASCII85Decode", b"/RunLengthDecode", b"/DCTDecode", b"/None"))
        return content.replace(b"/FlateDecode", other)
    if kind == 2:
        return re.sub(
            rb"stream\r?\n.{40}", lambda m: m[0][:-20] + rng.randbytes(20), content, flags=re.DOTALL
        )
    return re.sub(rb"stream\r?\n(.*?)\r?\nendstream", lambda m: _repacked(m, rng), content, flags=re.DOTALL)


def _repacked(stream: re.Match[bytes], rng: random.Random) -> bytes:
    """Change what a packed stream says and pack it again, so that the damage gets past the unpacking."""
    try:
        said = zlib.decompress(stream[1])
    except zlib.error:
        said = stream[1]
    if not said:
        return stream[0]
    spoil = rng.choice((flip_bytes, cut_off, repeat_chunks, shuffle_chunks, huge_numbers))
    return b"stream\n" + zlib.compress(spoil(said, rng)) + b"\nendstream"


def huge_numbers(content: bytes, rng: random.Random) -> bytes:
    """Put absurd numbers in the place of sound ones."""
    absurd = (b"0", b"-1", b"99999999999", b"1e308", b"-0.0000001", b"4294967296", b"nan")
    return re.sub(rb"\b\d+(\.\d+)?\b", lambda m: rng.choice(absurd) if rng.random() < 0.02 else m[0], content)


EITHER: tuple[Mutation, ...] = (flip_bytes, cut_off, repeat_chunks, shuffle_chunks)
OF_PAGES: tuple[Mutation, ...] = (*EITHER, tag_soup, nest_deeply, huge_parts, swap_charset)
OF_PDFS: tuple[Mutation, ...] = (*EITHER, break_references, break_streams, huge_numbers)


def damage(content: bytes, mutations: tuple[Mutation, ...], rng: random.Random) -> tuple[bytes, str]:
    """Return a file with one to three mutations done to it, and their names."""
    chosen = rng.choices(mutations, k=rng.choice((1, 1, 2, 3)))
    for one in chosen:
        content = one(content, rng)[:MOST] or b" "
    return content, "+".join(one.__name__ for one in chosen)
