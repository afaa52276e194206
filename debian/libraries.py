#!/usr/bin/env python3
"""Lists the libraries in the program for a target, in the two forms that go with its package: their licences, for
people, and a software bill of materials (CycloneDX, JSON), for programs that look for known vulnerabilities.

    debian/libraries.py aarch64-unknown-linux-musl target/licences.txt target/sbom.json

Each licence text appears once, under the names of the libraries that carry it. A library that offers a choice between
its own licence and Apache-2.0 is used under its own: every Debian system has the text of Apache-2.0 already.

It compiles nothing: it asks cargo and reads Cargo.lock. It names no time and no place, so that two builds agree.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

LICENCE_FILES = ("LICEN", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE")


def cargo(*arguments):
    command = [os.environ.get("CARGO", "cargo"), *arguments, "--locked"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def linked(target):
    """The names and versions of what is linked: not what only builds or tests it, nor what runs in the compiler."""
    edges = "--edges=normal,no-proc-macro"
    tree = cargo("tree", "--target", target, edges, "--prefix=none", "--format={p}")
    return set(re.findall(r"^(\S+) v(\S+)", tree, re.MULTILINE))


def checksums():
    """The SHA-256 of each package that was downloaded, by name and version."""
    lock = Path("Cargo.lock").read_text(encoding="utf-8")
    entry = r'\[\[package\]\]\nname = "(.*)"\nversion = "(.*)"\nsource = ".*"\nchecksum = "(.*)"'
    return {(name, version): checksum for name, version, checksum in re.findall(entry, lock)}


def licence_texts(folder):
    for path in sorted(folder.iterdir()):
        name = path.name.upper()
        if name.startswith(LICENCE_FILES) and "APACHE" not in name and path.is_file():
            yield path.read_text(encoding="utf-8")


def licences(packages):
    """The licences: a list of the libraries, then the texts."""
    page = ["The libraries in this program, and their licences.\n"]
    texts = {}
    for package in packages:
        page.append(f"{package['name']} {package['version']}: {package['license']}")
        for text in licence_texts(Path(package["manifest_path"]).parent):
            texts.setdefault(text, []).append(package["name"])
    for text, names in sorted(texts.items()):
        page.append(f"\n{'-' * 80}\n{', '.join(names)}:\n\n{text.rstrip()}")
    return "\n".join(page) + "\n"


def url(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def component(package, kind, checksum):
    return {
        "type": kind,
        "bom-ref": url(package),
        "name": package["name"],
        "version": package["version"],
        "purl": url(package),
        # Cargo's old way to write a choice is not an SPDX expression.
        "licenses": [{"expression": package["license"].replace("/", " OR ")}],
        "hashes": [{"alg": "SHA-256", "content": checksum}] if checksum else [],
    }


def bill_of_materials(packages, resolve):
    urls = {package["id"]: url(package) for package in packages}
    known = checksums()
    components = {
        package["id"]: component(
            package,
            "application" if package["id"] == resolve["root"] else "library",
            known.get((package["name"], package["version"])),
        )
        for package in packages
    }
    program = components.pop(resolve["root"])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program},
        "components": list(components.values()),
        "dependencies": [
            {"ref": urls[node["id"]], "dependsOn": sorted({urls[it] for it in node["dependencies"] if it in urls})}
            for node in resolve["nodes"]
            if node["id"] in urls
        ],
    }


def main(target, licences_file, bill_file):
    metadata = json.loads(cargo("metadata", "--format-version=1", "--filter-platform", target))
    chosen = linked(target)
    packages = [it for it in metadata["packages"] if (it["name"], it["version"]) in chosen]
    own = set(metadata["workspace_members"])
    libraries = [it for it in packages if it["id"] not in own]
    for package in packages:
        if not package["license"]:
            sys.exit(f"{package['name']} names no licence")
    if not libraries:
        sys.exit(f"no libraries for {target}")
    Path(licences_file).write_text(licences(libraries), encoding="utf-8")
    bill = json.dumps(bill_of_materials(packages, metadata["resolve"]), indent=2, sort_keys=True, ensure_ascii=False)
    Path(bill_file).write_text(bill + "\n", encoding="utf-8")


if len(sys.argv) != 4:
    sys.exit("usage: debian/libraries.py TARGET LICENCES BILL")
main(*sys.argv[1:])
