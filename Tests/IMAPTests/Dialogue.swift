import Domain
import Mail
import TestSupport
import Transport

@testable import IMAP

/// Pieces of dialogues, and mailboxes that follow them.
enum Dialogue {
    static let account = Account(
        id: AccountID(unchecked: "acc_a"), address: "ann@example.com", username: "ann@example.com",
        authentication: .password, createdAt: Timestamp(secondsSince1970: 0))
    static let server = ServerAddress(host: "imap.example.com", port: 993, security: .tls)
    static let token = MailCredential.bearer(Secret("token"))
    static let password = MailCredential.password(Secret("sesame"))
    static var soon: Deadline { .after(.seconds(3_600)) }

    /// Exchange let the token in, and not the mailbox.
    static let notConnected = MailError.unavailable(
        "too many connections are open to this mailbox, IMAP is switched off for it, or it has no licence: "
            + "BAD User is authenticated but not connected.")

    /// `user=ann@example.com^Aauth=Bearer token^A^A`.
    static let xoauth2 = Base64(Array("user=ann@example.com\u{1}auth=Bearer token\u{1}\u{1}".utf8)).text

    /// A sign-in that works, told of the capabilities right away.
    static func signIn(capabilities: String = "IMAP4rev1 LITERAL+ NAMESPACE") -> [ScriptStep] {
        capability("IMAP4rev1 SASL-IR AUTH=XOAUTH2 AUTH=PLAIN") + [
            .expectPrefix("{tag} AUTHENTICATE "), .line("{tag} OK [CAPABILITY \(capabilities)] welcome"),
        ]
    }

    static func capability(_ names: String) -> [ScriptStep] {
        [.expect("{tag} CAPABILITY"), .line("* CAPABILITY \(names)"), .line("{tag} OK done")]
    }

    /// What a server says to EXAMINE; `{tag-n}` says how many commands came behind it.
    static func selected(exists: Int, uidValidity: Int = 7, tag: String = "{tag}") -> [ScriptStep] {
        [
            .line("* FLAGS (\\Seen \\Answered)"), .line("* \(exists) EXISTS"), .line("* 0 RECENT"),
            .line("* OK [UIDVALIDITY \(uidValidity)] valid"), .line("* OK [UIDNEXT 4000] next"),
            .line("\(tag) OK [READ-ONLY] done"),
        ]
    }

    /// A FETCH line as the list asks for it.
    static func summary(_ number: Int, uid: Int, subject: String = "s", date: String = "17-Jul-1996 02:44:25 -0700")
        -> ScriptStep
    {
        .line(
            "* \(number) FETCH (UID \(uid) FLAGS (\\Seen) INTERNALDATE \"\(date)\" RFC822.SIZE 42 ENVELOPE "
                + "(\"Wed, 17 Jul 1996 02:23:25 -0700\" \"\(subject)\" ((\"Terry\" NIL \"gray\" \"example.com\")) NIL NIL "
                + "((NIL NIL \"ann\" \"example.com\")) NIL NIL NIL \"<m\(uid)@example.com>\") BODYSTRUCTURE "
                + "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"utf-8\") NIL NIL \"QUOTED-PRINTABLE\" 10 1 NIL NIL NIL NIL))")
    }

    static func mailbox(
        _ connector: any StreamConnector, credentials: FixedCredentials = FixedCredentials(token),
        account: Account = account, settings: IMAPSettings = IMAPSettings()
    ) -> IMAPMailbox {
        IMAPMailbox(
            account: account, server: server, connector: connector, credentials: credentials, settings: settings)
    }

    static func reference(uid: UInt32, uidValidity: UInt32 = 7, mailbox: String = "INBOX") -> MessageReference {
        MessageReference(account: account.id, place: .imap(mailbox: mailbox, uidValidity: uidValidity, uid: uid))
    }
}

/// What a call threw; nil when it did not.
func failure(of body: () async throws(MailError) -> Void) async -> MailError? {
    do throws(MailError) {
        try await body()
        return nil
    } catch {
        return error
    }
}
