package import Domain
internal import MIME
package import Mail

extension IMAPMailbox {
    package func source(
        of reference: MessageReference, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError) {
        let place = try place(of: reference)
        let target = DecodingSink(sink)
        try await withMailbox(place.mailbox, until: deadline, repeating: .until(target.started)) {
            (connection, name) throws(MailError) in
            try await connection.see(name, uidValidity: place.uidValidity, until: deadline)
            try await connection.streamFresh("", of: place.uid, in: name, into: target, until: deadline)
        }
    }

    package func attachment(
        _ id: String, of reference: MessageReference, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError) {
        let place = try place(of: reference)
        let isParsed = id.hasPrefix(Attachment.parsedPrefix)
        let number = isParsed ? String(id.dropFirst(Attachment.parsedPrefix.count)) : id
        guard Self.isPartNumber(number) else { throw .notFound(what: "attachment") }
        let target = DecodingSink(sink)
        try await withMailbox(place.mailbox, until: deadline, repeating: .until(target.started)) {
            (connection, name) throws(MailError) in
            let fetched = try await connection.fetch(
                place.uid, of: name, uidValidity: place.uidValidity, items: "UID BODYSTRUCTURE", until: deadline)
            if isParsed {
                return try await connection.passParsed(number, of: place.uid, into: target, until: deadline)
            }
            guard case .part(let root) = fetched.structure, let leaf = MessageParts.leaf(number, of: root) else {
                throw .notFound(what: "attachment")
            }
            let decoder = DecodingSink(target, encoding: leaf.part.encoding)
            try await connection.stream(number, of: place.uid, into: decoder, until: deadline)
            try await decoder.finish()
        }
    }

    /// `2.1`: what may stand between the brackets of a section.
    private static func isPartNumber(_ text: String) -> Bool {
        text.utf8.count <= 200
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { digits in
                (1...6).contains(digits.utf8.count) && digits.utf8.allSatisfy(\.isDigit) && digits.utf8.first != 0x30
            }
    }
}

extension IMAPConnection {
    /// Looks at the mailbox, if it is still the one that the UIDs are from.
    fileprivate func see(_ mailbox: [UInt8], uidValidity: UInt32, until deadline: Deadline) async throws(MailError) {
        guard try await selected(mailbox, until: deadline).uidValidity == uidValidity else {
            throw .notFound(what: "message", .uidValidityChanged)
        }
    }

    /// Streams a section; a message that is missing is looked for once more in a fresh view.
    fileprivate func streamFresh(
        _ section: String, of uid: UInt32, in mailbox: [UInt8], into sink: DecodingSink, until deadline: Deadline
    ) async throws(MailError) {
        do throws(MailError) {
            try await stream(section, of: uid, into: sink, until: deadline)
        } catch .notFound(_, .movedOrDeleted) where !sink.started.isSet {
            _ = try await select(mailbox, until: deadline)
            try await stream(section, of: uid, into: sink, until: deadline)
        }
    }

    /// A part that the server cannot describe, out of the whole message.
    fileprivate func passParsed(
        _ number: String, of uid: UInt32, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError) {
        let parsed = try await parsedMessage(uid, until: deadline)
        guard let part = parsed.parts.first(where: { $0.id == number }) else { throw .notFound(what: "attachment") }
        try await sink.write(part.content)
    }
}
