"""Prints how hard the documentation and the page texts are to read, as Flesch-Kincaid grades, and fails above grade 10.

    PYTHONPATH=tests/tools/python python3 tests/tools/readability.py [PROJECT]

Needs Python 3.11 and textstat 0.7.3 (later versions need a dictionary from elsewhere). Code, URLs and placeholders count as one
short word. Each paragraph, list item and table cell is measured on its own sentences; labels of fewer than five words
are left out, because they would make everything look easy.
"""

import pathlib
import re
import sys
import tomllib

import textstat

MOST = 10.0
LEAST_WORDS = 5


def sentence(text):
    text = re.sub(r"`[^`]*`|https?://\S+|\{[^{}]*\}", "code", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*_<>#“”\"]", "", text).strip()
    if len(text.split()) < LEAST_WORDS:
        return ""
    return text if text.endswith((".", "?", "!", ":")) else text + "."


def markdown(text):
    text = re.sub(r"(?s)```.*?```", "", text)
    for line in text.splitlines():
        line = re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", line)
        yield from line.strip("|").split("|") if line.startswith("|") else [line]


def strings(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    else:
        yield value


def grade(parts):
    text = " ".join(filter(None, map(sentence, parts)))
    return textstat.flesch_kincaid_grade(text), len(text.split())


def main():
    project = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    pages = [page for page in sorted((project / "docs").rglob("*.md")) if page.name != "SUMMARY.md"]
    documents = {str(page.relative_to(project)): list(markdown(page.read_text())) for page in pages}
    texts = {
        name: list(strings(tomllib.loads((project / name).read_text())))
        for name in ["content/text/en.toml", "crates/compatibility/src/rule/sentence/english.toml"]
    }
    failed = False
    total = {"docs/ together": sum(documents.values(), [])}
    for name, parts in {**documents, "README.md": list(markdown((project / "README.md").read_text()))}.items():
        found, words = grade(parts)
        print(f"{found:5.1f}  {words:6} words  {name}")
    for name, parts in {**total, **texts}.items():
        found, words = grade(parts)
        failed |= found > MOST
        print(f"{found:5.1f}  {words:6} words  {name} (at most {MOST:.0f})")
    sys.exit("too hard to read: use shorter sentences and words" if failed else 0)


main()
