internal import Domain
internal import Tenant

extension Search {
    func matches(_ subject: MessageSubject) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.matches(subject) }
        case .any(let parts): parts.contains { $0.matches(subject) }
        case .not(let part): !part.matches(subject)
        case .term(nil, let match):
            [Property.subject, .from, .body].contains { Self.matches(subject, $0, match) }
        case .term(let property?, let match): Self.matches(subject, property, match)
        }
    }

    private static func matches(_ subject: MessageSubject, _ property: Property, _ match: Match) -> Bool {
        let letter = subject.letter
        switch match {
        case .nothing: return false
        case .range(let range): return range.contains(number(of: property, subject))
        case .words(let words):
            switch property {
            case .hasAttachment, .hasAttachments:
                return [" true", " 1", " yes"].contains(words) == letter.attachments.contains { !$0.isInline }
            default:
                return texts(of: property, letter).contains { !words.isEmpty && SearchText.words($0).contains(words) }
            }
        }
    }

    private static func number(of property: Property, _ subject: MessageSubject) -> Int64 {
        switch property {
        case .received: subject.message.receivedAt.secondsSince1970
        case .sent: subject.letter.sentAt.secondsSince1970
        default:
            subject.letter.attachments.reduce(Int64(subject.letter.body.content.utf8.count)) {
                $0 + Int64(AttachmentJSON.size(of: $1))
            }
        }
    }

    private static func texts(of property: Property, _ letter: Letter) -> [String] {
        switch property {
        case .subject: [letter.subject]
        case .body: [letter.body.contentType == .html ? HTMLText.text(of: letter.body.content) : letter.body.content]
        case .from: texts([letter.from, letter.sender].compactMap(\.self))
        case .to: texts(letter.to)
        case .cc: texts(letter.cc)
        case .bcc: texts(letter.bcc)
        case .recipients: texts(letter.to + letter.cc + letter.bcc)
        case .participants: texts([letter.from].compactMap(\.self) + letter.to + letter.cc + letter.bcc)
        case .attachment: letter.attachments.map(\.name)
        case .importance: [letter.importance.rawValue]
        case .kind: ["email"]
        case .received, .sent, .size, .hasAttachment, .hasAttachments: []
        }
    }

    private static func texts(_ addresses: [NamedAddress]) -> [String] {
        addresses.flatMap { [$0.name ?? "", $0.address] }
    }
}
