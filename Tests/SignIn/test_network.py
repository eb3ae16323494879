"""The way to the provider is broken: no name, nobody there, a stranger there, silence. It passes, and the account with it."""
import os
import shutil
import socket
import ssl
import subprocess
import threading

import pytest

from graph_house import GraphHouse
from sandbox import ADELE
from signing import contacted, state, token, works

# The sandbox's certificate is for this name, too; where it leads, a file of the test's own says, and nobody asks the DNS.
LOGIN = "login.microsoftonline.com"
# An address of this machine on which the sandbox does not listen.
ELSEWHERE = "127.0.0.3"

needs_root = pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="needs root, for a hosts file of its own")


class Place:
    """A house whose daemon has a hosts file of its own."""

    def __init__(self, tls_directory, directory):
        self.hosts, services = directory / "hosts", directory / "nsswitch.conf"
        services.write_text("hosts: files\n")
        self.lead_to("127.0.0.1")
        self.house = house = GraphHouse(tls_directory, None, ("--messages", "5"))
        self.port = int(house.sandbox.root.rpartition(":")[2])
        self.origin = f"https://{LOGIN}:{self.port}"
        # Graph, too: its scopes begin with its address, by which the sandbox knows it only where that is its own.
        house.daemon.configuration["clouds"]["sandbox"].update(loginHost=self.origin, graphRoot=self.origin)
        house.daemon.wrapper = ["unshare", "--mount", "sh", "-c", (
            f'mount --bind "{self.hosts}" /etc/hosts && mount --bind "{services}" /etc/nsswitch.conf && exec "$@"'), "sh"]

    def lead_to(self, address):
        """Where the login host is from now on; None: it has no name. In place, because the file is mounted."""
        name = f"{address} {LOGIN}\n" if address else ""
        self.hosts.write_text("127.0.0.1 localhost\n" + name)

    def sign_in(self):
        house = self.house
        invitation = house.client.call("authorizeURL", {"app": house.app()})
        page = house.sandbox.http.get(
            invitation["url"].replace(self.origin, house.sandbox.root), allow_redirects=False,
            headers={"X-Sandbox-User": ADELE, "Host": f"{LOGIN}:{self.port}"})
        return house.client.call("exchangeCode", {"callbackURL": page.headers["Location"]})["account"]["id"]

    def start_anew(self):
        """Neither connections nor addresses are remembered."""
        self.house.daemon.kill()
        self.house.daemon.start()
        self.house.connect()


@pytest.fixture(scope="module")
def place(tls_directory, tmp_path_factory):
    one = Place(tls_directory, tmp_path_factory.mktemp("names"))
    with one.house:
        one.account = contacted(one.house, one.sign_in())
        yield one


@pytest.fixture
def stranger(place, tmp_path):
    """Listens where the login host is said to be, and does with connections what a test says."""
    listener = socket.create_server((ELSEWHERE, place.port))
    held = []

    def serve(greet):
        def run():
            while True:
                try:
                    held.append(listener.accept()[0])
                    greet(held[-1])
                except OSError:
                    if listener.fileno() < 0:
                        return
        threading.Thread(target=run, daemon=True).start()

    yield serve
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    for one in held:
        one.close()


def tried(place, kinds, **params):
    """A caller is told what it is, and when all is well again the account works, without a sign-in."""
    place.start_anew()
    answer = token(place.house, place.account, **params)
    place.lead_to("127.0.0.1")
    assert answer.kind in kinds
    if answer.kind != "timeout":
        # A caller who waits a moment only learns nothing of the account.
        assert state(place.house, place.account)["state"] in ("backoff", "error")
    # Where the name led is remembered for a minute.
    place.start_anew()
    contacted(place.house, place.account)
    assert works(token(place.house, place.account))
    return answer


@needs_root
def test_the_login_host_has_no_name(place):
    place.lead_to(None)
    assert tried(place, {"connectFailed"}).retryable


@needs_root
def test_nobody_listens_there(place):
    place.lead_to(ELSEWHERE)
    assert tried(place, {"connectFailed"}).retryable


@needs_root
def test_a_stranger_listens_there(place, stranger, tmp_path):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", tmp_path / "key", "-out", tmp_path / "cert",
                    "-days", "2", "-subj", f"/CN={LOGIN}", "-addext", f"subjectAltName=DNS:{LOGIN}"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    heard = []

    def greet(connection):
        with context.wrap_socket(connection, server_side=True) as secured:
            heard.append(secured.recv(1 << 16))

    stranger(greet)
    place.lead_to(ELSEWHERE)
    tried(place, {"tlsFailed"})
    assert not any(heard), "a request went to a stranger"


@needs_root
def test_whoever_listens_there_says_nothing(place, stranger):
    stranger(lambda connection: None)
    place.lead_to(ELSEWHERE)
    assert tried(place, {"timeout"}, timeoutMs=1_000).retryable
