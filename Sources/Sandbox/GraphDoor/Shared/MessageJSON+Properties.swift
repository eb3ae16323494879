internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// The properties, by where they come from: so that a list of ids and flags grows no letter.
extension MessageJSON {
    typealias FromStore = @Sendable (MessageJSON, StoredMessage) -> JSONValue
    typealias FromLetter = @Sendable (MessageJSON, StoredMessage, Letter) -> JSONValue

    /// Need no letter.
    static let stored: [(String, FromStore)] = [
        ("createdDateTime", { _, message in .string(message.createdAt.description) }),
        ("lastModifiedDateTime", { _, message in .string(message.modifiedAt.description) }),
        ("changeKey", { _, message in .string(changeKey(of: message)) }),
        ("categories", { _, message in .array(message.categories.map { .string($0) }) }),
        ("receivedDateTime", { _, message in .string(message.receivedAt.description) }),
        ("parentFolderId", { json, message in .string(json.ids.text(ofFolder: message.folder, in: json.state)) }),
        ("isRead", { _, message in .bool(message.isRead) }),
        ("isDraft", { _, message in .bool(message.isDraft) }),
        ("inferenceClassification", { _, message in .string(message.inference.rawValue) }),
        ("flag", { _, message in flag(of: message) }),
        ("webLink", { json, message in .string(json.webLink(of: message)) }),
    ]

    /// Need the letter, and `Mail.ReadBasic` shows them.
    static let written: [(String, FromLetter)] = [
        ("sentDateTime", { _, _, letter in .string(letter.sentAt.description) }),
        ("hasAttachments", { _, _, letter in .bool(letter.attachments.contains { !$0.isInline }) }),
        ("internetMessageId", { _, _, letter in .string(letter.messageID) }),
        ("subject", { _, _, letter in .string(letter.subject) }),
        ("importance", { _, _, letter in .string(letter.importance.rawValue) }),
        ("conversationId", { json, _, letter in .string(json.conversationID(of: letter)) }),
        ("conversationIndex", { json, message, letter in .string(json.conversationIndex(of: message, letter)) }),
        ("isDeliveryReceiptRequested", { _, _, letter in .bool(letter.asksForDeliveryReceipt) }),
        ("isReadReceiptRequested", { _, _, letter in .bool(letter.asksForReadReceipt) }),
        ("sender", { _, _, letter in (letter.sender ?? letter.from).map(recipient) ?? .null }),
        ("from", { _, _, letter in letter.from.map(recipient) ?? .null }),
        ("toRecipients", { _, _, letter in .array(letter.to.map(recipient)) }),
        ("ccRecipients", { _, _, letter in .array(letter.cc.map(recipient)) }),
        ("bccRecipients", { _, _, letter in .array(letter.bcc.map(recipient)) }),
        ("replyTo", { _, _, letter in .array(letter.replyTo.map(recipient)) }),
    ]

    /// `Mail.ReadBasic` does not show them (§A3).
    static let content: [(String, FromLetter)] = [
        ("bodyPreview", { _, _, letter in .string(Preview.text(of: letter.body)) }),
        ("body", { json, _, letter in json.body(of: letter) }),
    ]

    /// Shown when `$select` names them, and then only.
    static let onRequest: [(String, FromLetter)] = [
        ("uniqueBody", { json, _, letter in json.body(of: letter) }),
        (
            "internetMessageHeaders",
            { _, message, letter in
                .array(
                    message.isDraft
                        ? letter.extraHeaders.map(header) : Rendering.headerFields(of: letter).map(header))
            }
        ),
    ]

    /// With the times that it has.
    private static func flag(of message: StoredMessage) -> JSONValue {
        var members: [String: JSONValue] = ["flagStatus": .string(message.followUp.rawValue)]
        for (kind, time) in message.followUpTimes {
            members[kind.rawValue] = ["dateTime": .string(time.dateTime), "timeZone": .string(time.timeZone)]
        }
        return .object(members)
    }

    private static func header(_ field: HeaderField) -> JSONValue {
        ["name": .string(field.name), "value": .string(field.value)]
    }

    private func conversationID(of letter: Letter) -> String {
        Conversation.id(of: letter.conversation, in: call.owner.id)
    }

    /// 22 bytes of header: a reserved one, five of the time and sixteen of the thread (MS-OXOMSG, section 2.2.1.3).
    private func conversationIndex(of message: StoredMessage, _ letter: Letter) -> String {
        let time = UInt64(bitPattern: letter.sentAt.secondsSince1970)
        let bytes = stride(from: 32, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> UInt64($0)) }
        let thread = Array(letter.conversation.utf8.prefix(16))
        return Base64([1] + bytes + thread + [UInt8](repeating: 0, count: 16 - thread.count)).text
    }

    private func webLink(of message: StoredMessage) -> String {
        "https://outlook.office365.com/owa/?ItemID=\(PercentCoding.encode(ids.text(of: message)))"
            + "&exvsurl=1&viewmodel=ReadMessageItem"
    }

    /// In the type that `Prefer` asks for, scripts taken out unless it allows them (§C4).
    private func body(of letter: Letter) -> JSONValue {
        let facts = call.sandbox.facts
        let standard = facts[Facts.bodyTypeByDefault] == .html ? .html : letter.body.contentType
        let type = call.prefer.bodyType ?? standard
        var content = letter.body.content
        switch (letter.body.contentType, type) {
        case (.html, .text): content = HTMLText.text(of: content)
        case (.text, .html): content = HTMLText.html(of: content)
        case (.html, .html) where facts[Facts.bodiesSanitised] && !call.prefer.allowsUnsafeHTML:
            content = HTMLText.sanitised(content)
        default: break
        }
        return ["contentType": .string(type.rawValue), "content": .string(content)]
    }
}
