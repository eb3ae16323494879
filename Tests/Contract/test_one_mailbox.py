"""One mailbox of Exchange's, read through both of its doors: whatever differs is declared."""
import pytest

from doors import SandboxGraphDoor, SandboxIMAPDoor
from postern import errors
from sandbox import ADELE

# Seeded with what mail is like: odd headers, attachments of every kind, charsets, threads, drafts, sent mail.
MAILBOXES = ("Samples/Odd", "Samples/Attachments", "Samples/Charsets", "INBOX/Clients/Fabrikam", "Drafts", "Sent Items", "Archive", "旅行")
#: Names that are told otherwise for good: ids by definition; sizes are as the server gives them, and some estimate.
OWN = {"id", "size"}
#: Header fields that are the same however often Exchange makes a message anew (`source`: `rendered`); Graph tells those that came in.
KEPT = ("in-reply-to", "references", "received", "list-", "x-odd", "x-own", "x-mailer")


@pytest.fixture(scope="module")
def adele(running_sandbox, sandbox_daemon):
    """Adele's mailbox, by IMAP and by Graph."""
    doors = []
    for kind in (SandboxIMAPDoor, SandboxGraphDoor):
        class Hers(kind):
            me = ADELE
        doors.append(Hers(running_sandbox, sandbox_daemon))
    yield doors
    for door in doors:
        door.client.delete_account(account=door.account)


def undeclared(door):
    """Which members are the same where the account declares nothing else."""
    capabilities = door.capabilities()
    differing = set(OWN)
    if capabilities["keywords"]:
        differing.add("keywords")
    if capabilities["threadIds"]:
        differing.add("threadId")
    if capabilities["plainText"] == "converted":
        differing |= {"text", "preview"}
    return differing


def compared(one, other, differing):
    return {name: (one.get(name), other.get(name)) for name in set(one) | set(other) if name not in differing and one.get(name) != other.get(name)}


def by_message_id(messages):
    return {one.get("messageId"): one for one in messages}


@pytest.mark.parametrize("mailbox", MAILBOXES)
def test_both_doors_list_the_same(adele, mailbox):
    imap, graph = adele
    lists = [by_message_id(door.listed(mailbox, limit=100, include=["preview"])) for door in adele]
    assert set(lists[0]) == set(lists[1]) and len(lists[0]) > 1
    differences = {key: compared(lists[0][key], lists[1][key], undeclared(graph)) for key in lists[0]}
    assert not {key: found for key, found in differences.items() if found}


@pytest.mark.parametrize("mailbox", MAILBOXES)
def test_both_doors_read_the_same(adele, mailbox):
    imap, graph = adele
    lists = [by_message_id(door.listed(mailbox, limit=100)) for door in adele]
    for key in list(lists[0])[:26]:
        one, other = (door.call("getMessage", message=each[key]["id"], headers=True) for door, each in zip(adele, lists))
        found = compared(one, other, undeclared(graph) | {"attachments", "headers", "html"})
        assert not found, (key, found)
        assert ("html" in one) == ("html" in other)
        if "html" in one:
            assert one["html"]["content"].strip() == other["html"]["content"].strip(), key
        if mailbox not in ("Drafts", "Sent Items") or graph.capabilities()["ownHeaders"]:
            fields = [[(field["name"].lower(), " ".join(field["value"].split())) for field in each["headers"] if field["name"].lower().startswith(KEPT)]
                      for each in (one, other)]
            assert fields[0] == fields[1], key
        if "html" not in one and "text" in one:
            assert one["text"]["content"].split() == other["text"]["content"].split(), "where Exchange keeps the text, it is the text"
        for mine, theirs in zip(one["attachments"], other["attachments"], strict=True):
            if theirs["kind"] == "reference":
                continue  # Over IMAP it is a file without a content (linkedAttachments).
            found = compared(mine, theirs, {"id", "encodedSize"})
            assert not found, (key, found)
            if max(mine["encodedSize"], theirs["encodedSize"]) < 300_000:
                assert imap.whole("getAttachment", message=one["id"], attachment=mine["id"]) == graph.whole(
                    "getAttachment", message=other["id"], attachment=theirs["id"])


def test_both_doors_have_the_same_mailboxes(adele):
    lists = [{box["path"]: box for box in door.call("listMailboxes", counts=True)["mailboxes"]} for door in adele]
    # What is no folder for mail, and what is a search kept by Outlook, stands in one of the trees alone; a slash has its own way in each.
    assert set(lists[0]) - set(lists[1]) == {"INBOX/Invoices_2026", "Notes"}
    assert set(lists[1]) - set(lists[0]) == {"INBOX/Invoices%2F2026", "INBOX/Weekly digests"}
    for path in set(lists[0]) & set(lists[1]):
        assert not compared(lists[0][path], lists[1][path], {"roleSource", "name"} if path == "INBOX" else {"roleSource"})


def test_a_link_has_no_content_through_either_door(adele):
    for door in adele:
        links = [(one, attachment) for one in door.listed("Samples/Attachments") for attachment in door.call("getMessage", message=one["id"])["attachments"]
                 if attachment.get("filename") == "Plan.docx" or attachment["kind"] == "reference"]
        for one, link in links:
            if door.capabilities()["linkedAttachments"]:
                with pytest.raises(errors.Unsupported):
                    door.whole("getAttachment", message=one["id"], attachment=link["id"])
