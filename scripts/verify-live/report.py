"""The report: JSON for programs, text for people, neither with a secret; addresses and ids only when they are asked for."""
import json
import re

ADDRESS = re.compile(r"[^\s\"'<>()=:,;]+@[^\s\"'<>()=:,;]+")
GUID = re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b")
#: Nothing that people or the checks write has a word so long: tokens, codes, assertions.
LONG = re.compile(r"[A-Za-z0-9+/_~.=-]{60,}")
VERDICTS = {"asExpected": "as expected", "otherwise": "OTHERWISE", "notTried": "not tried", "failed": "FAILED"}


class Report:
    def __init__(self, shows_addresses):
        self.shows_addresses = shows_addresses
        self.document = {"program": "postern verify-live", "version": 1, "flow": [], "facts": []}

    def clean(self, value, secrets):
        """The same without what nobody else should read."""
        if isinstance(value, dict):
            return {name: self.clean(part, secrets) for name, part in value.items()}
        if isinstance(value, list):
            return [self.clean(part, secrets) for part in value]
        if not isinstance(value, str):
            return value
        for secret in secrets:
            value = value.replace(secret, "(secret)")
        value = LONG.sub("(long)", value)
        if not self.shows_addresses:
            value = GUID.sub("(id)", ADDRESS.sub("(address)", value))
        return value

    def finished(self, secrets):
        document = self.clean(self.document, [secret for secret in secrets if secret and len(secret) > 3])
        verdicts = [entry["verdict"] for entry in document["facts"]]
        document["summary"] = {
            # Null: it was not tried.
            "flowWorks": all(step["outcome"] != "failed" for step in document["flow"]) if document["flow"] else None,
            **{name: verdicts.count(name) for name in VERDICTS}}
        return document


def as_json(document):
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def as_text(document):
    """Aligned, the flow first."""
    lines = [f"postern verify-live, {document['at']}: cloud {document['cloud']}, {document['account']}", ""]
    for step in document["flow"]:
        lines.append(f"{step['outcome']:9}{step['step']}" + (f": {step['detail']}" if step.get("detail") else ""))
    lines.append("")
    width = max((len(entry["fact"]) for entry in document["facts"]), default=0) + 2
    for entry in document["facts"]:
        seen = f"{entry['seen']}" if "seen" in entry else entry["why"]
        if entry["verdict"] == "otherwise":
            seen += f" instead of {entry['expected']}" + (f" (sandbox: {entry['sandbox']})" if "sandbox" in entry else "")
        lines.append(f"{VERDICTS[entry['verdict']]:13}{entry['fact']:{width}}{entry['statement']} ({entry['sheet']}): {seen}")
    summary = document["summary"]
    lines += ["", ", ".join(f"{summary[name]} {words.lower()}" for name, words in VERDICTS.items())
              + {True: "; the flow works", False: "; THE FLOW DOES NOT WORK", None: ""}[summary["flowWorks"]]]
    return "\n".join(lines) + "\n"
