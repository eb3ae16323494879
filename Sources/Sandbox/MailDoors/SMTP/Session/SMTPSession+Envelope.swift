import Tenant

/// MAIL and RCPT.
extension SMTPSession {
    /// The largest message this client may send, in octets.
    var sizeLimit: Int {
        min(sandbox.facts[Facts.smtpMaximumSize], currentMailbox?.messageSizeLimit ?? 0)
    }

    /// The mailbox as it is now: its limits may have changed since the sign-in.
    var currentMailbox: Person? { login.map { sandbox.directory.person($0.mailbox.id) ?? $0.mailbox } }

    func begin(_ sender: SMTPSender) -> SMTPReply {
        guard isGreeted else { return .noHello }
        guard let mailbox = currentMailbox else { return .notAuthenticated }
        guard envelope == nil else { return .senderSpecified }
        guard sender.size ?? 0 <= sizeLimit else { return .tooLarge }
        guard sender.isUTF8 || sender.address.utf8.allSatisfy({ $0 < 0x80 }) else { return .needsUTF8 }
        if sandbox.facts[Facts.smtpSendAsMoment] == .mail, !maySend(as: sender.address) {
            return .sendAsDenied(sender.address, mailbox, sandbox.facts)
        }
        envelope = SMTPEnvelope(sender: sender)
        return .senderOK
    }

    func add(_ recipient: SMTPRecipient) -> SMTPReply {
        guard isGreeted else { return .noHello }
        guard login != nil else { return .notAuthenticated }
        guard let begun = envelope, begun.chunks == nil else { return .needMail }
        guard begun.sender.isUTF8 || recipient.address.utf8.allSatisfy({ $0 < 0x80 }) else { return .needsUTF8 }
        guard begun.recipients.count < sandbox.facts[Facts.maximumRecipients] else { return .tooManyRecipients }
        envelope?.recipients.append(recipient)
        return .recipientOK
    }

    /// Whether the envelope may name this sender. The null path, of notifications, is nobody.
    func maySend(as address: String) -> Bool {
        guard sandbox.facts[Facts.sendAsChecked], !address.isEmpty, let login else { return true }
        guard let person = sandbox.directory.person(named: address) else { return false }
        return [MailboxRight.sendAs, .sendOnBehalf].contains {
            sandbox.directory.holds(login.grant.principal, $0, on: person.id)
        }
    }
}
