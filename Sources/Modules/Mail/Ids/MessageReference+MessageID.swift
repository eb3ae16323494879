package import Domain

extension MessageReference {
    /// The identifier that callers carry. It holds all of the place, so that it survives a restart and a lost cache.
    ///
    /// Bytes, in base64url: version and backend; for IMAP then UIDVALIDITY and UID (big endian); length of the account id,
    /// account id; then the mailbox, or Graph's own id.
    package var id: MessageID {
        let place: [UInt8]
        let rest: String
        switch self.place {
        case .imap(let mailbox, let uidValidity, let uid):
            place = [Self.imapBackend] + uidValidity.bigEndianBytes + uid.bigEndianBytes
            rest = mailbox
        case .graph(let id):
            place = [Self.graphBackend]
            rest = id
        }
        let length = UInt8(truncatingIfNeeded: account.rawValue.utf8.count)
        return MessageID(
            unchecked: MessageID.prefix
                + Base64([Self.version] + place + [length] + account.rawValue.utf8 + rest.utf8).urlText)
    }

    /// Opens an identifier up for the account it is shown for.
    ///
    /// Another account's identifier is as unknown as one that was never given out, before anything is asked of a
    /// server: UIDVALIDITY is often a small number, so that A's identifier could otherwise hit B's mail.
    package init(_ id: MessageID, of account: AccountID) throws(MailError) {
        guard let reference = Self.decoded(id), reference.account == account else {
            throw .notFound(what: "message")
        }
        self = reference
    }

    /// `nil` for whatever `id` would not have written.
    static func decoded(_ id: MessageID) -> MessageReference? {
        guard let bytes = Base64(String(id.rawValue.dropFirst(MessageID.prefix.count)))?.bytes, bytes.count > 3,
            bytes[0] == version, let reference = decoded(backend: bytes[1], bytes[2...]), reference.id == id
        else { return nil }
        return reference
    }

    private static func decoded(backend: UInt8, _ bytes: ArraySlice<UInt8>) -> MessageReference? {
        switch backend {
        case imapBackend:
            guard let uidValidity = UInt32(bigEndianBytes: bytes.prefix(4)), uidValidity > 0,
                let uid = UInt32(bigEndianBytes: bytes.dropFirst(4).prefix(4)), uid > 0,
                let (account, mailbox) = named(bytes.dropFirst(8)), MailText.isMailbox(mailbox)
            else { return nil }
            return MessageReference(
                account: account, place: .imap(mailbox: mailbox, uidValidity: uidValidity, uid: uid))
        case graphBackend:
            guard let (account, id) = named(bytes), MailText.isGraphID(id) else { return nil }
            return MessageReference(account: account, place: .graph(id: id))
        default: return nil
        }
    }

    /// The account, and the text behind it.
    private static func named(_ bytes: ArraySlice<UInt8>) -> (AccountID, String)? {
        guard let length = bytes.first.map(Int.init), bytes.count > length + 1,
            let text = String(validating: bytes.dropFirst().prefix(length), as: UTF8.self),
            let account = AccountID(rawValue: text),
            let rest = String(validating: bytes.dropFirst(1 + length), as: UTF8.self)
        else { return nil }
        return (account, rest)
    }

    private static let version: UInt8 = 1
    private static let imapBackend: UInt8 = 1
    private static let graphBackend: UInt8 = 2
}

extension UInt32 {
    var bigEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (24 - 8 * $0)) } }

    init?(bigEndianBytes bytes: ArraySlice<UInt8>) {
        guard bytes.count == 4 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
