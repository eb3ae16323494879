#!/usr/bin/env python3
"""Writes the typed methods of both clients from the daemon's own description (proto-docs/openrpc.json).

    generate.py [--check]      --check changes nothing and fails when a file is not what it should be
"""
import json
import re
import sys
import textwrap
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[2] / "proto-docs/openrpc.json"
PACKAGE = HERE.parent / "src/postern"
NOTE = "# Written by tools/generate.py from proto-docs/openrpc.json; change that, not this."
PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def snake(name):
    word = re.sub(r"(?<=[a-z0-9])([A-Z]+)", lambda match: "_" + match[1].lower(), name).lower()
    return word + "_" if word in ("from", "in", "is", "not", "and", "or", "global", "class", "import") else word


def pascal(name):
    return "".join(word[:1].upper() + word[1:] for word in name.split("."))


class Types:
    """Names for the schemas, and a TypedDict for each object among them."""

    def __init__(self, components):
        self.components, self.definitions = components, {}
        for name, schema in components.items():
            self.named(pascal(name), schema)

    def of(self, schema, name, quoted=True):
        """The annotation for a schema; `name` names the object it may hold."""
        if not isinstance(schema, dict) or not schema:
            return "Any"
        if "$ref" in schema:
            referred = schema["$ref"].rpartition("/")[2]
            return self.reference(pascal(referred), quoted)
        if len(schema.get("allOf", [])) == 1:
            return self.of(schema["allOf"][0], name, quoted)
        if "enum" in schema:
            words = [json.dumps(value) for value in schema["enum"]]
            if len(words) <= 4:
                return f"Literal[{', '.join(words)}]"
            lines = textwrap.wrap(", ".join(words), 110)
            self.definitions.setdefault(name, f"{name} = Literal[\n    " + "\n    ".join(lines) + "\n]\n")
            return self.reference(name, quoted)
        if "const" in schema:
            return f"Literal[{json.dumps(schema['const'])}]"
        for word in ("oneOf", "anyOf"):
            if word in schema:
                options = [self.of(one, f"{name}Option{place}", quoted) for place, one in enumerate(schema[word], 1)]
                return "Union[" + ", ".join(dict.fromkeys(options)) + "]" if len(options) > 1 else options[0]
        kind = schema.get("type")
        if isinstance(kind, list):
            options = [self.of({**schema, "type": one}, name, quoted) for one in kind]
            return "Union[" + ", ".join(options) + "]"
        if kind == "array":
            return f"List[{self.of(schema.get('items'), name + 'Item', quoted)}]"
        if kind == "object" or "properties" in schema:
            if schema.get("properties"):
                self.named(name, schema)
                return self.reference(name, quoted)
            return f"Dict[str, {self.of(schema.get('additionalProperties'), name + 'Value', quoted)}]"
        return PLAIN.get(kind, "Any")

    def reference(self, name, quoted):
        if quoted:
            return f'"{name}"'
        return f"types.{name}"

    def named(self, name, schema):
        if name in self.definitions:
            return
        if schema.get("type") != "object" or not schema.get("properties"):
            self.definitions[name] = f"{name} = {self.of(schema, name)}\n"
            return
        self.definitions[name] = ""  # its place, before those it needs
        needed = set(schema.get("required", []))
        parts = {}
        for suffix, wanted in (("Required", True), ("Optional", False)):
            fields = "".join(
                f"        {json.dumps(key)}: {self.of(value, name + pascal(key))},\n"
                for key, value in schema["properties"].items() if (key in needed) == wanted)
            if fields:
                total = "" if wanted else ", total=False"
                parts[suffix] = f'_{name}{suffix} = TypedDict(\n    "_{name}{suffix}",\n    {{\n{fields}    }}{total},\n)\n'
        bases = ", ".join(f"_{name}{suffix}" for suffix in parts)
        description = schema.get("description", "").strip()
        body = docstring(description, 1) if description else "    pass\n"
        self.definitions[name] = "\n".join(parts.values()) + f"\n\nclass {name}({bases}):\n{body}"

    def text(self):
        return "\n\n".join([
            f'"""What the methods take and give, as plain dictionaries."""\n{NOTE}\nfrom __future__ import annotations\n\n'
            "from typing import Any, Dict, List, Literal, TypedDict, Union  # noqa: F401\n",
            *self.definitions.values()])


def docstring(text, level):
    indent = "    " * level
    lines = []
    for paragraph in text.split("\n"):
        lines += textwrap.wrap(paragraph, 112 - len(indent)) or [""]
    if len(lines) == 1:
        return f'{indent}"""{lines[0]}"""\n'
    return f'{indent}"""' + "\n".join(f"{indent}{line}".rstrip() for line in lines).lstrip() + f'\n{indent}"""\n'


def method_text(method, types):
    name, wire = snake(method["name"].rpartition(".")[2]), method["name"]
    signature, notes = [], []
    values = {True: [], False: []}
    for param in sorted(method.get("params", []), key=lambda one: not one.get("required")):
        python = snake(param["name"])
        annotation = types.of(param.get("schema"), pascal(wire) + pascal(param["name"]), quoted=False)
        signature.append(
            f"        {python}: {annotation}," if param.get("required")
            else f"        {python}: Optional[{annotation}] = None,")
        values[bool(param.get("required"))].append(f"{json.dumps(param['name'])}: {python}")
        if param.get("description"):
            notes.append(f"{python}: {param['description']}")
    result = types.of(method["result"]["schema"], pascal(wire) + "Result", quoted=False)
    arguments = "self, *,\n" + "\n".join(signature) + "\n    " if signature else "self"
    about = method.get("summary") or method.get("description") or wire
    head = f"    def {name}(\n        {arguments}) -> {result}:\n" if signature else f"    def {name}(self) -> {result}:\n"
    doc = docstring(about + ("\n\n" + "\n".join(notes) if notes else ""), 2)
    required, optional = (dictionary(values[kind]) for kind in (True, False))
    return f"{head}{doc}        return self._call({json.dumps(wire)}, {required}, {optional})\n"


def dictionary(entries):
    if sum(map(len, entries)) < 60:
        return "{" + ", ".join(entries) + "}"
    return "{\n" + "".join(f"            {entry},\n" for entry in entries) + "        }"


def methods_text(document, types):
    body = "\n".join(method_text(method, types) for method in document["methods"])
    return (
        f'"""Every method of the daemon."""\n{NOTE}\nfrom __future__ import annotations\n\n'
        "from typing import Any, Dict, List, Literal, Mapping, Optional, Union  # noqa: F401\n\nfrom . import types\n\n\n"
        "class Methods:\n    def _call(self, method: str, params: Mapping[str, Any], optional: Mapping[str, Any]) -> Any:\n"
        "        raise NotImplementedError\n\n" + body)


def asynchronous(text):
    text = text.replace("class Methods:", "class AsyncMethods:").replace("    def ", "    async def ")
    return text.replace("return self._call", "return await self._call")


def files():
    document = json.loads(SOURCE.read_text())
    types = Types(document.get("components", {}).get("schemas", {}))
    methods = methods_text(document, types)
    return {
        PACKAGE / "types.py": types.text(), PACKAGE / "_methods.py": methods,
        PACKAGE / "_async_methods.py": asynchronous(methods)}


def main():
    stale = []
    for path, text in files().items():
        if "--check" in sys.argv[1:]:
            if not path.exists() or path.read_text() != text:
                stale.append(path.name)
        else:
            path.write_text(text)
    if stale:
        raise SystemExit(f"not as proto-docs/openrpc.json says: {', '.join(stale)}; run {Path(__file__).name}")


if __name__ == "__main__":
    main()
