import Domain

extension MailboxPlan {
    /// A mail in one of the charsets; the transfer encodings take turns where more than one is possible.
    func charsetSample(_ lot: MailLot, _ index: Int) -> Letter {
        let sample = CharsetSamples.all[index % CharsetSamples.all.count]
        let sender = NamedAddress(name: "Charset \(sample.charset)", address: "writer@charsets.example")
        let time = receivedAt(lot, index)
        let id = messageID(lot, index, of: sender)
        let body = Base64(sample.body)?.bytes ?? []
        let (encoding, content) = Self.encoded(body, turn: index, charset: sample.charset)
        let head = RawMail.head(from: sender, to: owner, date: time, messageID: id)
        let fields = [
            "Subject: =?\(sample.charset)?B?\(sample.subject)?=", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=\(sample.charset)", "Content-Transfer-Encoding: \(encoding)", "",
        ]
        return RawMail.letter(head + RawMail.lines(fields) + content, at: time)
    }

    private static func encoded(_ body: [UInt8], turn: Int, charset: String) -> (String, [UInt8]) {
        // A text whose units are wider than a byte has NULs, and EBCDIC has no line ends of ours.
        let isBinary = body.contains { $0 < 0x09 || $0 == 0x0a || $0 == 0x0d } || charset == "ibm037"
        if isBinary || turn % 3 == 0 { return ("base64", Base64Lines.encode(body)) }
        if turn % 3 == 1 { return ("quoted-printable", QuotedPrintable.encode(body) + [13, 10]) }
        return (body.contains { $0 >= 0x80 } ? "8bit" : "7bit", body + [13, 10])
    }
}
