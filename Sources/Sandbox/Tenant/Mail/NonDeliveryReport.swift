import Domain

/// The mail that tells a sender whom a message did not reach (RFC 3464), in Exchange's words.
struct NonDeliveryReport {
    enum Reason {
        case unknown, mailboxFull, tooLarge
    }
    struct Failure {
        var recipient: String
        var reason: Reason
    }

    let letter: Letter
    let sender: Person
    let failures: [Failure]
    let time: Timestamp

    /// The report as a letter to the sender, in the thread of what failed.
    var written: Letter {
        let domain = sender.address.split(separator: "@").last ?? "outlook.example"
        let postmaster = NamedAddress(
            name: "Microsoft Outlook", address: "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@\(domain)")
        var report = Letter(
            subject: "Undeliverable: \(letter.subject)", from: postmaster, sentAt: time,
            messageID: "<\(GUID.random())@\(domain)>", body: LetterBody(.text, text), conversation: letter.conversation)
        report.to = [NamedAddress(name: sender.displayName, address: sender.address)]
        report.inReplyTo = letter.messageID
        report.references = letter.references + [letter.messageID]
        report.extraHeaders = [HeaderField(name: "X-Auto-Response-Suppress", value: "All")]
        report.attachments = [status, original]
        return report
    }

    private var text: String {
        failures.map { failure in
            "Delivery has failed to these recipients or groups:\n\n\(failure.recipient)\n\(failure.reason.explanation)\n\n"
                + "Diagnostic information for administrators:\n\(failure.recipient)\n"
                + "Remote Server returned '\(failure.reason.diagnosis)'\n"
        }.joined(separator: "\n")
    }

    private var status: LetterAttachment {
        let recipients = failures.map { failure in
            "\r\nFinal-Recipient: rfc822;\(failure.recipient)\r\nAction: failed\r\nStatus: \(failure.reason.status)\r\n"
                + "Diagnostic-Code: smtp;\(failure.reason.diagnosis)\r\n"
        }
        let status = "Reporting-MTA: dns;sandbox.outlook.example\r\n" + recipients.joined()
        return LetterAttachment(
            number: 1, name: "details.txt", contentType: "message/delivery-status", modifiedAt: time,
            kind: .file(.held(Array(status.utf8))))
    }

    /// The header of what failed: RFC 6522's third part.
    private var original: LetterAttachment {
        let header = LetterHeader(letter: letter, dialect: .exchange, includesBcc: false)
        return LetterAttachment(
            number: 2, name: "headers.txt", contentType: "text/rfc822-headers", modifiedAt: time,
            kind: .file(.held(header.bytes)))
    }
}

extension NonDeliveryReport.Reason {
    /// RFC 3463's enhanced status.
    var status: String {
        switch self {
        case .unknown: "5.1.10"
        case .mailboxFull: "5.2.2"
        case .tooLarge: "5.3.4"
        }
    }

    var diagnosis: String {
        switch self {
        case .unknown: "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"
        case .mailboxFull: "554 5.2.2 mailbox full"
        case .tooLarge: "552 5.3.4 Message size exceeds fixed maximum message size"
        }
    }

    var explanation: String {
        switch self {
        case .unknown: "The email address you entered couldn't be found."
        case .mailboxFull: "The recipient's mailbox is full and can't accept messages now."
        case .tooLarge: "The message is larger than the recipient's mailbox accepts."
        }
    }
}
