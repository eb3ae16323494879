package import Domain
package import Mail

extension IMAPMailbox {
    /// The first page costs two round trips, whatever the mailbox's size: EXAMINE, then FETCH by message number, which is
    /// safe because a server must not tell of expunged messages in between (RFC 9051, section 7.5.1). Later pages find
    /// their place by SEARCH, in the same round trip as the EXAMINE.
    package func messages(_ listing: MessageListing, until deadline: Deadline) async throws(MailError) -> MessagePage {
        let position = try listing.position.map { (bytes) throws(MailError) in try PagePosition(bytes) }
        let account = account.id
        var listing = listing
        // The one name that is the same in any case (RFC 9051, section 5.1): messages in it shall have one id.
        if listing.mailbox.lowercased() == "inbox" { listing.mailbox = "INBOX" }
        let asked = listing
        return try await withMailbox(asked.mailbox, until: deadline) { (connection, name) throws(MailError) in
            let page = MessageWindow(
                account: account, mailbox: name, listing: asked, position: position, deadline: deadline)
            return try await page.load(over: connection)
        }
    }
}
