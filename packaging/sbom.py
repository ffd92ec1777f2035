#!/usr/bin/env python3
"""Prints the bill of materials of a release, SPDX 2.3 in JSON.

    sbom.py VERSION SECONDS ARCHIVE FILE ...

ARCHIVE is the source archive, and each FILE is one made of it. SECONDS is the time of the commit since 1970.
"""

import datetime
import hashlib
import json
import pathlib
import sys


def digest(path, algorithm):
    return hashlib.new(algorithm, pathlib.Path(path).read_bytes()).hexdigest()


def checksums(path):
    return [{"algorithm": name, "checksumValue": digest(path, name.lower())} for name in ("SHA1", "SHA256")]


def file_of(path):
    name = pathlib.Path(path).name
    return {"SPDXID": f"SPDXRef-{name.replace('.', '-')}", "fileName": f"./{name}", "checksums": checksums(path),
            "licenseConcluded": "Apache-2.0", "licenseInfoInFiles": ["Apache-2.0"], "copyrightText": "Copyright 2026 The Hardwire Authors"}


def package(name, identifier, **more):
    return {"SPDXID": identifier, "name": name, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
            "licenseConcluded": "Apache-2.0", "licenseDeclared": "Apache-2.0", **more}


def main():
    version, seconds, archive, *files = sys.argv[1:]
    listed = [file_of(path) for path in files]
    created = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-hardwire"),
                 ("SPDXRef-abseil", "OPTIONAL_DEPENDENCY_OF", "SPDXRef-hardwire")]
    relations += [(each["SPDXID"], "GENERATED_FROM", "SPDXRef-hardwire") for each in listed]
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"hardwire-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/hardwire-{version}-{digest(archive, 'sha256')}",
        "creationInfo": {"created": created, "creators": ["Organization: The Hardwire Authors", "Tool: sbom.py"]},
        "packages": [
            package("hardwire", "SPDXRef-hardwire", versionInfo=version, packageFileName=pathlib.Path(archive).name,
                    checksums=checksums(archive), copyrightText="Copyright 2026 The Hardwire Authors"),
            package("abseil-cpp", "SPDXRef-abseil", copyrightText="NOASSERTION"),
        ],
        "files": listed,
        "relationships": [{"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}
                          for one, kind, other in relations],
    }
    print(json.dumps(document, indent=2))


main()
