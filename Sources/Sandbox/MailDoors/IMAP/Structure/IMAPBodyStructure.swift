import MIME

/// Writes BODY and BODYSTRUCTURE (RFC 3501, section 7.4.2).
struct IMAPBodyStructure {
    /// With what `BODYSTRUCTURE` alone tells.
    let isExtended: Bool
    /// As Exchange has been seen to answer (reference sheet §B4): attachments without a type, dispositions without a list.
    let isMalformed: Bool

    func text(_ entity: IMAPEntity, in source: some IMAPSource) -> [UInt8] {
        switch entity.content {
        case .multipart(let parts): multipart(entity, parts.map { text($0, in: source) })
        case .message(let message):
            single(
                entity,
                adding: [
                    IMAPEnvelope.text(IMAPHeader(of: message, in: source)), text(message, in: source),
                    Self.number(entity.lineCount),
                ])
        case .leaf:
            if isMalformed, entity.fields.value("content-disposition") != nil {
                Array("(NIL NIL NIL NIL NIL \"7BIT\" 0 NIL (NIL NIL) NIL NIL)".utf8)
            } else {
                single(entity, adding: entity.fields.mediaType.type == "text" ? [Self.number(entity.lineCount)] : [])
            }
        }
    }

    private func multipart(_ entity: IMAPEntity, _ parts: [[UInt8]]) -> [UInt8] {
        var words = [Array(parts.joined()), Self.upper(entity.fields.mediaType.subtype)]
        if isExtended { words += [parameters(entity.fields.type)] + disposition(entity) }
        return Self.list(words)
    }

    private func single(_ entity: IMAPEntity, adding extra: [[UInt8]]) -> [UInt8] {
        let fields = entity.fields
        let (type, subtype) = fields.mediaType
        var words = [
            Self.upper(type), Self.upper(subtype), parameters(fields.type),
            IMAPText.nstring(fields.value("content-id")), IMAPText.nstring(fields.value("content-description")),
            Self.upper(fields.encoding), Self.number(entity.body.count),
        ]
        words += extra
        if isExtended { words += [IMAPText.nstring(fields.value("content-md5"))] + disposition(entity) }
        return Self.list(words)
    }

    /// Disposition, language and location.
    private func disposition(_ entity: IMAPEntity) -> [[UInt8]] {
        let fields = entity.fields
        var disposition = IMAPText.nothing
        if let value = fields.value("content-disposition") {
            let field = ContentField(value)
            disposition =
                isMalformed
                ? IMAPText.string(field.value) : Self.list([IMAPText.string(field.value), parameters(field)])
        }
        return [
            disposition, IMAPText.nstring(fields.value("content-language")),
            IMAPText.nstring(fields.value("content-location")),
        ]
    }

    private func parameters(_ field: ContentField) -> [UInt8] {
        guard !field.parameters.isEmpty else { return IMAPText.nothing }
        return Self.list(field.parameters.flatMap { [IMAPText.string($0.name), IMAPText.string($0.value)] })
    }

    private static func list(_ words: [[UInt8]]) -> [UInt8] {
        [UInt8(ascii: "(")] + Array(words.joined(separator: [0x20])) + [UInt8(ascii: ")")]
    }

    private static func number(_ number: Int) -> [UInt8] { Array(String(number).utf8) }
    private static func upper(_ word: String) -> [UInt8] { IMAPText.string(word.uppercased()) }
}
