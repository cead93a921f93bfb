"""Parses every file of a built site with parsers that have nothing to do with ours, and looks for what must not be there.

HTML by html5lib, XML by lxml, JSON by Python, Markdown by markdown-it with raw HTML switched on.
Usage: parse.py SITE. Prints each fault, then the number of files and faults; ends with 1 where there are faults.
"""

import json
import multiprocessing
import os
import sys

import html5lib
import lxml.etree
import markdown_it

DATA_SCRIPT = "application/ld+json"
HTML = "{http://www.w3.org/1999/xhtml}"
MARKDOWN = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table")


def is_script(address):
    scheme = "".join(c for c in address.split(":")[0] if c > " ").lower()
    return ":" in address and scheme in ("javascript", "vbscript", "data")


def of_html(text):
    parser = html5lib.HTMLParser(namespaceHTMLElements=True)
    tree = parser.parse(text)
    for position, code, _ in parser.errors:
        yield f"line {position[0]}: {code}"
    for element in tree.iter():
        name = element.tag.replace(HTML, "") if isinstance(element.tag, str) else "comment"
        for attribute, value in element.attrib.items():
            if attribute.startswith("on") or attribute in ("style", "srcdoc"):
                yield f"<{name} {attribute}>"
            if attribute in ("href", "src", "action", "formaction", "data") and is_script(value):
                yield f"<{name} {attribute}={value[:60]!r}>"
        if name == "comment" or name in ("iframe", "object", "embed", "style", "base", "form"):
            yield f"<{name}>"
        if name == "script" and element.get("src") is None:
            if element.get("type") != DATA_SCRIPT:
                yield "a script in the page"
            else:
                json.loads(element.text)


def of_markdown(text):
    columns = None
    tokens = MARKDOWN.parse(text)
    for token in tokens:
        if token.type == "html_block":
            yield f"HTML: {token.content[:60]!r}"
        if token.type == "tr_open":
            cells = 0
        if token.type in ("th_open", "td_open"):
            cells += 1
        if token.type == "tr_close":
            columns = columns or cells
            if cells != columns:
                yield f"a row of {cells} cells in a table of {columns}"
        if token.type == "table_close":
            columns = None
        for child in token.children or ():
            if child.type in ("html_inline", "image"):
                yield f"{child.type}: {child.content[:60]!r}"
            if child.type == "link_open" and not child.attrGet("href").startswith(("http://", "https://")):
                yield f"a link to {child.attrGet('href')[:60]!r}"


def faults(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        if path.endswith(".html"):
            return list(of_html(data.decode()))
        if path.endswith((".xml", ".xsd", ".svg")):
            lxml.etree.fromstring(data, lxml.etree.XMLParser(resolve_entities=False, huge_tree=True))
        elif path.endswith(".json"):
            json.loads(data)
        elif path.endswith(".jsonl"):
            for line in data.decode().split("\n")[:-1]:
                json.loads(line)
        elif path.endswith(".md"):
            return list(of_markdown(data.decode()))
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
    return []


def main():
    site = sys.argv[1]
    paths = [os.path.join(folder, name) for folder, _, names in os.walk(site) for name in names]
    # What lies in our own folder is no part of the site.
    paths = sorted(path for path in paths if "/.modelpress/" not in path)
    count = 0
    with multiprocessing.Pool() as pool:
        for path, found in zip(paths, pool.imap(faults, paths, chunksize=32)):
            count += len(found)
            for fault in found[:5]:
                print(f"{os.path.relpath(path, site)}: {fault}")
    print(f"{len(paths)} files, {count} faults")
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
