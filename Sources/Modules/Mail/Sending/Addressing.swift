internal import Domain
internal import MIME

/// Whom the headers of a message name, and whom its caller does.
struct Addressing {
    private let request: SendRequest
    private let sender: String
    private let recipients: [String]

    init(_ request: SendRequest, sender: NamedAddress, recipients: [String]) {
        self.request = request
        self.sender = sender.address
        self.recipients = recipients
    }

    /// The envelope, each recipient once, and whether it says something else than the headers.
    func envelope(upTo maximum: Int) throws(MailError) -> (envelope: Envelope, isOwn: Bool) {
        guard let sender = EmailAddress(request.envelopeSender ?? sender) else {
            throw .invalid(
                field: request.envelopeSender == nil ? "from" : "envelopeSender", reason: "not a mail address")
        }
        var addresses: [EmailAddress] = []
        var seen: Set<EmailAddress> = []
        for text in request.envelopeRecipients ?? recipients {
            guard let address = EmailAddress(text) else {
                throw .invalid(field: "recipients", reason: "not a mail address")
            }
            if seen.insert(address).inserted { addresses.append(address) }
        }
        guard !addresses.isEmpty else { throw .invalid(field: "to", reason: "nobody would get the message") }
        guard addresses.count <= maximum else { throw .tooLarge("more than \(maximum) recipients") }
        let envelope = Envelope(
            sender: sender, recipients: addresses, requireAllRecipients: request.requireAllRecipients)
        return (envelope, differs(envelope))
    }

    private func differs(_ envelope: Envelope) -> Bool {
        let named = recipients.map { EmailAddress($0)?.comparable }
        return envelope.sender.comparable != EmailAddress(sender)?.comparable
            || Set(envelope.recipients.map(\.comparable)) != Set(named.compactMap(\.self)) || named.contains(nil)
    }
}

extension EmailAddress {
    /// One text for all ways of writing an address: providers change the case, and U-labels into A-labels and back.
    package var comparable: String { "\(localPart)@\(HostName.ascii(domain) ?? domain)".lowercased() }
}
