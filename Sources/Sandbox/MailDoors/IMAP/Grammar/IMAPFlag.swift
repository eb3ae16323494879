/// The flags that Exchange keeps (reference sheet §B3), and keywords where the fact allows them.
enum IMAPFlag: Hashable, Sendable {
    case seen, answered, flagged, deleted, draft, receiptSent
    /// Told by the server only (RFC 3501, section 2.3.2).
    case recent
    case keyword(String)

    static let kept: [IMAPFlag] = [.seen, .answered, .flagged, .deleted, .draft, .receiptSent]

    init(scanning scanner: inout IMAPScanner) throws(IMAPSyntaxError) {
        let isSystem = scanner.take("\\")
        let name = String(decoding: try scanner.run { IMAPScanner.isAtom($0) }, as: UTF8.self)
        let written = (isSystem ? "\\" : "") + name
        guard let flag = Self.known.first(where: { $0.text.lowercased() == written.lowercased() }) else {
            guard !isSystem else { throw .argument }
            self = .keyword(name)
            return
        }
        self = flag
    }

    var text: String {
        switch self {
        case .seen: "\\Seen"
        case .answered: "\\Answered"
        case .flagged: "\\Flagged"
        case .deleted: "\\Deleted"
        case .draft: "\\Draft"
        case .receiptSent: "$MDNSent"
        case .recent: "\\Recent"
        case .keyword(let name): name
        }
    }

    private static let known = kept + [.recent]
}
