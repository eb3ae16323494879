/// What an error's words say that its code does not. Only hints depend on them: Microsoft may word them otherwise any
/// day (reference sheet, section C13).
enum GraphRemark: String, Sendable, Hashable, CaseIterable {
    /// An application access policy keeps this app from this mailbox (section D2).
    case accessPolicy = "access to odata is disabled"
    /// The token is for another service.
    case wrongAudience = "invalid audience"
    /// The token is none.
    case unreadableToken = "compacttoken parsing failed"

    init?(in message: String) {
        let words = message.prefix(512).lowercased()
        guard let remark = Self.allCases.first(where: { words.contains($0.rawValue) }) else { return nil }
        self = remark
    }
}
