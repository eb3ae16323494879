"""The scripts that hold the house together."""
import importlib.machinery
import importlib.util
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def check_imports():
    loader = importlib.machinery.SourceFileLoader("check_imports", str(REPOSITORY / "scripts/check-imports"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("check_imports", loader))
    loader.exec_module(module)
    return module


def target(name, path, uses=(), products=(), kind="regular"):
    return {
        "name": name, "path": path, "type": kind,
        "dependencies": [{"byName": [one, None]} for one in uses]
        + [{"product": [one, "package", None, None]} for one in products]}


@pytest.mark.parametrize("line, complaint", [
    ("import Domain", None),
    ("package import Domain", None),
    ("@testable import Domain", None),
    ("import struct Domain.AccountID", None),
    ("internal import Logging", None),
    ("// import Vault", None),
    ("import Vault", "not a direct dependency of Mail"),
    ("import NIOCore", "Modules may not see it"),
    ("import GRDB", "Modules may not see it"),
    ("import Foundation", "Modules may not see it"),
    ("@preconcurrency internal import CCurl", "not a direct dependency of Mail"),
])
def test_an_import_in_a_module(check_imports, tmp_path, line, complaint):
    (tmp_path / "Sources/Modules/Mail").mkdir(parents=True)
    (tmp_path / "Sources/Modules/Mail/Mail.swift").write_text(f"{line}\n\nstruct Mail {{}}\n")
    (tmp_path / "Sources/Modules/Mail/Else.swift").write_text("import Domain\nimport Logging\n")
    package = {"targets": [
        target("Domain", "Sources/Vocabulary/Domain"), target("Vault", "Sources/Modules/Vault"),
        target("CCurl", "Sources/Libraries/CCurl", kind="system"),
        target("Mail", "Sources/Modules/Mail", ["Domain"], ["Logging"])]}
    complaints, _ = check_imports.check(package, tmp_path)
    assert (complaint is None and not complaints) or complaint in complaints[0]


def test_a_dependency_that_nobody_imports_is_found(check_imports, tmp_path):
    (tmp_path / "Sources/Modules/Mail").mkdir(parents=True)
    (tmp_path / "Sources/Modules/Mail/Mail.swift").write_text("import Domain\n")
    package = {"targets": [
        target("Domain", "Sources/Vocabulary/Domain"), target("Mail", "Sources/Modules/Mail", ["Domain"], ["Logging"])]}
    assert check_imports.check(package, tmp_path)[0] == ["Package.swift: Mail declares Logging and imports it nowhere"]


def test_a_product_against_the_ring_is_found_in_the_manifest(check_imports, tmp_path):
    package = {"targets": [target("Mail", "Sources/Modules/Mail", products=["GRDB"])]}
    assert "may not depend on GRDB" in check_imports.check(package, tmp_path)[0][0]


def test_a_c_library_has_one_wrapper(check_imports, tmp_path):
    for name in ("Curl", "Other"):
        (tmp_path / f"Sources/Libraries/{name}").mkdir(parents=True)
        (tmp_path / f"Sources/Libraries/{name}/{name}.swift").write_text("internal import CCurl\n")
    package = {"targets": [
        target("CCurl", "Sources/Libraries/CCurl", kind="system"),
        target("Curl", "Sources/Libraries/Curl", ["CCurl"]), target("Other", "Sources/Libraries/Other", ["CCurl"])]}
    assert "one wrapper is enough" in check_imports.check(package, tmp_path)[0][0]
