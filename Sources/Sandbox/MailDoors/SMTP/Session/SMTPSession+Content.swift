import Doorway
import Tenant

/// DATA and BDAT.
extension SMTPSession {
    /// Far beyond the 1,000 octets of RFC 5321, section 4.5.3.1.6, which hardly anybody keeps to.
    private static let textLineLimit = 1 << 20
    private static let pieceCount = 1 << 16

    func receiveData(_ line: String) async throws(ConnectionEnd) {
        if let reply = objectionToData { return try await answer(reply, to: "DATA", line) }
        let start = faultReply("DATA") ?? .startInput
        if start != .startInput {
            if start.isRefusal { envelope = nil }
            return try await answer(start, to: "DATA", line)
        }
        let dropsMidway = isStruck(by: .smtpDropMidData, at: "DATA")
        try await answer(start, to: "DATA", line)
        var content = SMTPContent(limit: sizeLimit)
        while true {
            let isEnd = try await receiveLine(into: &content)
            if dropsMidway { return drop(at: "dot", "", content: content) }
            if isEnd { break }
        }
        try await conclude(content, mayHaveBareLineEnds: false, target: ".")
    }

    private var objectionToData: SMTPReply? {
        guard isGreeted else { return .noHello }
        guard login != nil else { return .notAuthenticated }
        guard let envelope else { return .needMail }
        guard !envelope.recipients.isEmpty else { return .needRecipient }
        return envelope.chunks == nil && envelope.sender.body != .binary ? nil : .needChunks
    }

    /// True at the dot.
    private func receiveLine(into content: inout SMTPContent) async throws(ConnectionEnd) -> Bool {
        do throws(ConnectionEnd) {
            let line = try await connection.line(limit: Self.textLineLimit, within: patience)
            if line == [UInt8(ascii: ".")] { return true }
            content.append(line: line)
        } catch .tooLong {
            content.refuse()
        }
        return false
    }

    /// A chunk is read whatever is wrong with it, or its octets would be taken for commands (RFC 3030, section 2).
    func receiveChunk(_ count: Int, isLast: Bool, _ line: String) async throws(ConnectionEnd) {
        let objection = objectionToChunk
        var content = objection == nil ? takeChunks() : nil
        if objection == nil, isStruck(by: .smtpDropMidData, at: "DATA") {
            try await receive(count / 2, into: &content)
            return drop(at: "dot", line, content: content)
        }
        try await receive(count, into: &content)
        if let objection {
            envelope?.isBroken = true
            return try await answer(objection, to: "BDAT", line)
        }
        guard let content else { return }
        envelope?.chunks = content
        if isLast { return try await conclude(content, mayHaveBareLineEnds: true, target: line) }
        guard !content.isTooLarge else {
            envelope?.isBroken = true
            return try await answer(.tooLarge, to: "BDAT", line)
        }
        try await answer(.chunk(count), to: "BDAT", line)
    }

    /// What the chunks before brought, to go on with: it is not copied, which for every chunk would be the message's size.
    private func takeChunks() -> SMTPContent {
        defer { envelope?.chunks = nil }
        return envelope?.chunks ?? SMTPContent(limit: sizeLimit)
    }

    private var objectionToChunk: SMTPReply? {
        guard isGreeted else { return .noHello }
        guard login != nil else { return .notAuthenticated }
        guard let envelope else { return .needMail }
        guard !envelope.recipients.isEmpty else { return .needRecipient }
        return envelope.isBroken ? .brokenChunks : nil
    }

    /// So many octets, kept or thrown away.
    func receive(_ count: Int, into content: inout SMTPContent?) async throws(ConnectionEnd) {
        var left = count
        while left > 0 {
            let piece = try await connection.bytes(min(left, Self.pieceCount), within: patience)
            left -= piece.count
            content?.append(piece)
        }
    }
}
