package import Domain

extension MessageReference {
    /// The identifier that callers carry. It holds all of the place, so that it survives a restart and a lost cache.
    ///
    /// Bytes, in base64url: version, backend, UIDVALIDITY and UID (big endian), length of the account id, account id,
    /// mailbox.
    package var id: MessageID {
        switch place {
        case .imap(let mailbox, let uidValidity, let uid):
            let bytes =
                [Self.version, Self.imapBackend] + uidValidity.bigEndianBytes + uid.bigEndianBytes
                + [UInt8(truncatingIfNeeded: account.rawValue.utf8.count)] + account.rawValue.utf8 + mailbox.utf8
            return MessageID(unchecked: MessageID.prefix + Base64(bytes).urlText)
        }
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
        guard let bytes = Base64(String(id.rawValue.dropFirst(MessageID.prefix.count)))?.bytes, bytes.count > 11,
            bytes[0] == version, bytes[1] == imapBackend,
            let uidValidity = UInt32(bigEndianBytes: bytes[2..<6]), uidValidity > 0,
            let uid = UInt32(bigEndianBytes: bytes[6..<10]), uid > 0
        else { return nil }
        let rest = bytes[11...]
        let accountLength = Int(bytes[10])
        guard rest.count > accountLength,
            let accountText = String(validating: rest.prefix(accountLength), as: UTF8.self),
            let account = AccountID(rawValue: accountText),
            let mailbox = String(validating: rest.dropFirst(accountLength), as: UTF8.self), MailText.isMailbox(mailbox)
        else { return nil }
        let reference = MessageReference(
            account: account, place: .imap(mailbox: mailbox, uidValidity: uidValidity, uid: uid))
        return reference.id == id ? reference : nil
    }

    private static let version: UInt8 = 1
    private static let imapBackend: UInt8 = 1
}

extension UInt32 {
    var bigEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (24 - 8 * $0)) } }

    init?(bigEndianBytes bytes: ArraySlice<UInt8>) {
        guard bytes.count == 4 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
