"""Uploads in pieces, through the daemon: what was acknowledged is there, whatever happens in between."""
import base64
import hashlib
import io
import os
import random
import subprocess
import threading
from pathlib import Path

import pytest

from postern import Client, PosternError, errors
from test_access import CLIENT, STRANGER, call_as, kind

MIB = 1 << 20
SEALED_CHUNK = 65_536 + 28


def content(size, seed=1):
    return random.Random(seed).randbytes(size)


def piece(bytes_, **more):
    return {**more, "content": base64.b64encode(bytes_).decode()}


@pytest.fixture
def store(make_daemon):
    """A running daemon of the test's own, whose blobs have room for 3 MiB an owner, and 4 in all."""
    return make_daemon(blobs={"blobBytes": 2 * MIB, "ownerBytes": 3 * MIB, "totalBytes": 4 * MIB, "blobsPerOwner": 5}).start()


@pytest.fixture
def client(store):
    with Client(str(store.socket_path), timeout=60) as one:
        yield one


def blob_files(daemon):
    return sorted(path.name for path in (daemon.state / "blobs").iterdir())


def high_water(daemon):
    """The most that was ever resident, in bytes."""
    for line in Path(f"/proc/{daemon.process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no VmHWM")


def test_what_is_uploaded_comes_back_and_survives_a_restart(store, client, tmp_path):
    data = content(1_500_000)
    path = tmp_path / "film"
    path.write_bytes(data)
    seen = []
    blob = client.upload(path, progress=lambda name, size: seen.append(size))
    assert seen[-1] == len(data) and b"".join(client.iter_blob(blob=blob)) == data
    store.restart()
    with Client(str(store.socket_path), timeout=60) as again:
        assert b"".join(again.iter_blob(blob=blob)) == data
        again.delete_blob(blob=blob)
        with pytest.raises(errors.NotFound):
            again.get_blob(blob=blob)
    assert blob_files(store) == []


def test_a_piece_in_the_wrong_place_says_where_to_go_on(client):
    data = content(200_000)
    first = client.upload_blob(**piece(data[:150_000]))
    blob = first["blob"]
    again = client.upload_blob(**piece(data[:150_000], blob=blob, offset=0))
    assert again["size"] == first["size"] == 150_000
    for offset, part in [(150_001, b"x"), (149_999, data[149_999:150_005]), (0, b"y" + data[1:10]), (1 << 60, b"x")]:
        with pytest.raises(errors.Conflict) as refused:
            client.upload_blob(**piece(part, blob=blob, offset=offset))
        assert refused.value.data["size"] == 150_000
    for wrong in [piece(b"x", blob=blob), piece(b"x", offset=3), piece(b"x", blob=blob, offset=-1)]:
        with pytest.raises(errors.InvalidParams):
            client.upload_blob(**wrong)
    assert client.upload_blob(**piece(data[150_000:], blob=blob, offset=150_000))["size"] == len(data)
    assert b"".join(client.iter_blob(blob=blob)) == data


def test_limits_are_told_and_kept(client):
    limits = client.get_info()["limits"]
    assert (limits["blobBytes"], limits["blobOwnerBytes"], limits["blobPieceBytes"]) == (2 * MIB, 3 * MIB, 8 * MIB)
    assert limits["blobLifetimeSeconds"] == 86_400
    with pytest.raises(errors.TooLarge):
        client.upload_blob(**piece(bytes(8 * MIB + 1)))
    blob = client.upload(bytes(2 * MIB))
    with pytest.raises(errors.TooLarge):
        client.upload_blob(**piece(b"x", blob=blob, offset=2 * MIB))
    client.upload(bytes(MIB - 1))
    with pytest.raises(errors.QuotaExceeded):
        client.upload_blob(**piece(b"xx"))
    client.delete_blob(blob=blob)
    rest = [client.upload_blob(**piece(b"xx"))["blob"] for _ in range(4)]
    with pytest.raises(errors.QuotaExceeded):
        client.upload_blob(**piece(b"xx"))
    assert len(set(rest)) == 4


def test_a_blob_is_its_owners_alone(make_daemon):
    daemon = make_daemon(clients=[
        {"user": CLIENT, "role": "client", "accounts": "*", "methods": "*"},
        {"user": STRANGER, "role": "client", "accounts": "*", "methods": "*"}]).start()
    daemon.open_to_everybody()
    [made] = call_as(daemon, CLIENT, ("uploadBlob", piece(b"mine")))
    blob = made["result"]["blob"]
    mine = call_as(daemon, CLIENT, ("getBlob", {"blob": blob}))[0]["result"]
    assert base64.b64decode(mine["content"]) == b"mine"
    for user in (STRANGER, "root"):
        answers = call_as(
            daemon, user, ("getBlob", {"blob": blob}), ("getBlob", {"blob": "blb_" + "a" * 24}),
            ("uploadBlob", piece(b"mine", blob=blob, offset=0)), ("uploadBlob", piece(b"x", blob=blob, offset=4)),
            ("deleteBlob", {"blob": blob}))
        assert [kind(answer) for answer in answers] == ["notFound"] * 5
        theirs, nobodys = (dict(answer["error"], data=None) for answer in answers[:2])
        assert theirs == nobodys, "whether it exists may not show"
    assert [kind(answer) for answer in call_as(daemon, CLIENT, ("deleteBlob", {"blob": blob}))] == ["ok"]


class Cut(io.BytesIO):
    """A file in the middle of which somebody kills the daemon."""

    def __init__(self, data, at, cut):
        super().__init__(data)
        self.at, self.cut = at, cut

    def read(self, length=-1):
        if self.tell() >= self.at and self.cut:
            cut, self.cut = self.cut, None
            cut()
        return super().read(length)


@pytest.mark.parametrize("moment", ["between", "within"])
def test_an_upload_goes_on_after_every_kill(make_daemon, moment):
    """Killed again and again: no acknowledged byte is lost, none is there twice."""
    daemon = make_daemon().start()
    data = content(24 * MIB)
    blob, acknowledged = None, 0

    def note(name, size):
        nonlocal blob, acknowledged
        blob, acknowledged = name, size

    def kill():
        if moment == "between":
            daemon.kill()
        else:
            # While the next piece is on its way or being written.
            threading.Timer(generator.uniform(0, 0.15), daemon.process.kill).start()

    generator = random.Random(7)
    kills = 0
    while True:
        with Client(str(daemon.socket_path), timeout=120) as client:
            if blob is not None:
                size = client.get_blob(blob=blob, length=0)["size"]
                assert size >= acknowledged, "an acknowledged piece is gone"
            try:
                at = acknowledged + 4 * MIB
                client.upload(Cut(data, at, kill if kills < 5 and at < len(data) else None), blob=blob, progress=note)
                break
            except errors.Disconnected:
                kills += 1
        daemon.process.wait(30)
        daemon.start()
    assert kills >= 2
    with Client(str(daemon.socket_path), timeout=120) as client:
        got = hashlib.sha256()
        for window in client.iter_blob(blob=blob):
            got.update(window)
        assert got.digest() == hashlib.sha256(data).digest()
    size = (daemon.state / "blobs" / blob).stat().st_size
    assert size == len(data) // 65_536 * SEALED_CHUNK


def test_damage_is_one_blobs_error_and_names_it(store, client):
    data = content(300_000)
    good, bad = client.upload(data), client.upload(data)
    path = store.state / "blobs" / bad
    raw = bytearray(path.read_bytes())
    raw[SEALED_CHUNK + 17] ^= 1
    path.write_bytes(raw)
    with pytest.raises(errors.InternalError) as refused:
        b"".join(client.iter_blob(blob=bad))
    assert bad in refused.value.message and "damaged" in refused.value.message
    assert b"".join(client.iter_blob(blob=good)) == data
    client.delete_blob(blob=bad)
    assert blob_files(store) == [good]


def test_nothing_readable_of_it_is_on_the_disk(store, client):
    text = b"the board does not know this yet. " * 8_000
    client.upload(text)
    store.stop()
    for path in store.state.rglob("*"):
        if path.is_file():
            assert b"does not know this" not in path.read_bytes(), path.name
    assert "does not know this" not in store.log()


def test_a_sealed_vault_is_told(make_daemon):
    daemon = make_daemon().start()
    with Client(str(daemon.socket_path), timeout=60) as client:
        blob = client.upload(b"x")
    daemon.stop()
    (daemon.credentials / "vault-key").unlink()
    daemon.start()
    with Client(str(daemon.socket_path), timeout=60) as client:
        for call in (
            lambda: client.upload_blob(**piece(b"x")), lambda: client.get_blob(blob=blob),
            lambda: client.upload_blob(**piece(b"x", blob=blob, offset=1)),
        ):
            with pytest.raises(errors.VaultSealed):
                call()
        client.delete_blob(blob=blob)


def test_a_full_disk_refuses_cleanly_and_then_goes_on(make_daemon, tmp_path):
    daemon = make_daemon()
    daemon.state.mkdir(mode=0o700, parents=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m,mode=700", "tmpfs", daemon.state]).returncode != 0:
        pytest.skip("this user may not mount")
    try:
        daemon.start()
        with Client(str(daemon.socket_path), timeout=60) as client:
            data = content(8 * MIB)
            blob = client.upload(data[:MIB])
            with pytest.raises(PosternError) as refused:
                client.upload_blob(**piece(data[MIB:8 * MIB], blob=blob, offset=MIB))
            assert refused.value.kind == "internalError" and "state directory" in refused.value.message
            # What was written of it is given back, and what was acknowledged is there.
            assert (daemon.state / "blobs" / blob).stat().st_size == 16 * SEALED_CHUNK
            assert client.upload_blob(**piece(data[MIB:2 * MIB], blob=blob, offset=MIB))["size"] == 2 * MIB
            assert b"".join(client.iter_blob(blob=blob)) == data[:2 * MIB]
        daemon.stop()
    finally:
        daemon.discard_process()
        subprocess.run(["umount", "-l", daemon.state], check=True)


def test_a_large_upload_is_never_held_whole(make_daemon, tmp_path):
    """200 MiB up, and windows of them down again; the daemon needs a small part of that, whatever the size."""
    daemon = make_daemon().start()
    data = content(MIB)
    path = tmp_path / "large"
    with open(path, "wb") as file:
        for number in range(200):
            file.write(number.to_bytes(4, "big") + data[4:])
    with Client(str(daemon.socket_path), timeout=300) as client:
        client.upload(content(8 * MIB, seed=2))
        before = high_water(daemon)
        blob = client.upload(path)
        for number in [0, 199, *random.Random(3).sample(range(1, 199), 18)]:
            window = client.get_blob(blob=blob, offset=number * MIB)
            assert base64.b64decode(window["content"]) == number.to_bytes(4, "big") + data[4:]
            assert window["size"] == 200 * MIB
        client.delete_blob(blob=blob)
    grown = high_water(daemon) - before
    print(f"\n200 MiB uploaded: resident memory grew by {grown / MIB:.1f} MiB to {high_water(daemon) / MIB:.1f}")
    assert grown < 32 * MIB
    assert os.path.getsize(daemon.state / "postern.db") < 4 * MIB
