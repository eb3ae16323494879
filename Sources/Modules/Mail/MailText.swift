internal import Domain

/// Checks of texts that end up inside a protocol's command, and care for those that come out of a server.
package enum MailText {
    /// A mailbox path: 1 to 1,024 bytes.
    package static func isMailbox(_ text: String) -> Bool { isPlain(text, upTo: 1_024) }

    /// What SASL calls a user.
    package static func isUsername(_ text: String) -> Bool { isPlain(text, upTo: 512) }

    /// A name for people: one line of at most 256 bytes.
    static func check(name: String?) throws(MailError) {
        guard let name else { return }
        guard name.utf8.count <= 256 else { throw .invalid(field: "name", reason: "too long") }
        guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw .invalid(field: "name", reason: "has control characters")
        }
    }

    /// An id of Graph's, of a message, a folder or an attachment: base64 in the alphabet for URLs, with padding. Nothing
    /// in it can be a path.
    package static func isGraphID(_ text: String) -> Bool {
        (1...1_024).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isIdentifierByte || $0 == UInt8(ascii: "=") }
    }

    /// Not empty, not too long, and without CR, LF, NUL and ^A, the last of which is XOAUTH2's own separator.
    private static func isPlain(_ text: String, upTo limit: Int) -> Bool {
        (1...limit).contains(text.utf8.count) && !text.utf8.contains { [0x00, 0x01, 0x0A, 0x0D].contains($0) }
    }

    /// What a server said, with `<address>` for every word that has an `@`: no error that we report carries an address.
    ///
    /// To be called before a long sentence is cut, or half an address may be left at its end.
    package static func withoutAddresses(_ sentence: String) -> String {
        let words = sentence.unicodeScalars.split(omittingEmptySubsequences: false) { $0.properties.isWhitespace }
        var result = String.UnicodeScalarView()
        for word in words {
            result += word.contains("@") ? "<address>".unicodeScalars[...] : word
            if word.endIndex < sentence.unicodeScalars.endIndex {
                result.append(sentence.unicodeScalars[word.endIndex])
            }
        }
        return String(result)
    }
}
