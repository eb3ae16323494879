import Domain

/// Mails as nobody should write them, and as somebody does.
enum Oddities {
    struct Oddity: Sendable {
        /// Whether From, To, Date and Message-ID come in front.
        var hasHead = true
        var rest: [UInt8]

        init(_ lines: [String], hasHead: Bool = true) { self.init(RawMail.lines(lines), hasHead: hasHead) }

        init(_ rest: [UInt8], hasHead: Bool = true) {
            self.rest = rest
            self.hasHead = hasHead
        }
    }

    static let all: [Oddity] = [
        unfinished, eightBitHeader, longNames, deep(40), nestedMessages(12), noHeader, onlyHeader, noBody,
        bareLineFeeds,
        longLine, twoSubjects, longSubject, manyRecipients, group, brokenWords, commaInName, unknownCharset,
        wrongBase64,
        signed, report, receipt, calendarOnly, unsafePage, manyReferences, uuencoded, nulls,
    ]

    /// A multipart that is never closed, with a part whose header ends in the middle.
    private static let unfinished = Oddity([
        "Subject: Never finished", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"open", "",
        "--open", "Content-Type: text/plain", "", "The boundary has no closing quote.", "--open",
        "Content-Type: application/pdf; name=\"cut", "Content-Transfer-Encoding: base64", "", "JVBERi0xLjQ",
    ])

    /// Bytes beyond ASCII in a header, in UTF-8 and in Latin-1.
    private static let eightBitHeader = Oddity(
        Array("Subject: Grüße mit acht Bit\r\nX-Latin: Gr".utf8) + [0xfc, 0xdf, 0x65, 13, 10]
            + RawMail.lines(["Content-Type: text/plain; charset=utf-8", "", "Acht Bit: ä ö ü"]))

    /// RFC 2231: charsets, languages and continuations in parameters.
    private static let longNames = Oddity([
        "Subject: Names as RFC 2231 writes them", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b2231",
        "",
        "--b2231", "Content-Type: text/plain", "", "See the files.",
        "--b2231", "Content-Type: text/plain; name*=utf-8'de'Gr%C3%B6%C3%9Fe.txt",
        "Content-Disposition: attachment; filename*=utf-8'de'Gr%C3%B6%C3%9Fe.txt", "", "one",
        "--b2231", "Content-Type: text/plain",
        "Content-Disposition: attachment; filename*0*=iso-8859-1'fr'tr%E8s%20; filename*1=\"long \";",
        " filename*2*=nom%2Etxt", "", "two", "--b2231--",
    ])

    /// Multiparts within multiparts.
    private static func deep(_ levels: Int) -> Oddity {
        var lines = ["Subject: \(levels) levels deep", "MIME-Version: 1.0"]
        for level in 0..<levels {
            lines += ["Content-Type: multipart/mixed; boundary=level\(level)x", "", "--level\(level)x"]
        }
        lines += ["Content-Type: text/plain", "", "The bottom."]
        for level in (0..<levels).reversed() { lines.append("--level\(level)x--") }
        return Oddity(lines)
    }

    /// Messages within messages.
    private static func nestedMessages(_ levels: Int) -> Oddity {
        var lines = ["Subject: A message in a message", "MIME-Version: 1.0"]
        for level in 1...levels {
            lines += [
                "Content-Type: message/rfc822", "", "From: Level \(level) <level\(level)@oddities.example>",
                "Subject: Level \(level)", "MIME-Version: 1.0",
            ]
        }
        return Oddity(lines + ["Content-Type: text/plain", "", "The innermost text."])
    }

    private static let noHeader = Oddity(["", "There is no header at all."], hasHead: false)
    private static let onlyHeader = Oddity(["Subject: Nothing but a header"])
    private static let noBody = Oddity(["Subject: Empty", "Content-Type: text/html", ""])
    private static let bareLineFeeds = Oddity(
        Array("Subject: Bare line feeds\nContent-Type: text/plain\n\nOne\nTwo\n".utf8))
    private static let longLine = Oddity(["Subject: A long line", "", String(repeating: "word ", count: 1_000)])
    private static let twoSubjects = Oddity([
        "Subject: The first subject", "Subject: The second subject", "Cc: a@oddities.example", "Cc: b@oddities.example",
        "", "Which one counts?",
    ])
    /// The longest that Exchange keeps (reference sheet §B6).
    private static let longSubject = Oddity([
        "Subject: " + String(repeating: "255 signs, ", count: 23) + "ab", "", "The subject is as long as it may be.",
    ])
    private static let manyRecipients = Oddity(
        ["Subject: To everybody"]
            + (0..<300).map { ($0 == 0 ? "Cc: " : " ") + "Guest \($0) <guest\($0)@oddities.example>," }
            + [" last@oddities.example", "", "300 guests."])
    private static let group = Oddity([
        "Subject: A group", "Cc: friends: one@oddities.example, Two <two@oddities.example>;, undisclosed-recipients:;",
        "",
        "Groups in the header.",
    ])
    private static let brokenWords = Oddity([
        "Subject: =?utf-8?B?R3LDvMOf?= =?utf-8?Q?broken =? =?utf-8?B?4pi?= =?x-none?Q?caf=E9?=",
        "", "Encoded words that are none.",
    ])
    private static let commaInName = Oddity([
        "Subject: Names with commas",
        "Cc: =?utf-8?Q?M=C3=BCller=2C_J=C3=B6rg?= <joerg@oddities.example>, \"Last, First\" <first@oddities.example>",
        "", "Two recipients, not four.",
    ])
    private static let unknownCharset = Oddity(
        Array("Subject: A charset nobody knows\r\nContent-Type: text/plain; charset=x-martian\r\n\r\nCaf".utf8)
            + [0xe9, 13, 10])
    private static let wrongBase64 = Oddity([
        "Subject: Not quite base64", "Content-Type: text/plain", "Content-Transfer-Encoding: base64", "",
        "VGhpcyBpcyBhbG1vc3Qg*****YmFzZTY0Lg", "!!!",
    ])
    private static let signed = Oddity([
        "Subject: Signed", "MIME-Version: 1.0",
        "Content-Type: multipart/signed; boundary=sig; micalg=sha-256; protocol=\"application/pkcs7-signature\"", "",
        "--sig", "Content-Type: text/plain", "", "Signed text.", "--sig",
        "Content-Type: application/pkcs7-signature; name=smime.p7s", "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; filename=smime.p7s", "", "MIAGCSqGSIb3DQEHAqCAMIACAQEx", "--sig--",
    ])
    /// RFC 3464.
    private static let report = Oddity([
        "Subject: Undeliverable: Hello", "MIME-Version: 1.0",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=rep", "", "--rep",
        "Content-Type: text/plain", "", "Your message could not be delivered.", "--rep",
        "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mail.sandbox.example", "",
        "Final-Recipient: rfc822; nobody@oddities.example", "Action: failed", "Status: 5.1.1", "", "--rep",
        "Content-Type: message/rfc822", "", "Subject: Hello", "From: adele@contoso.example", "", "Hello?", "--rep--",
    ])
    /// RFC 8098.
    private static let receipt = Oddity([
        "Subject: Read: Hello", "MIME-Version: 1.0",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=mdn", "", "--mdn",
        "Content-Type: text/plain", "", "Your message was read.", "--mdn",
        "Content-Type: message/disposition-notification", "", "Final-Recipient: rfc822;odd@oddities.example",
        "Disposition: manual-action/MDN-sent-manually; displayed", "", "--mdn--",
    ])
    private static let calendarOnly = Oddity([
        "Subject: A calendar and nothing else", "Content-Type: text/calendar; method=CANCEL; charset=utf-8", "",
        "BEGIN:VCALENDAR", "METHOD:CANCEL", "VERSION:2.0", "END:VCALENDAR",
    ])
    private static let unsafePage = Oddity([
        "Subject: HTML that wants to run", "Content-Type: text/html; charset=utf-8", "",
        "<html><body onload=\"run()\"><script>run()</script><p>Text</p><a href=\"java&#10;script:run()\">link</a>",
        "<img src=x onerror=run()><iframe src=\"https://oddities.example\"></iframe></body></html>",
    ])
    private static let manyReferences = Oddity(
        ["Subject: RE: A very long conversation", "References:"]
            + (0..<200).map { " <old\($0)@oddities.example>" }
            + ["In-Reply-To: <old199@oddities.example>", "", "The 201st message."])
    private static let uuencoded = Oddity([
        "Subject: Older than MIME", "", "begin 644 cat.txt", "#0V%T", "`", "end",
    ])
    private static let nulls = Oddity(
        Array("Subject: With NULs\r\n\r\nbefore ".utf8) + [0] + Array(" after\r\n".utf8))
}
