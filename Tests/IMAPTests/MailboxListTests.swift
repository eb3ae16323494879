import Domain
import Mail
import TestSupport
import Testing

@testable import IMAP

@Suite("The list of mailboxes")
struct MailboxListTests {
    private func mailboxes(_ steps: [ScriptStep], capabilities: String, counts: Bool) async throws -> [Mailbox] {
        let connector = ScriptedConnector([ScriptedStream(Dialogue.signIn(capabilities: capabilities) + steps)])
        let found = try await Dialogue.mailbox(connector).mailboxes(
            MailboxListing(counts: counts), until: Dialogue.soon)
        #expect(await connector.problems == [])
        return found
    }

    @Test("comes with roles and counts in one step where the server can")
    func extended() async throws {
        let found = try await mailboxes(
            [
                .expect("{tag} LIST \"\" \"*\" RETURN (SPECIAL-USE STATUS (MESSAGES UNSEEN))"),
                .line("* LIST (\\HasNoChildren) \"/\" INBOX"), .line("* STATUS INBOX (MESSAGES 17 UNSEEN 16)"),
                .line("* LIST (\\HasNoChildren \\Sent) \"/\" \"My sent\""),
                .line("* STATUS \"My sent\" (MESSAGES 30 UNSEEN 0)"), .line("* LIST (\\NonExistent) \"/\" gone"),
                .line("{tag} OK"),
            ], capabilities: "IMAP4rev1 LIST-EXTENDED LIST-STATUS SPECIAL-USE", counts: true)
        #expect(found.map(\.path) == ["INBOX", "My sent", "gone"])
        #expect(found.map(\.total) == [17, 30, nil] && found.map(\.unseen) == [16, 0, nil])
        #expect(found[1].role == .sent && found[1].roleSource == .server && !found[2].selectable)
    }

    @Test("asks for each mailbox where the server cannot, and leaves out what it refuses")
    func plain() async throws {
        let found = try await mailboxes(
            [
                .expect("{tag} LIST \"\" \"*\""), .line("* LIST () \"/\" Inbox"),
                .line("* LIST () \"/\" \"Sent Items\""),
                .line("* LIST (\\Noselect) \"/\" holder"), .line("* LIST () \"/\" Calendar"), .line("{tag} OK"),
                .expect("{tag} STATUS \"Inbox\" (MESSAGES UNSEEN)"),
                .expect("{tag} STATUS \"Sent Items\" (MESSAGES UNSEEN)"),
                .line("* STATUS Inbox (MESSAGES 3 UNSEEN 1)"), .line("{tag-1} OK"), .line("{tag} NO not now"),
            ], capabilities: "IMAP4rev1 CLIENTACCESSRULES", counts: true)
        #expect(found.map(\.path) == ["INBOX", "Sent Items", "holder"])
        #expect(found.map(\.total) == [3, nil, nil])
        #expect(found[1].role == .sent && found[1].roleSource == .name)
    }

    @Test("has no hidden ones, and says so when they are asked for")
    func hidden() async {
        let connector = ScriptedConnector([])
        let error = await failure { () throws(MailError) in
            let listing = MailboxListing(includesHidden: true)
            _ = try await Dialogue.mailbox(connector).mailboxes(listing, until: Dialogue.soon)
        }
        #expect(error == .unsupported("IMAP shows no hidden mailboxes"))
    }
}
