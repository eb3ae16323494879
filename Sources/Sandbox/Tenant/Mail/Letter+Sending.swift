import Domain

extension Letter {
    /// Completes a letter that is about to be sent: authors, Message-ID and, for a letter written here, the time.
    mutating func prepare(for submission: PostalSubmission, authors: SendRights.Authors, at now: Timestamp) {
        from = authors.from
        // In one field (RFC 5322, section 3.6).
        if !arrived(from: authors.all) { rewriteArrived("From", as: authors.all) }
        sender = authors.sender
        if authors.sender != authors.from || !authors.others.isEmpty {
            rewriteArrived("Sender", as: [authors.sender])
        }
        if messageID.isEmpty {
            let domain = authors.from.address.split(separator: "@").last ?? "outlook.example"
            messageID = "<\(GUID.random())@\(domain)>"
            if arrived != nil { prependArrived([HeaderField(name: "Message-ID", value: messageID)]) }
        }
        if arrived == nil { sentAt = now }
    }

    /// Whom the `From` of the bytes that arrived names, however many fields of that name there are.
    var arrivedAuthors: [NamedAddress] { LetterFields(ArrivedHeader.fields(of: arrived ?? [])).addresses("from") }

    /// Whether the bytes that arrived have one `From`, of just these.
    private func arrived(from authors: [NamedAddress]) -> Bool {
        ArrivedHeader.fields(of: arrived ?? []).count { $0.key == "from" } == 1
            && arrivedAuthors.map { $0.address.lowercased() } == authors.map { $0.address.lowercased() }
    }

    /// The letter as it reaches a mailbox: stamped by the server, and without blind copies unless a fact says so.
    func delivered(from envelopeSender: String, keepsBcc: Bool, at now: Timestamp) -> Letter {
        var letter = self
        if !keepsBcc {
            letter.bcc = []
            letter.dropArrived(["bcc", "resent-bcc"])
        }
        if letter.arrived == nil {
            letter.arrivedHeaders = Rendering.headerFields(of: letter)
            letter.extraHeaders = []
        }
        letter.prependArrived([
            HeaderField(name: "Return-Path", value: envelopeSender.isEmpty ? "<>" : "<\(envelopeSender)>"),
            HeaderField(
                name: "Received",
                value: "from sandbox.outlook.example by sandbox.outlook.example with mapi id 15.20.9360.13; "
                    + MailDate.text(now)),
        ])
        return letter
    }
}
