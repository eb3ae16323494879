extension ResponseScanner {
    /// The whole response.
    mutating func response() throws(IMAPSyntaxError) -> Response {
        switch next {
        case UInt8(ascii: "+"):
            position += 1
            skipSpaces()
            return .continuation(text)
        case UInt8(ascii: "*"):
            position += 1
            skipSpaces()
            return .untagged(try untagged())
        default:
            let tag = String(decoding: bytes[try atom()], as: UTF8.self)
            skipSpaces()
            let word = try keyword()
            guard let condition = StatusResponse.Condition(rawValue: word), condition != .bye, condition != .preauth
            else { return try fails("a tagged answer that is none") }
            return .tagged(tag, status(condition))
        }
    }

    private mutating func untagged() throws(IMAPSyntaxError) -> UntaggedResponse {
        if next.isDigit { return try numbered() }
        let word = try keyword()
        if let condition = StatusResponse.Condition(rawValue: word) { return .status(status(condition)) }
        skipSpaces()
        switch word {
        case "CAPABILITY": return .capability(words())
        case "LIST", "LSUB", "XLIST": return .list(try listedMailbox())
        case "STATUS": return .mailboxStatus(try mailboxStatus())
        case "SEARCH": return .search(try searchResult())
        case "ESEARCH": return .extendedSearch(try extendedSearch())
        case "NAMESPACE": return .namespace(try namespace())
        default: return .other(word)  // stray lines such as Exchange's `* Server Unavailable. 15` too
        }
    }

    /// `* 12 EXISTS` and its like.
    private mutating func numbered() throws(IMAPSyntaxError) -> UntaggedResponse {
        let number = try number32()
        skipSpaces()
        let word = try keyword()
        skipSpaces()
        switch word {
        case "EXISTS": return .exists(number)
        case "EXPUNGE": return .expunge(number)
        case "FETCH": return .fetch(try fetched(number))
        default: return .other(word)
        }
    }

    private mutating func words() -> [String] {
        text.split(separator: " ").map { $0.uppercased() }
    }
}
