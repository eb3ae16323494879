import Domain
import Logging
import Mail
import TestSupport

/// One account, its scripted servers, and everything of Mail around them.
struct Fixture {
    let id = AccountID(unchecked: "acc_one")
    let store: InMemoryAccountStore
    let journal: InMemorySendJournal
    let spool = InMemoryContentSpool()
    let mailbox = ScriptedMailbox()
    let submission: ScriptedSubmission
    let factory: ScriptedBackends
    let backends: Backends
    let clock = ManualWallClock()
    let activities: ActivityLog
    let sender: Sender
    let reader: MessageReader

    static let later = Deadline.after(.seconds(3_600))
    static let passed = Deadline.after(.zero)

    init(
        host: String = "smtp.example.com", sentCopy: SentCopyRule = .automatic, identity: Identity? = nil,
        username: String = "ann@example.com", submission: ScriptedSubmission = ScriptedSubmission(),
        journal: InMemorySendJournal = InMemorySendJournal(), limits: SendLimits = SendLimits()
    ) {
        let account = Account(
            id: id, address: "ann@example.com", username: username, authentication: .password, identity: identity,
            imap: ServerAddress(host: "imap.example.com", port: 993, security: .tls),
            smtp: ServerAddress(host: host, port: 587, security: .startTLS), sentCopy: sentCopy,
            createdAt: Timestamp(secondsSince1970: 0))
        store = InMemoryAccountStore([account])
        self.journal = journal
        self.submission = submission
        factory = ScriptedBackends(mailbox: mailbox, submission: submission)
        backends = Backends(factory: factory, credentials: FixedCredentials())
        activities = ActivityLog(clock: clock)
        let keys = DataKeys(source: FixedDataKeys())
        sender = Sender(
            accounts: store, journal: journal, backends: backends, activities: activities, keys: keys, clock: clock,
            log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), limits: limits)
        reader = MessageReader(
            accounts: store, backends: backends, activities: activities, spool: spool, keys: keys)
    }

    func request(key: String? = nil, text: String = "Hello", bcc: [String] = []) -> SendRequest {
        SendRequest(
            account: id,
            content: .composition(
                Composition(
                    to: [NamedAddress(address: "bo@example.com")], bcc: bcc.map { NamedAddress(address: $0) },
                    subject: "Hi", text: text)),
            idempotencyKey: key)
    }

    func reference(uid: UInt32 = 7) -> MessageReference {
        MessageReference(account: id, place: .imap(mailbox: "INBOX", uidValidity: 1, uid: uid))
    }
}

/// The error that `body` throws, or nil.
func failure<Value>(_ body: () async throws(MailError) -> Value) async -> MailError? {
    do throws(MailError) {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}
