package import Domain

/// Where a message is, opened up: what a `MessageID` holds for the backend that made it.
package struct MessageReference: Sendable, Hashable {
    package enum Place: Sendable, Hashable {
        /// UIDs mean something only under their UIDVALIDITY (RFC 9051, section 2.3.1.1).
        case imap(mailbox: String, uidValidity: UInt32, uid: UInt32)
        /// An immutable id: it stays when the message moves within its mailbox (reference sheet, section C9).
        case graph(id: String)
    }
    package let account: AccountID
    package let place: Place

    package init(account: AccountID, place: Place) {
        self.account = account
        self.place = place
    }
}
