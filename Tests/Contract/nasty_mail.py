"""Mails that break rules, or keep those that few keep. The same seed gives the same bytes."""
import base64
import binascii
import quopri
import random

TEXTS = {
    "iso-8859-1": "Größe, façade, ½ Ñandú", "iso-8859-15": "10 € für Œuvre", "windows-1252": "“quoted” – dash … ™",
    "koi8-r": "Привет, как дела?", "windows-1251": "Доброе утро", "iso-2022-jp": "こんにちは、世界", "shift_jis": "報告書（最終版）",
    "euc-jp": "東京都", "euc-kr": "안녕하세요", "gb18030": "你好，世界 𠀀", "big5": "繁體中文", "utf-8": "Zażółć 🎉 مرحبا", "utf-7": "Hi Mom -☺-!",
    "iso-8859-8": "שלום", "windows-1256": "مرحبا", "tis-620": "สวัสดี", "utf-16": "wide", "cp437": "░▒▓ Ä",
}
ALIASES = ["latin1", "UTF8", "unicode-1-1-utf-7", "x-unknown", "\"iso-8859-1\"", "'utf-8'", "ANSI_X3.4-1968", "ks_c_5601-1987", ""]
KINDS = []


def kind(make):
    """Registers a recipe: it gets the dice, and gives header lines and the body."""
    KINDS.append(make)
    return make


def mails(count, seed=4):
    """So many (name, bytes). Every kind comes in turn, each time with other dice."""
    for number in range(count):
        make = KINDS[number % len(KINDS)]
        dice = random.Random(f"{seed}/{number}")
        yield f"{number}-{make.__name__}", make_mail(make, number, dice)


def make_mail(make, number, dice):
    fields, body = make(dice)
    named = {line.split(b":")[0].strip().lower() for line in fields}
    head = [line for line in envelope(number, dice) if line.split(b":")[0].lower() not in named]
    fields = head + fields
    if dice.random() < 0.1:
        dice.shuffle(fields)
    # Unix line ends once in a while, and mixed ones.
    end = dice.choice([b"\r\n"] * 8 + [b"\n"])
    return end.join(fields) + end * 2 + (body.replace(b"\r\n", b"\n") if end == b"\n" else body)


def envelope(number, dice):
    lines = [b"From: Nasty <nasty@oddities.example>", b"To: reader@contoso.example", b"Subject: nasty %d" % number,
             b"Date: Sun, 22 Nov 2026 18:00:00 +0000", b"Message-ID: <nasty.%d@oddities.example>" % number, b"MIME-Version: 1.0"]
    if dice.random() < 0.15:
        del lines[dice.randrange(len(lines))]
    return lines


def noise(dice, count):
    return dice.randbytes(count)


def words(dice, count=40):
    return " ".join(dice.choice(("lorem", "ipsum", "dolor", "sit", "amet", "=20", ".", "From", "--")) for _ in range(count))


def lines(dice, count=6):
    return "\r\n".join(words(dice, 8) for _ in range(count)).encode() + b"\r\n"


def boundary(dice):
    return dice.choice(["b", "=_" + str(dice.random()), "a b'()+_,-./:=?", "----=_Part_" + str(dice.randrange(10**9)), "x" * 70]).encode()


def multipart(mark, parts, subtype=b"mixed", preamble=b"", epilogue=b"", closed=True):
    body = preamble + b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
    if closed:
        body += b"--" + mark + b"--\r\n" + epilogue
    return [b"Content-Type: multipart/" + subtype + b"; boundary=\"" + mark + b"\""], body


def part(body, *fields):
    return b"\r\n".join(fields) + b"\r\n\r\n" + body


def coded(body, *fields):
    """An attachment in ordinary base64."""
    return part(base64.encodebytes(body).replace(b"\n", b"\r\n"), *fields, b"Content-Transfer-Encoding: base64")


def attached(dice, name=b'filename="a.bin"', body=None, media=b"application/octet-stream"):
    body = noise(dice, dice.choice((0, 1, 2, 3, 56, 57, 58, 1000, 4097))) if body is None else body
    return coded(body, b"Content-Type: " + media, b"Content-Disposition: attachment; " + name)


TEXT = part(b"see the attachment\r\n", b"Content-Type: text/plain; charset=us-ascii")


# Texts and charsets

@kind
def declared_charset(dice):
    name = dice.choice(list(TEXTS))
    body = (TEXTS[name] + "\r\n").encode(name, "replace") * dice.randrange(1, 30)
    if dice.random() < 0.5:
        return [b"Content-Type: text/plain; charset=" + name.encode(), b"Content-Transfer-Encoding: 8bit"], body
    return [b"Content-Type: text/html; charset=" + name.encode(), b"Content-Transfer-Encoding: base64"], base64.encodebytes(body)


@kind
def lying_charset(dice):
    really, said = dice.sample(list(TEXTS), 2)
    return [b"Content-Type: text/plain; charset=" + said.encode()], TEXTS[really].encode(really, "replace") * 5 + b"\r\n"


@kind
def odd_charset_name(dice):
    return [b"Content-Type: text/plain; charset=" + dice.choice(ALIASES).encode()], "Grüße".encode("latin-1") + b"\r\n"


@kind
def undeclared_eight_bit(dice):
    return [b"Subject: " + noise(dice, 60).replace(b"\n", b"").replace(b"\r", b"").replace(b"\0", b"")], noise(dice, 500)


@kind
def no_content_type(dice):
    return [], lines(dice) + dice.choice(["Grüße".encode(), "Grüße".encode("latin-1"), b""])


@kind
def bare_line_ends(dice):
    return [], b"cr\rlf\ncrlf\r\n" * dice.randrange(1, 50) + dice.choice([b"", b"\r", b"\n", b"\r\r\n"])


@kind
def very_long_line(dice):
    return [], b"x" * dice.choice((998, 999, 1000, 2000, 70_000)) + dice.choice([b"", b"\r\n"])


@kind
def nul_bytes(dice):
    return [b"X-Nul: a\0b"], b"before\0after\r\n" + b"\0" * dice.randrange(1, 300)


@kind
def control_characters(dice):
    return [b"Content-Type: text/plain"], bytes(range(32)) * dice.randrange(1, 8) + b"\x7f\x1a\x1b[31m"


@kind
def dots_and_from(dice):
    return [], b".\r\n..\r\n.leading\r\nFrom nobody\r\n>From somebody\r\n" * dice.randrange(1, 9) + b".\r\n"


@kind
def dashes(dice):
    return [], b"-- \r\nsignature \t \r\n--\r\n--x\r\ntrailing blanks   \r\n\t\r\n" * dice.randrange(1, 5)


@kind
def flowed(dice):
    body = " quoted \r\n>> deep \r\nflowed line \r\nends\r\n".encode() * dice.randrange(1, 9)
    return [b"Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"], body


@kind
def nothing_at_all(dice):
    return [dice.choice([b"X-Empty: ", b"X-Empty:", b"Subject:"])], b""


@kind
def html_with_traps(dice):
    body = b"<html><head><meta charset=koi8-r><script>alert(1)</script></head><body onload=x>\xff\xfe&#0;&nbsp;<img src=cid:a>" \
        + words(dice).encode() + b"</body>"
    return [b"Content-Type: text/html; charset=utf-8"], body


# Transfer encodings

@kind
def odd_base64(dice):
    text = base64.b64encode(noise(dice, dice.randrange(0, 400)))
    spoiled = [
        text.rstrip(b"="), text + b"=", text + b"====", b"\r\n".join(text[at:at + 7] for at in range(0, len(text), 7)),
        text[:5] + b"!?-_ " + text[5:], b"   " + text + b"\t\r\n\r\n", text + text, text + b"\r\n\r\nand a footer\r\n", b"=" + text, text[:-3]]
    return multipart(boundary(dice), [TEXT, part(
        dice.choice(spoiled), b"Content-Type: application/octet-stream", b"Content-Transfer-Encoding: base64",
        b'Content-Disposition: attachment; filename="odd.bin"')])


@kind
def odd_quoted_printable(dice):
    text = quopri.encodestring(noise(dice, 300))
    spoiled = dice.choice([
        text, text + b"=", text + b"=ZZ=4", text.lower(), b"=3D" * 400, b"soft=   \r\nbreak=\r\n=\r\n=\r\nend", b"8bit \xe4\xf6 =E4",
        b"caf=E9\r\n=00=00"])
    return multipart(boundary(dice), [TEXT, part(
        spoiled, b"Content-Type: application/x-odd", b"Content-Transfer-Encoding: quoted-printable", b"Content-Disposition: attachment; filename=q")])


@kind
def uuencoded(dice):
    data = noise(dice, 200)
    body = b"begin 644 data.bin\r\n" + b"".join(
        binascii.b2a_uu(data[at:at + 45]).replace(b"\n", b"\r\n") for at in range(0, len(data), 45)) + b"`\r\nend\r\n"
    if dice.random() < 0.5:
        return [b"Content-Transfer-Encoding: x-uuencode", b"Content-Type: application/octet-stream; name=data.bin"], body
    return [], lines(dice) + body


@kind
def yenc(dice):
    shifted = ((byte + 42) % 256 for byte in noise(dice, 300))
    data = b"".join(b"=" + bytes([(byte + 64) % 256]) if byte in b"\0\n\r=" else bytes([byte]) for byte in shifted)
    return [], b"=ybegin line=128 size=300 name=file.bin\r\n" + data + b"\r\n=yend size=300 crc32=00000000\r\n"


@kind
def unknown_encoding(dice):
    return [b"Content-Transfer-Encoding: " + dice.choice([b"x-zip", b"base65", b"8BIT ", b"binary", b'"base64"', b"quoted-printable; x"]),
            b"Content-Type: text/plain"], lines(dice)


@kind
def binary_part(dice):
    return multipart(boundary(dice), [TEXT, part(
        noise(dice, dice.randrange(1, 3000)), b"Content-Type: image/png", b"Content-Transfer-Encoding: binary",
        b"Content-Disposition: attachment; filename=p.png")])


@kind
def encoded_multipart(dice):
    fields, body = multipart(boundary(dice), [TEXT, attached(dice)])
    return fields + [b"Content-Transfer-Encoding: base64"], base64.encodebytes(body)


# Structures

@kind
def never_closed(dice):
    return multipart(boundary(dice), [TEXT, attached(dice), attached(dice)], closed=False)


@kind
def cut_in_a_part(dice):
    fields, body = multipart(boundary(dice), [TEXT, attached(dice, body=noise(dice, 2000))])
    return fields, body[:dice.randrange(len(body))]


@kind
def wrong_boundary(dice):
    _, body = multipart(b"this", [TEXT, attached(dice)])
    return [b"Content-Type: multipart/mixed; boundary=that"], body


@kind
def no_boundary(dice):
    _, body = multipart(b"b", [TEXT])
    return [dice.choice([b"Content-Type: multipart/mixed", b"Content-Type: multipart/mixed; boundary=", b"Content-Type: multipart/mixed; boundary=\"\""])], body


@kind
def boundary_is_a_prefix(dice):
    _, inner = multipart(b"bb", [attached(dice), attached(dice)])
    return multipart(b"b", [TEXT, part(inner, b"Content-Type: multipart/mixed; boundary=bb"), attached(dice)])


@kind
def same_boundary_inside(dice):
    fields, inner = multipart(b"same", [TEXT, attached(dice)])
    return multipart(b"same", [part(inner, *fields), attached(dice)])


@kind
def preamble_and_epilogue(dice):
    return multipart(boundary(dice), [TEXT, attached(dice)], preamble=lines(dice), epilogue=noise(dice, 100))


@kind
def deeply_nested(dice):
    body, fields = b"innermost\r\n", [b"Content-Type: text/plain"]
    for depth in range(dice.choice((3, 10, 30, 60))):
        fields, body = multipart(b"level%d" % depth, [part(body, *fields)], dice.choice([b"mixed", b"alternative", b"related"]))
    return fields, body


@kind
def empty_multipart(dice):
    return multipart(boundary(dice), [], closed=dice.random() < 0.5)


@kind
def empty_parts(dice):
    return multipart(boundary(dice), [part(b""), b"", part(b"", b"Content-Type: text/plain"), attached(dice, body=b"")])


@kind
def many_parts(dice):
    return multipart(boundary(dice), [TEXT] + [attached(dice, b'filename="part %d"' % at, noise(dice, at)) for at in range(25)])


@kind
def alternatives(dice):
    page = part("<p>Größe <img src=\"cid:pic@x\"></p>".encode(), b"Content-Type: text/html; charset=utf-8")
    picture = coded(noise(dice, 300), b"Content-Type: image/gif; name=p.gif", b"Content-ID: <pic@x>", b"Content-Disposition: inline")
    related = multipart(b"rel", [page, picture], b'related; type="text/html"')
    return multipart(boundary(dice), [TEXT, part(related[1], *related[0]), part(b"x", b"Content-Type: text/x-amp-html")], b"alternative")


@kind
def inline_pictures(dice):
    odd = [b"Content-ID: <a>", b"Content-ID: no-brackets", b"Content-ID: <>", b"Content-ID:", b"Content-Location: http://x/a.png", b"Content-ID: <a>"]
    return multipart(boundary(dice), [part(b"<img src=cid:a>", b"Content-Type: text/html")] + [
        coded(noise(dice, 50), b"Content-Type: image/png", field, b"Content-Disposition: inline; filename=i.png") for field in odd], b"related")


@kind
def message_inside(dice):
    inner = make_mail(dice.choice([declared_charset, undeclared_eight_bit, many_parts, alternatives, nothing_at_all]), 1, dice)
    return multipart(boundary(dice), [TEXT, part(inner, b"Content-Type: message/rfc822", b"Content-Disposition: attachment")])


@kind
def messages_in_messages(dice):
    inner = b"Subject: core\r\n\r\ncore\r\n"
    for depth in range(dice.choice((2, 8, 20))):
        inner = b"Subject: shell %d\r\nContent-Type: message/rfc822\r\n\r\n" % depth + inner
    return [b"Content-Type: message/rfc822"], inner


@kind
def encoded_message_inside(dice):
    return multipart(boundary(dice), [TEXT, coded(b"Subject: hidden\r\n\r\nin base64\r\n", b"Content-Type: message/rfc822")])


@kind
def digest(dice):
    return multipart(boundary(dice), [b"\r\nSubject: one\r\n\r\n1\r\n", b"\r\nSubject: two\r\n\r\n2\r\n"], b"digest")


@kind
def partial_and_external(dice):
    return multipart(boundary(dice), [
        part(b"piece", b'Content-Type: message/partial; id="a"; number=1; total=3'),
        part(b"Content-Type: text/plain\r\n\r\n", b'Content-Type: message/external-body; access-type=URL; URL="http://x/"')])


@kind
def report(dice):
    return multipart(boundary(dice), [
        TEXT, part(b"Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\n", b"Content-Type: message/delivery-status"),
        part(b"Subject: lost\r\n\r\n", b"Content-Type: text/rfc822-headers")], b"report; report-type=delivery-status")


@kind
def signed(dice):
    return multipart(boundary(dice), [
        part(b"trailing blanks matter  \r\n\r\n\r\n", b"Content-Type: text/plain; charset=utf-8"),
        coded(noise(dice, 700), b'Content-Type: application/pkcs7-signature; name="smime.p7s"', b"Content-Disposition: attachment; filename=smime.p7s")],
        b'signed; protocol="application/pkcs7-signature"; micalg=sha-256')


@kind
def encrypted(dice):
    return [b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', b"Content-Transfer-Encoding: base64",
            b'Content-Disposition: attachment; filename="smime.p7m"'], base64.encodebytes(noise(dice, 900))


@kind
def winmail(dice):
    tnef = b"\x78\x9f\x3e\x22" + noise(dice, 400)
    return multipart(boundary(dice), [TEXT, attached(dice, b'filename="winmail.dat"', tnef, b"application/ms-tnef")])


@kind
def calendar(dice):
    event = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    return multipart(boundary(dice), [TEXT, part(event, b"Content-Type: text/calendar; method=REQUEST; charset=utf-8")], b"alternative")


@kind
def attachment_alone(dice):
    return [b"Content-Type: application/pdf; name=only.pdf", b"Content-Transfer-Encoding: base64", b"Content-Disposition: attachment"], \
        base64.encodebytes(noise(dice, dice.randrange(0, 5000)))


@kind
def zero_bytes_attached(dice):
    return multipart(boundary(dice), [TEXT, attached(dice, body=b""), attached(dice, b"filename=", b""), attached(dice, b'filename="0"', b"\0")])


@kind
def text_attached(dice):
    name = dice.choice(list(TEXTS))
    return multipart(boundary(dice), [TEXT, part(
        TEXTS[name].encode(name, "replace") + b"\nunix\rmac\r\n", b"Content-Type: text/plain; charset=" + name.encode(),
        b"Content-Disposition: attachment; filename=t.txt", b"Content-Transfer-Encoding: 8bit")])


# Names of files

@kind
def parameter_continuations(dice):
    names = [
        b"filename*0=\"long \";\r\n filename*1=\"name\";\r\n filename*2=.txt", b"filename*=utf-8''%E2%82%AC%20rates.txt",
        b"filename*0*=iso-8859-1'de'Gr%F6%DFe;\r\n filename*1=.txt", b"filename*0*=utf-8''%E2%82;\r\n filename*1*=%AC.txt",
        b"filename*=''plain.txt", b"filename*=utf-9''x.txt", b"filename*1=second; filename*0=first", b"filename*=utf-8''%ZZ%", b"filename*0=a; filename*2=c"]
    return multipart(boundary(dice), [TEXT] + [attached(dice, name) for name in dice.sample(names, 4)])


@kind
def file_names(dice):
    names = [
        b'filename="../../etc/passwd"', b'filename="C:\\\\temp\\\\a.exe"', b'filename="a\0b"', b'filename="=?utf-8?B?w4RwZmVs?="', b"filename=\"\xc4pfel\"",
        b'filename="' + b"n" * 300 + b'"', b'filename="quo\\"te"', b"filename=two words.txt", b"filename=\"unclosed", b'filename=" "', b'filename="."',
        "filename=\"emoji 🎉.txt\"".encode(), b'filename="CON"', b'filename="tab\there"', b"filename=\"a\"; filename=\"b\"", b"FILENAME=x", b"file name=x"]
    return multipart(boundary(dice), [TEXT] + [attached(dice, name) for name in dice.sample(names, 5)])


@kind
def names_that_disagree(dice):
    return multipart(boundary(dice), [TEXT, coded(
        noise(dice, 20), b'Content-Type: image/jpeg; name="one.jpg"; name*=utf-8\'\'two.jpg', b'Content-Disposition: attachment; filename="three.jpg"')])


@kind
def odd_dispositions(dice):
    odd = [b"attachment", b"ATTACHMENT", b"x-unknown; filename=x", b"inline", b"", b";filename=y", b"attachment; size=9999; filename=z", b"form-data; name=f"]
    return multipart(boundary(dice), [TEXT] + [
        part(noise(dice, 30).hex().encode(), b"Content-Type: application/x-thing", b"Content-Disposition: " + value) for value in odd])


@kind
def odd_content_types(dice):
    odd = [b"", b"text", b"/", b"text/", b"text/plain/extra", b"TEXT/PLAIN", b"text/plain;;;", b"text/plain; charset", b"a" * 300 + b"/b", b"image/png (comment)", b"*/*"]
    return multipart(boundary(dice), [part(lines(dice, 1), b"Content-Type: " + value) for value in odd])


# Headers

@kind
def huge_headers(dice):
    folded = b"X-Huge: " + b"\r\n ".join(words(dice, 9).encode() for _ in range(dice.choice((50, 400))))
    return [folded] + [b"X-Many-%d: %s" % (at, words(dice, 3).encode()) for at in range(dice.choice((10, 300)))], lines(dice)


@kind
def many_recipients(dice):
    people = b",\r\n ".join(b"Person %d <p%d@many.example>" % (at, at) for at in range(dice.choice((20, 400))))
    return [b"To: " + people, b"Cc: undisclosed-recipients:;", b"Reply-To: a@b, Group: c@d, e@f;"], lines(dice)


@kind
def odd_addresses(dice):
    odd = [b"From: <>", b"From: nobody", b"From: a@b@c", b"From: \"unclosed <x@y>", b"From: x (comment (nested)) <x@y.example>", b"From: a@[127.0.0.1]",
           "From: Ä <ü@bücher.example>".encode(), b"From: =?utf-8?Q?=00?= <n@x.example>", b"From: a@b, c@d", b"From: @route:a@b", b"From: \"a\\\"b\" <q@x.example>"]
    return [dice.choice(odd), b"Sender: s@x.example", b"To: ;,,;"], lines(dice)


@kind
def encoded_words(dice):
    odd = [b"=?utf-8?B?w4RwZmVs?= =?utf-8?Q?_und_Birne?=", b"=?utf-8?B?w4?=", b"=?x-none?Q?a?=", b"=?utf-8?Q?broken", b"=?UTF-8?b?4pyT?==?utf-8?q?=E2=9C=93?=",
           b"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", b"=?utf-8*en?Q?language?=", b"=?utf-8?Q?a b?=", b"a=?utf-8?Q?glued?=b", b"=?utf-8?Q?" + b"=C3=A4" * 60 + b"?="]
    return [b"Subject: " + dice.choice(odd)], lines(dice)


@kind
def odd_header_lines(dice):
    return [b"X-Ok: 1", dice.choice([b" folded at once", b"No colon here", b": no name", b"X Space: in name", b"X-Tab\t: before colon", b"X-8bit-\xe4: name", b"X-Cr: a\rb"]),
            b"X-After: 2"], lines(dice)


@kind
def headers_twice(dice):
    return [b"Subject: one", b"Subject: two", b"From: a@x.example", b"From: b@x.example", b"Message-ID: <1@x>", b"Message-ID: <2@x>",
            b"Content-Type: text/plain", b"Content-Type: text/html"], lines(dice)


@kind
def odd_dates(dice):
    odd = [b"yesterday", b"Sun, 32 Nov 2026 25:61:61 +9999", b"22 Nov 26 18:00 EST", b"", b"1 Jan 1601 00:00:00 Z", b"Fri, 31 Dec 9999 23:59:59 +0000", b"2026-11-22T18:00:00Z"]
    return [b"Date: " + dice.choice(odd)], lines(dice)


@kind
def odd_message_ids(dice):
    odd = [b"no brackets", b"<>", b"<a b@c>", b"<" + b"l" * 900 + b"@x>", b"<\xe4@x>", b"<'quote''s@x>", b"<a@b> <c@d>", b"", b"<100%@x/?#&>"]
    return [b"Message-ID: " + dice.choice(odd), b"References: " + b" ".join(b"<r%d@x>" % at for at in range(dice.choice((1, 80))))], lines(dice)


@kind
def no_mime_version(dice):
    fields, body = multipart(boundary(dice), [TEXT, attached(dice)])
    return fields + [b"MIME-Version: 9.9 (odd)"], body


@kind
def large(dice):
    return multipart(boundary(dice), [TEXT, attached(dice, b'filename="large.bin"', noise(dice, dice.choice((65_535, 65_536, 200_001))))])
