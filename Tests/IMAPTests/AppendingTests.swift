import Domain
import Mail
import TestSupport
import Testing

@testable import IMAP

@Suite("A copy put into a mailbox")
struct AppendingTests {
    private static let message = Array("Subject: x\r\n\r\nä\r\n".utf8)

    private static func listed(_ line: String?) -> [ScriptStep] {
        [.expect("{tag} LIST \"\" \"*\"")] + (line.map { [.line($0)] } ?? []) + [.line("{tag} OK")]
    }

    private static let alive: [ScriptStep] = [.expect("{tag} NOOP"), .line("{tag} OK")]

    private func append(_ steps: [ScriptStep], capabilities: String) async -> (MailError?, [String]) {
        let connector = ScriptedConnector([ScriptedStream(Dialogue.signIn(capabilities: capabilities) + steps)])
        let mailbox = Dialogue.mailbox(connector)
        let error = await failure { () throws(MailError) in
            try await mailbox.append(Self.message, toMailboxWith: .sent, flags: [.seen], until: Dialogue.soon)
        }
        return (error, await connector.problems + (await connector.opened[0].isFinished ? [] : ["not all was said"]))
    }

    @Test("goes in one step where the server can")
    func literalPlus() async {
        let (error, problems) = await append(
            Self.listed("* LIST (\\Sent) \"/\" \"Sent Items\"") + Self.alive + [
                .expect("{tag} APPEND \"Sent Items\" (\\Seen) {\(Self.message.count)+}"),
                .expectBytes(Self.message + [0x0D, 0x0A]), .line("a5 OK [APPENDUID 7 12] done"),
            ], capabilities: "IMAP4rev1 LITERAL+")
        #expect(error == nil && problems.isEmpty, "\(problems)")
    }

    @Test("waits for the server's word where it has to, and hears its refusal")
    func literal() async {
        let (error, problems) = await append(
            Self.listed("* LIST (\\Sent) \"/\" Sent") + Self.alive + [
                .expect("{tag} APPEND \"Sent\" (\\Seen) {\(Self.message.count)}"), .line("* 1 EXISTS"),
                .line("+ go on"),
                .expectBytes(Self.message + [0x0D, 0x0A]), .line("a5 OK done"),
            ], capabilities: "IMAP4rev1")
        #expect(error == nil && problems.isEmpty, "\(problems)")
        let (refusal, remarks) = await append(
            Self.listed("* LIST (\\Sent) \"/\" Sent") + Self.alive + [
                .expect("{tag} APPEND \"Sent\" (\\Seen) {\(Self.message.count)}"), .line("{tag} NO [OVERQUOTA] full"),
            ], capabilities: "IMAP4rev1")
        #expect(
            refusal == .rejected(ServerReply(code: 0, text: "NO [OVERQUOTA] full")) && remarks.isEmpty, "\(remarks)")
    }

    @Test("makes the mailbox first where none has the role")
    func creates() async {
        let (error, problems) = await append(
            Self.listed("* LIST () \".\" INBOX") + Self.alive + [
                .expect("{tag} NAMESPACE"), .line("* NAMESPACE ((\"INBOX.\" \".\")) NIL NIL"), .line("{tag} OK"),
                .expect("{tag} CREATE \"INBOX.Sent\" (USE (\\Sent))"), .line("{tag} OK"),
                .expect("{tag} SUBSCRIBE \"INBOX.Sent\""), .line("{tag} NO whatever"),
                .expect("{tag} APPEND \"INBOX.Sent\" (\\Seen) {\(Self.message.count)+}"),
                .expectBytes(Self.message + [0x0D, 0x0A]), .line("a8 OK done"),
            ], capabilities: "IMAP4rev1 LITERAL+ NAMESPACE CREATE-SPECIAL-USE")
        #expect(error == nil && problems.isEmpty, "\(problems)")
    }

    @Test("is not sent where it cannot fit, and not twice")
    func limits() async {
        let (error, _) = await append(
            Self.listed("* LIST (\\Sent) \"/\" Sent") + Self.alive, capabilities: "IMAP4rev1 APPENDLIMIT=10")
        #expect(error == .tooLarge("the server takes messages of 10 bytes at most"))
        let (lost, problems) = await append(
            Self.listed("* LIST (\\Sent) \"/\" Sent") + Self.alive + [
                .expectPrefix("{tag} APPEND"), .expectBytes(Self.message + [0x0D, 0x0A]), .close,
            ], capabilities: "IMAP4rev1 LITERAL+")
        #expect(lost == .unavailable("the IMAP server hung up") && problems.isEmpty, "\(problems)")
    }

    @Test("goes over a new connection when the kept one has died")
    func stale() async {
        let connector = ScriptedConnector(
            Dialogue.signIn() + Self.listed("* LIST (\\Sent) \"/\" Sent") + [.expect("{tag} NOOP"), .close],
            Dialogue.signIn() + Self.alive + [
                .expect("{tag} APPEND \"Sent\" () {\(Self.message.count)+}"),
                .expectBytes(Self.message + [0x0D, 0x0A]), .line("a4 OK done"),
            ])
        let error = await failure { () throws(MailError) in
            try await Dialogue.mailbox(connector).append(
                Self.message, toMailboxWith: .sent, flags: [], until: Dialogue.soon)
        }
        #expect(error == nil)
        #expect(await connector.problems == [])
    }

    @Test("is found by its Message-ID")
    func find() async throws {
        let connector = ScriptedConnector([
            ScriptedStream(
                Dialogue.signIn() + Self.listed("* LIST (\\Sent) \"/\" Sent") + [
                    .expect("{tag} EXAMINE \"Sent\""), .expect("{tag} UID SEARCH HEADER Message-ID \"<a@b>\""),
                ] + Dialogue.selected(exists: 2, tag: "{tag-1}") + [
                    .line("* SEARCH 4 12"), .line("{tag} OK"), .expect("{tag} EXAMINE \"Sent\""),
                    .expectPrefix("{tag} UID SEARCH"),
                ] + Dialogue.selected(exists: 2, tag: "{tag-1}") + [.line("* SEARCH"), .line("{tag} OK")])
        ])
        let mailbox = Dialogue.mailbox(connector)
        let id = try #require(InternetMessageID(rawValue: "<a@b>"))
        let found = try await mailbox.find(id, inMailboxWith: .sent, until: Dialogue.soon)
        #expect(found == Dialogue.reference(uid: 12, mailbox: "Sent"))
        #expect(try await mailbox.find(id, inMailboxWith: .sent, until: Dialogue.soon) == nil)
        #expect(try await mailbox.find(id, inMailboxWith: .junk, until: Dialogue.soon) == nil)
        #expect(await connector.problems == [])
    }
}
