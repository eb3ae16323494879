internal import Domain
internal import Tenant

/// A message as filters, orders and searches see it; its letter is grown when one asks for what only that knows.
struct MessageSubject: FilterSubject {
    let call: MailboxCall
    let state: MailboxState
    let message: StoredMessage
    private let grown: Once<Letter>

    init(_ call: MailboxCall, _ state: MailboxState, _ message: StoredMessage) {
        self.call = call
        self.state = state
        self.message = message
        grown = Once { call.mailbox.letter(of: message) }
    }

    var letter: Letter { grown.value }

    func value(of path: String) -> FilterValue {
        switch path {
        case "id": .text(call.ids.text(of: message))
        case "createdDateTime": .date(message.createdAt)
        case "lastModifiedDateTime": .date(message.modifiedAt)
        case "receivedDateTime": .date(message.receivedAt)
        case "changeKey": .text(MessageJSON.changeKey(of: message))
        case "isRead": .bool(message.isRead)
        case "isDraft": .bool(message.isDraft)
        case "inferenceClassification": .text(message.inference.rawValue)
        case "flag/flagStatus": .text(message.followUp.rawValue)
        case "parentFolderId": .text(call.ids.text(ofFolder: message.folder, in: state))
        default: valueInLetter(of: path)
        }
    }

    private func valueInLetter(of path: String) -> FilterValue {
        switch path {
        case "sentDateTime": .date(letter.sentAt)
        case "hasAttachments": .bool(letter.attachments.contains { !$0.isInline })
        case "internetMessageId": .text(letter.messageID)
        case "subject": .text(letter.subject)
        case "bodyPreview": .text(Preview.text(of: letter.body))
        case "body/content": .text(letter.body.content)
        case "importance": .text(letter.importance.rawValue)
        case "conversationId": .text(Conversation.id(of: letter.conversation, in: call.owner.id))
        case "isDeliveryReceiptRequested": .bool(letter.asksForDeliveryReceipt)
        case "isReadReceiptRequested": .bool(letter.asksForReadReceipt)
        case "from/emailAddress/address": Self.text(letter.from?.address)
        case "from/emailAddress/name": Self.text(letter.from.map { $0.name ?? $0.address })
        case "sender/emailAddress/address": Self.text((letter.sender ?? letter.from)?.address)
        case "sender/emailAddress/name": Self.text((letter.sender ?? letter.from).map { $0.name ?? $0.address })
        default: .null
        }
    }

    func texts(of path: String) -> [String] { path == "categories" ? message.categories : [] }

    func extendedValue(of id: String) -> String? { ExtendedProperties.value(of: id, message, letter) }

    private static func text(_ text: String?) -> FilterValue { text.map { .text($0) } ?? .null }
}
