import MailDoors

/// What any client may write to the sandbox's IMAP door, and any message that it has to find the parts of.
enum MailDoorsIMAPFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "sandbox-imap-commands",
            { bytes in
                guard let text = IMAPCommandText(whole: bytes) else { return }
                for strictness in [false, true] {
                    let first = IMAPDescription.command(text, everythingAllowed: strictness)
                    precondition(first == IMAPDescription.command(text, everythingAllowed: strictness))
                }
            }
        ),
        (
            "sandbox-imap-outline",
            { bytes in
                let cut = bytes.isEmpty ? 0 : Int(bytes[0]) % (bytes.count + 1)
                let whole = IMAPDescription.message(IMAPHeldSource(bytes))
                precondition(
                    whole == IMAPDescription.message(IMAPHeldSource(bytes, cutAt: cut)),
                    "the parts depend on how the bytes were cut")
                check(IMAPOutline(IMAPHeldSource(bytes)).root, in: 0..<bytes.count, of: bytes)
            }
        ),
        (
            "sandbox-imap-names",
            { bytes in
                guard let name = ModifiedUTF7.decode(bytes) else { return }
                precondition(ModifiedUTF7.decode(ModifiedUTF7.encode(name)) == name, "a name changed on its way")
            }
        ),
        (
            "sandbox-imap-patterns",
            { bytes in
                let parts = bytes.split(separator: 0x0a, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
                let (pattern, name) = (parts[0], parts.count > 1 ? parts[1] : [])
                let matches = IMAPPattern(reference: [], pattern: pattern).matches(name)
                let twice = pattern.flatMap { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "%") ? [$0, $0] : [$0] }
                precondition(IMAPPattern(reference: [], pattern: twice).matches(name) == matches, "stars count")
                let wider = pattern.map { $0 == UInt8(ascii: "%") ? UInt8(ascii: "*") : $0 }
                precondition(!matches || IMAPPattern(reference: [], pattern: wider).matches(name), "* is less than %")
            }
        ),
    ]

    /// Parts lie in order within their whole, and tell as many lines as they have.
    private static func check(_ entity: IMAPEntity, in range: Range<Int>, of bytes: [UInt8]) {
        precondition(entity.header.upperBound == entity.body.lowerBound, "a gap between header and body")
        precondition(
            range.lowerBound <= entity.header.lowerBound && entity.body.upperBound <= range.upperBound,
            "a part lies outside of its whole")
        let lines = bytes[entity.body].count { $0 == UInt8(ascii: "\n") }
        precondition(entity.lineCount == lines, "\(entity.lineCount) lines told, \(lines) there")
        switch entity.content {
        case .leaf: break
        case .message(let message): check(message, in: entity.body, of: bytes)
        case .multipart(let parts):
            var start = entity.body.lowerBound
            for part in parts {
                check(part, in: start..<entity.body.upperBound, of: bytes)
                start = part.body.upperBound
            }
        }
    }
}
