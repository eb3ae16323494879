"""Measures Postern over Graph beside msgraph-sdk and a minimal program with requests, in one run on one sandbox, and prints tables.

Every program is a process of its own (graph_programs.py says what each does), warmed up, and asked in turn, so that a noisy moment
meets all; the figures are medians. Every mailbox call takes `graph.latencyMilliseconds` longer, as a far server would.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
for place in ("Contract", "Interop", "Sandbox", "../clients/python/src"):
    sys.path.insert(0, str(TESTS / place))

# name: what runs, how many calls at once, what the table calls it.
PROGRAMS = {
    "postern": ("postern", 16, "Postern, 16 asked at once"),
    "postern-1": ("postern", 1, "Postern, one by one"),
    "sdk": ("sdk", 1, "msgraph-sdk, one by one"),
    "sdk-4": ("sdk", 4, "msgraph-sdk, 4 at once"),
    "requests": ("requests", 1, "requests, one by one"),
    "requests-4": ("requests", 4, "requests, 4 at once"),
}
# The limits of §C14 and §B6 that would stop a benchmark; that on calls at once stays.
FACTS = {"graph.requestLimit": 1_000_000_000, "mail.recipientsPerDay": 1_000_000_000}


class Program:
    def __init__(self, kind, known):
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("graph_programs.py"), kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._say(known)

    def _say(self, value):
        self.process.stdin.write(json.dumps(value) + "\n")
        self.process.stdin.flush()

    def run(self, task, count):
        """Seconds."""
        self._say([task, count])
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args[-1]} ended with {self.process.wait()} at {task}")
        return float(line)

    def stop(self):
        self.process.stdin.close()
        self.process.wait(30)


def measure(house, options):
    """{task: {program: seconds}}"""
    account = house.account()
    token = house.client.call("getAccessToken", {"account": account, "resource": "graph", "minimumLifetimeSeconds": 3_000})["accessToken"]
    tasks = {"list": options.list, "read": options.read, "send": options.send}
    programs, times = {}, {task: {name: [] for name in PROGRAMS} for task in tasks}
    try:
        for name, (kind, at_once, _) in PROGRAMS.items():
            programs[name] = Program(kind, {
                "graph": house.sandbox.graph, "ca": house.sandbox.ca, "token": token, "atOnce": at_once, "account": account,
                "socket": str(house.daemon.socket_path)})
            for task, count in tasks.items():
                programs[name].run(task, count if task == "list" else min(count, 20))
        for task, count in tasks.items():
            for number in range(options.rounds):
                # In another order each time: who comes after whom must not matter.
                for name in list(programs)[number % len(programs):] + list(programs)[:number % len(programs)]:
                    times[task][name].append(programs[name].run(task, count))
                house.sandbox.settle()
    finally:
        for program in programs.values():
            program.stop()
    return {task: {name: statistics.median(every) for name, every in runs.items()} for task, runs in times.items()}


WHAT_EACH_DOES = """\
All list with the same $select and $expand, read with the body as text, and send a short text to one person.
Postern asks twice for a message (Graph expands attachments or extended properties, not both); it sends by a draft with an immutable
id and /send, both after the send was journaled durably, so that none goes twice. At most 4 requests of a mailbox are under way,
however much is asked at once, and 3 sends. msgraph-sdk and requests send by sendMail, and know nothing of a send whose answer is lost."""


def table(latency, options, medians):
    """Prints one table; tells which aims were missed."""
    counts = {"list": f"list {options.list:,} of {options.messages:,}", "read": f"read {options.read:,} bodies", "send": f"send {options.send:,}"}
    print(f"\n{latency} ms added to each request; seconds, and how often Postern's time")
    print(f"  {'':<26}" + "".join(f"{counts[task]:>24}" for task in medians))
    for name, (_, _, title) in PROGRAMS.items():
        cells = (f"{runs[name]:>12.3f} s {runs[name] / runs['postern']:>8.2f}×" for runs in medians.values())
        print(f"  {title:<26}" + "".join(f"{cell:>24}" for cell in cells))
    missed = []
    for task, runs in medians.items():
        faster, beside = runs["sdk"] / runs["postern"], runs["postern"] / runs["requests"]
        print(f"  {counts[task]}: {faster:.2f} times as fast as msgraph-sdk (aim: 2), {beside:.2f} of the time of requests (aim: at most 1.2)")
        missed += [f"{counts[task]} at {latency} ms"] * (faster < 2 or beside > 1.2)
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posternd", required=True)
    parser.add_argument("--sandbox", required=True)
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--list", type=int, default=1_000)
    parser.add_argument("--read", type=int, default=1_000)
    parser.add_argument("--send", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--latency", type=int, nargs="*", default=[0, 50])
    parser.add_argument("--assert", action="store_true", dest="asserts", help="a missed aim is a failure")
    options = parser.parse_args()
    os.environ["POSTERN_BIN"], os.environ["SANDBOX_BIN"] = options.posternd, options.sandbox
    from graph_house import GraphHouse
    missed = []
    print(WHAT_EACH_DOES)
    for latency in options.latency:
        with tempfile.TemporaryDirectory(prefix="postern-bench.") as directory:
            facts = {**FACTS, "graph.latencyMilliseconds": latency}
            with GraphHouse(directory, facts, ("--messages", str(options.messages)), logLevel="error") as house:
                missed += table(latency, options, measure(house, options))
                print(f"  memory of posternd at the end: {house.daemon.memory() / 1e6:.0f} MB")
    for what in missed:
        print(f"missed: {what}")
    sys.exit(1 if options.asserts and missed else 0)


if __name__ == "__main__":
    main()
