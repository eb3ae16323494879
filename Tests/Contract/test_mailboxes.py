"""`listMailboxes`: the same tree, names, roles and counts at each door."""
import pytest

from mails import put
from postern import errors


def boxes(door, **params):
    return door.call("listMailboxes", **params)["mailboxes"]


def by_path(door, **params):
    return {box["path"]: box for box in boxes(door, **params)}


def test_the_tree_has_parents_before_children_and_paths_made_of_names(door, marker):
    levels = ("Projekte " + marker, "Ärger & Co", "2026 · 件名")
    door.make_mailbox(*levels)
    listed = boxes(door)
    seen = set()
    for box in listed:
        assert box["path"] not in seen, "each mailbox once"
        assert box.get("parent") is None or box["parent"] in seen, "parents come first"
        seen.add(box["path"])
    path = "/".join(levels)
    box = next(one for one in listed if one["path"] == path)
    assert (box["name"], box["parent"], box["delimiter"]) == (levels[2], "/".join(levels[:2]), "/")
    assert box["selectable"] and "role" not in box and "total" not in box and "unseen" not in box
    assert door.listed(path) == []


def test_roles_are_found_whatever_the_mailboxes_are_called(door):
    roles = {}
    for box in boxes(door):
        if "role" in box:
            assert box["role"] not in roles, "one mailbox a role"
            assert box["roleSource"] in ("server", "name")
            roles[box["role"]] = box
    assert {"inbox", "sent", "drafts", "trash", "junk", "archive"} <= set(roles)
    for role, name in door.names.items():
        assert roles[role]["path"] == ("INBOX" if role == "inbox" else name)
        if role != "inbox":
            assert roles[role]["name"] == name
    assert roles["inbox"].get("parent") is None


def test_the_inbox_is_called_INBOX_and_has_children(door, marker):
    inbox = by_path(door)["INBOX"]
    assert inbox["role"] == "inbox" and inbox["selectable"]
    put(door, subject="in the inbox " + marker)
    assert marker in door.listed("INBOX", limit=1)[0]["subject"]
    assert marker in door.call("listMessages", limit=1)["messages"][0]["subject"], "INBOX when absent"


def test_a_slash_in_a_name_does_no_harm(door, marker):
    """Where names may hold one it is escaped in the path; elsewhere the server has its own way, and every path works as it is listed."""
    name = f"50% und a/b {marker}"
    door.make_mailbox(name)
    identifier = put(door, (name,), subject="beyond the slash")
    box = next(box for box in boxes(door) if marker in box["name"])
    if door.capabilities()["slashInNames"]:
        assert (box["name"], box["path"]) == (name, name.replace("%", "%25").replace("/", "%2F")) and "parent" not in box
    else:
        assert box["path"] == (box["parent"] + "/" if "parent" in box else "") + box["name"] and "/" not in box["name"]
    listed = door.listed(box["path"])
    assert [one["messageId"] for one in listed] == [identifier]
    assert listed[0]["mailbox"] == box["path"]
    assert door.call("getMessage", message=listed[0]["id"])["mailbox"] == box["path"]


def test_counts_are_given_when_asked_for(door, box):
    for number in range(3):
        put(door, box, subject=f"number {number}", seen=number == 1)
    counted = by_path(door, counts=True)
    mine = counted[door.path_of(*box)]
    assert (mine["total"], mine["unseen"]) == (3, 2)
    assert all("total" in one and "unseen" in one for one in counted.values() if one["selectable"])
    assert all("total" not in one and "unseen" not in one for one in boxes(door))


def test_hidden_mailboxes_are_shown_on_request_or_declared_not_to_be(door, marker):
    if not door.capabilities()["hiddenMailboxes"]:
        with pytest.raises(errors.Unsupported):
            boxes(door, hidden=True)
        assert all("hidden" not in box for box in boxes(door, hidden=False))
        return
    name = "Versteckt " + marker
    door.make_hidden_mailbox(name)
    assert name not in by_path(door)
    with_hidden = by_path(door, hidden=True)
    assert with_hidden[name]["hidden"] is True
    assert {path for path, one in with_hidden.items() if not one.get("hidden")} >= set(by_path(door))
    put(door, (name,), subject="hidden " + marker)
    assert [one["subject"] for one in door.listed(name)] == ["hidden " + marker]


@pytest.mark.parametrize("path", ["Nobody made this", "INBOX/Nobody", "a/b/c/d", "inbox2", "%49nbox", "..", "../INBOX", "%2F", "?", "#"])
def test_a_mailbox_that_is_not_there_is_not_found(door, path):
    with pytest.raises(errors.NotFound) as missing:
        door.listed(path)
    assert "mailbox" in missing.value.message and "reason" not in missing.value.data


@pytest.mark.parametrize("path", ["", "a\r\nb", "a\0b", "x" * 1025, "a\x01b"])
def test_a_path_that_cannot_be_one_is_refused_before_anybody_is_asked(door, path):
    with pytest.raises(errors.InvalidParams) as refused:
        door.listed(path)
    assert refused.value.data["field"] == "mailbox"


def test_the_inbox_is_found_in_any_case(door):
    assert [box["path"] for box in boxes(door) if box["path"].lower() == "inbox"] == ["INBOX"]
    there = door.listed("INBOX", limit=3)
    for spelling in ("inbox", "Inbox", "inBOX"):
        assert door.listed(spelling, limit=3) == there
