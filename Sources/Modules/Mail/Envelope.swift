package import Domain

/// Who a message is really from and to (RFC 5321): bounces go to the sender; Bcc exists only here.
package struct Envelope: Sendable, Hashable, Codable {
    package var sender: EmailAddress
    package var recipients: [EmailAddress]
    /// Whether one refused recipient stops the message for all.
    package var requireAllRecipients: Bool

    package init(sender: EmailAddress, recipients: [EmailAddress], requireAllRecipients: Bool = false) {
        self.sender = sender
        self.recipients = recipients
        self.requireAllRecipients = requireAllRecipients
    }
}
