"""The table of declared differences: what `getAccount.capabilities` says at each door."""

# Door by door, the capabilities that the account there declares.
seen = {}

DOORS = {"rig": "Dovecot and Postfix", "sandbox-imap": "Outlook, `imap`", "sandbox-graph": "Outlook, `graph`"}
# capability: what it means for a program, in the table's words.
MEANINGS = {
    "backend": "how mail is read",
    "order": "how lists are ordered",
    "keywords": "messages can carry keywords",
    "stableIds": "a message keeps its id when it moves to another mailbox",
    "hiddenMailboxes": "`listMailboxes` can show hidden mailboxes",
    "slashInNames": "a mailbox's name may hold a `/`, written `%2F` in its path",
    "steadyPages": "pages hold still while mail comes and goes",
    "threadIds": "messages tell a `threadId`",
    "linkedAttachments": "there are attachments of the kind `reference`",
    "ownHeaders": "`getMessage` tells the header fields of one's own drafts and sent messages",
    "plainText": "where the plain text comes from: `part` of the message, or `converted` from its body",
    "source": "what `getMessageSource` gives: `stored`, or `rendered` by the provider",
    "sending": "the ways out, in order",
}
WAY_MEANINGS = {
    "by": "how mail is sent",
    "envelope": "takes an `envelope`",
    "judgesRecipients": "tells refused recipients at once",
    "maxMessageBytes": "longest message in one piece",
    "maxAttachmentBytes": "longest attachment beside it",
}


def note(door):
    if door.name not in seen:
        seen[door.name] = door.capabilities()


def words(value):
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return f"`{value}`"


def rows(by_door):
    """(capability, meaning, one cell a door) of everything that any door declares; of the ways out the first."""
    for name, meaning in MEANINGS.items():
        if name != "sending":
            yield f"`{name}`", meaning, [words(by_door[door].get(name)) for door in DOORS]
    for name, meaning in WAY_MEANINGS.items():
        yield f"`sending`: `{name}`", meaning, [words(by_door[door]["sending"][0].get(name)) for door in DOORS]


def table(by_door):
    """The part of proto-docs/graph.md that tests write; of the doors that were seen."""
    if set(by_door) != set(DOORS):
        return "needs all three doors; seen: " + ", ".join(by_door)
    lines = ["| `capabilities` | | " + " | ".join(DOORS.values()) + " |", "|---|---|" + "---|" * len(DOORS)]
    for name, meaning, cells in rows(by_door):
        lines.append(f"| {name} | {meaning} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
