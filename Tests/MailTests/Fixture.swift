import Broker
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
    let further: [ScriptedSubmission]
    let factory: ScriptedBackends
    let backends: Backends
    let blobs = InMemoryBlobStore()
    let clock = ManualWallClock()
    let activities: ActivityLog
    let sender: Sender
    let reader: MessageReader

    static let owner = CallerID(rawValue: 1_000)
    static let later = Deadline.after(.seconds(3_600))
    static let passed = Deadline.after(.zero)

    init(
        host: String = "smtp.example.com", sentCopy: SentCopyRule = .automatic, identity: Identity? = nil,
        username: String = "ann@example.com", submission: ScriptedSubmission = ScriptedSubmission(),
        further: [ScriptedSubmission] = [],
        journal: InMemorySendJournal = InMemorySendJournal(), limits: SendLimits = SendLimits(),
        heldBytes: Int = Backends.usualHeldBytes
    ) {
        let account = Account(
            id: id, address: "ann@example.com", username: username, authentication: .password, identity: identity,
            imap: ServerAddress(host: "imap.example.com", port: 993, security: .tls),
            smtp: ServerAddress(host: host, port: 587, security: .startTLS), sentCopy: sentCopy,
            createdAt: Timestamp(secondsSince1970: 0))
        store = InMemoryAccountStore([account])
        self.journal = journal
        self.submission = submission
        self.further = further
        factory = ScriptedBackends(mailbox: mailbox, submission: submission, further: further)
        backends = Backends(factory: factory, credentials: FixedCredentials(), heldBytes: heldBytes)
        activities = ActivityLog(clock: clock)
        let keys = DataKeys(source: FixedDataKeys())
        sender = Sender(
            accounts: store, journal: journal, backends: backends, activities: activities, blobs: blobs,
            clock: clock, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), limits: limits)
        reader = MessageReader(
            accounts: store, backends: backends, activities: activities, spool: spool, keys: keys)
    }

    func request(
        key: String? = nil, text: String = "Hello", bcc: [String] = [], attachments: [AttachmentContent]? = nil
    ) -> SendRequest {
        request(
            Composition(
                to: [NamedAddress(address: "bo@example.com")], bcc: bcc.map { NamedAddress(address: $0) },
                subject: "Hi", text: text, attachments: attachments),
            key: key)
    }

    func request(_ composition: Composition, key: String? = nil) -> SendRequest {
        SendRequest(account: id, owner: Self.owner, content: .composition(composition), idempotencyKey: key)
    }

    func request(raw text: String) -> SendRequest {
        SendRequest(account: id, owner: Self.owner, content: .raw(Array(text.utf8)))
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
