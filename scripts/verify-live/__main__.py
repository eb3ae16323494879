"""Tries Postern and the reference sheet's doubtful facts against a real tenant (or the sandbox), and reports without secrets."""
import argparse
import datetime
import json
import os
import re
import signal
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "clients/python/src"))

import facts  # noqa: E402
import facts_entra  # noqa: E402,F401
import facts_mail  # noqa: E402,F401
import facts_graph  # noqa: E402,F401
from flow import Flow, OwnSignIn, told  # noqa: E402
from house import House  # noqa: E402
from live import Cloud, Live  # noqa: E402
from report import Report, as_json, as_text  # noqa: E402
from web import Web  # noqa: E402

PROGRAM = "posternd"
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def guid(text):
    if not GUID.fullmatch(text):
        raise argparse.ArgumentTypeError("the portal shows it as 8-4-4-4-12 hexadecimal digits")
    return text


def content(path):
    try:
        return Path(path).read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise argparse.ArgumentTypeError(f"cannot be read: {error}") from error


def configuration(path):
    try:
        value = json.loads(content(path))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise argparse.ArgumentTypeError("is no object")
    return value


def writable(path):
    """Found out before anybody signs in, rather than after."""
    try:
        open(path, "a").close()
    except OSError as error:
        raise argparse.ArgumentTypeError(f"cannot be written: {error}") from error
    return path


def seconds(text):
    if not text.isdecimal() or not 1 <= int(text) <= 86_400:
        raise argparse.ArgumentTypeError("1 to 86400")
    return int(text)


def prefix(text):
    if not any(one.name.startswith(text) for one in facts.ALL):
        raise argparse.ArgumentTypeError(f"no fact's name begins with {text}: see --list")
    return text


def arguments(words):
    parser = argparse.ArgumentParser(
        prog="verify-live.sh", description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--client-id", type=guid, help="of the app registration; needed for all but --list")
    parser.add_argument("--secret-file", type=content, help="a file with the app's client secret; none for a public client")
    parser.add_argument("--authority", default="common", help="common, organizations, consumers, or a tenant's id or domain")
    parser.add_argument("--cloud", default="global", help="global, gccHigh, dod, china, or one that --config names")
    parser.add_argument("--config", type=configuration, default={}, help="configuration of posternd: clouds, tls, egress")
    parser.add_argument("--scopes", default="imap,graph", help="base scopes of the app, separated by commas")
    parser.add_argument("--redirect-url", help="one that is registered, such as http://localhost")
    parser.add_argument("--shared", metavar="ADDRESS", help="a shared mailbox that the signer may open")
    parser.add_argument("--write", action="store_true",
                        help="make drafts and send mail to oneself; of this one mail per base scope stays: more facts can be seen")
    parser.add_argument("--patience", metavar="SECONDS", type=seconds, default=120, help="how long mail to oneself may take")
    parser.add_argument("--slow", action="store_true", help="also what takes a quarter of an hour")
    parser.add_argument("--only", metavar="PREFIX", type=prefix, action="append", default=[],
                        help="only facts whose names begin so; may be given again")
    parser.add_argument("--no-flow", action="store_true", help="leave out the way through Postern")
    parser.add_argument("--no-sign-in", action="store_true", help="leave out all that needs somebody to sign in")
    parser.add_argument("--show-addresses", action="store_true", help="leave addresses and ids in the report")
    parser.add_argument("--json", metavar="FILE", type=writable, help="where the report goes as JSON")
    parser.add_argument("--list", action="store_true", help="print all facts, also those that are not looked at, and end")
    options = parser.parse_args(words)
    if not options.client_id and not options.list:
        parser.error("--client-id is needed")
    options.scopes = [word for word in options.scopes.split(",") if word]
    if unknown := set(options.scopes) - {"imap", "graph"} or (not options.scopes and {"none"}):
        parser.error(f"--scopes: imap, graph or both, not {', '.join(sorted(unknown))}")
    options.secret = options.secret_file.strip() if options.secret_file else None
    try:
        options.place = Cloud(options.cloud, options.config)
    except (ValueError, KeyError, TypeError) as error:
        parser.error(f"--cloud: {error}")
    return options


def listing():
    width = max(len(one.name) for one in facts.ALL) + 2
    lines = [f"{one.name:{width}}{one.sheet:28}{one.statement}: {one.expected}"
             + (f" (needs {', '.join(one.needs)})" if one.needs else "") for one in facts.ALL]
    lines += ["", "not looked at:"] + [f"{name:{width}}{why}" for name, why in facts.UNCHECKED.items()]
    return "\n".join(lines)


def say(text):
    print(text, file=sys.stderr, flush=True)


def try_facts(live, options):
    """In their order, the ones that were asked for."""
    for one in facts.ALL:
        if not options.only or any(one.name.startswith(prefix) for prefix in options.only):
            entry = one.try_on(live)
            say(f"{entry['verdict']:12}{entry['fact']}")
            yield entry


def sign_in(live, flow):
    entry = {"step": "sign-in of this program", "outcome": "passed", "detail": None}
    try:
        OwnSignIn(live, say).run()
    except facts.NotTried as reason:
        entry.update(outcome="skipped", detail=str(reason))
    except Exception as error:
        entry.update(outcome="failed", detail=told(error))
    flow.append(entry)


def interrupt(*_):
    """As by the keyboard: the daemon ends, its directory goes, and what was seen is reported."""
    raise KeyboardInterrupt


def main(words):
    options = arguments(words)
    if options.list:
        print(listing())
        return 0
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, interrupt)
    live = Live(options, options.place, Web(options.config.get("tls", {}).get("caFile")))
    report = Report(options.show_addresses)
    document = report.document
    try:
        if not options.no_flow and not options.no_sign_in:
            with House(program(), options.config) as house:
                for base in options.scopes:
                    Flow(live, house.client, base, say, document["flow"]).run()
        if not options.no_sign_in:
            sign_in(live, document["flow"])
        for entry in try_facts(live, options):
            document["facts"].append(entry)
    except KeyboardInterrupt:
        document["flow"].append({"step": "interrupted", "outcome": "failed", "detail": None})
    document.update(
        at=datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), cloud=options.cloud,
        account="nobody signed in" if not live.claims else "a personal account" if live.is_personal else "a work account")
    finished = report.finished(live.secrets())
    if options.json:
        Path(options.json).write_text(as_json(finished))
    print(as_text(finished), end="")
    return 1 if finished["summary"]["flowWorks"] is False else 0


def program():
    directory = os.environ.get("POSTERN_BIN")
    path = Path(directory) / PROGRAM if directory else REPOSITORY / ".build/release" / PROGRAM
    if path.is_dir() or not os.access(path, os.X_OK):
        raise SystemExit(f"{path} is not there: build it, or name its directory in POSTERN_BIN")
    return str(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
