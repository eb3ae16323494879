"""What the vault says for itself, and what it refuses for its owner's sake."""

import os


def test_a_vault_whose_credential_is_lost_keeps_its_passphrase(make_daemon):
    daemon = make_daemon().start()
    passphrase = {"passphrase": "correct horse battery staple"}
    with daemon.wire() as wire:
        assert wire.ask("unlockVault", passphrase)["error"]["data"]["kind"] == "conflict"
        wire.ask("setVaultPassphrase", passphrase)
    daemon.stop()
    (daemon.credentials / "vault-key").unlink()
    daemon.start()
    with daemon.wire() as wire:
        assert "unlockVault with its passphrase" in wire.ask("getHealth")["result"]["reasons"][0]
        wire.ask("unlockVault", passphrase)
        assert wire.ask("setVaultPassphrase", {"passphrase": None})["error"]["data"]["kind"] == "conflict"
    daemon.restart()
    with daemon.wire() as wire:
        assert wire.ask("unlockVault", passphrase)["result"]["state"] == "open"
        answer = wire.ask("unlockVault", {"passphrase": "another horse"})
        assert answer["error"]["data"]["field"] == "passphrase"


def test_a_credential_that_others_can_read_is_not_used_and_told(make_daemon):
    daemon = make_daemon().start()
    daemon.stop()
    os.chmod(daemon.credentials / "vault-key", 0o444)
    daemon.start()
    with daemon.wire() as wire:
        assert "0444" in wire.ask("getVaultStatus")["result"]["detail"]
        assert "0444" in wire.ask("getHealth")["result"]["reasons"][0]


def test_another_vaults_credential_is_told(make_daemon):
    daemon = make_daemon().start()
    daemon.stop()
    key = daemon.credentials / "vault-key"
    os.chmod(key, 0o600)
    key.write_bytes(bytes(32))
    os.chmod(key, 0o400)
    daemon.start()
    with daemon.wire() as wire:
        assert "not this vault's" in wire.ask("getHealth")["result"]["reasons"][0]


def test_without_a_key_it_tells_what_to_do(make_daemon):
    daemon = make_daemon()
    daemon.environment = {}
    daemon.start()
    with daemon.wire() as wire:
        detail = wire.ask("getVaultStatus")["result"]["detail"]
    assert "unlockVault" in detail and "--vault-create-key-file true" in detail
    assert detail in daemon.log()
