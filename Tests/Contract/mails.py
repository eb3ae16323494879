"""Mails for the contract's tests, as bytes in CRLF lines."""
import email.policy
import secrets
from email.message import EmailMessage


def message_id():
    return f"<{secrets.token_hex(8)}@outside.test>"


def mail(subject="Hello", text="Hello.\n", html=None, sender="Ann Outside <ann@outside.test>", to=None, **headers):
    """An EmailMessage; `headers` with `_` for `-`, None leaves one out."""
    message = EmailMessage(policy=email.policy.SMTP)
    fields = {"From": sender, "To": to or "me@inside.test", "Subject": subject, "Date": "Sun, 22 Nov 2026 18:00:00 +0000",
              "Message-ID": message_id(), **{name.replace("_", "-"): value for name, value in headers.items()}}
    for name, value in fields.items():
        if value is not None:
            message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        if text is None:
            message.set_content(html, subtype="html")
        else:
            message.add_alternative(html, subtype="html")
    return message


def put(door, into=None, received=None, seen=False, **parts):
    """Delivers a mail of these parts; gives its Message-ID."""
    message = mail(**parts)
    door.deliver(message.as_bytes(), into, received, seen)
    return message["Message-ID"]


def put_source(door, lines, into=None, **more):
    """Delivers a mail of these lines with a new Message-ID in front; gives it."""
    identifier = message_id()
    source = f"Message-ID: {identifier}\r\n".encode() + (lines if isinstance(lines, bytes) else lines.encode()).replace(
        b"\r\n", b"\n").replace(b"\n", b"\r\n")
    door.deliver(source, into, **more)
    return identifier
