"""Fills a Maildir directly: many messages in a minute instead of an hour."""

import email.message
import email.policy
import os
from email.utils import format_datetime
from datetime import datetime, timedelta, timezone

WORDS = "meeting invoice draft Grüße offer reply notes plan ticket release summary question".split()
START = datetime(2026, 1, 1, tzinfo=timezone.utc)


def one(number):
    """Message number `number`, the same each time: text, an HTML alternative, sometimes an attachment."""
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    word = WORDS[number % len(WORDS)]
    message["From"] = f"Sender {number % 97} <sender{number % 97}@example.test>"
    message["To"] = "Carol <carol@example.test>"
    message["Subject"] = f"{word.capitalize()} {number}"
    message["Date"] = format_datetime(START + timedelta(minutes=number))
    message["Message-ID"] = f"<{number}@bench.example.test>"
    text = "".join(f"Line {line} of message {number}, about a {word}.\n" for line in range(20 + number % 40))
    message.set_content(text)
    message.add_alternative(f"<html><body><pre>{text}</pre></body></html>", subtype="html")
    if number % 10 == 0:
        message.add_attachment(bytes(range(256)) * 32, maintype="application", subtype="pdf", filename=f"{word}.pdf")
    return bytes(message)


def fill(directory, count, uid, gid):
    """Makes `count` messages in `directory`, a Maildir that need not exist."""
    for part in ("", "cur", "new", "tmp"):
        os.makedirs(os.path.join(directory, part), exist_ok=True)
        os.chown(os.path.join(directory, part), uid, gid)
    for number in range(count):
        content = one(number)
        when = int((START + timedelta(minutes=number)).timestamp())
        size = len(content)
        seen = "S" if number % 3 else ""
        path = os.path.join(directory, "cur", f"{when}.M{number:06}P1.bench,S={size},W={size}:2,{seen}")
        with open(path, "wb") as file:
            file.write(content)
        os.chown(path, uid, gid)
        os.utime(path, (when, when))
