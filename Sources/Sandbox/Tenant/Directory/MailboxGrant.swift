/// One right that somebody holds on a mailbox which is not theirs.
package struct MailboxGrant: Hashable, Sendable {
    package var mailbox: GUID
    package var trustee: Principal
    package var right: MailboxRight

    package init(mailbox: GUID, trustee: Principal, right: MailboxRight) {
        self.mailbox = mailbox
        self.trustee = trustee
        self.right = right
    }
}
