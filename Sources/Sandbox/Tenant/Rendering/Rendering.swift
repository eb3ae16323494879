package import Domain

/// Makes messages out of letters.
package enum Rendering {
    /// The message as bytes. The same letter, number and mode give the same bytes for good.
    ///
    /// Without Bcc, that field is left out: what recipients may see.
    package static func document(
        of letter: Letter, number: MessageNumber, mode: RenderingMode, includesBcc: Bool = true
    ) -> MIMEDocument {
        if mode == .verbatim, let arrived = letter.arrived {
            return MIMEDocument(includesBcc ? arrived : ArrivedHeader.without(["bcc", "resent-bcc"], in: arrived))
        }
        let dialect = Dialect.of(mode)
        let header = LetterHeader(letter: letter, dialect: dialect, includesBcc: includesBcc)
        let body = LetterStructure(letter: letter, dialect: dialect).root
        var assembly = Assembly(dialect: dialect, salt: salt(letter, number, mode))
        assembly.add(header.bytes)
        assembly.add(body)
        return MIMEDocument(segments: assembly.finished())
    }

    /// All header fields, decoded: as they arrived, or as the message would have them (`internetMessageHeaders`).
    package static func headerFields(of letter: Letter) -> [HeaderField] {
        guard letter.arrived == nil else { return letter.arrivedHeaders }
        let header = LetterHeader(letter: letter, dialect: .exchange, includesBcc: false)
        return ArrivedHeader.fields(of: header.bytes).map { HeaderField(name: $0.name, value: $0.text) }
    }

    private static func salt(_ letter: Letter, _ number: MessageNumber, _ mode: RenderingMode) -> UInt64 {
        Mixer.hash(letter.messageID, salt: mode == .exchange ? number.value : 0)
    }
}
