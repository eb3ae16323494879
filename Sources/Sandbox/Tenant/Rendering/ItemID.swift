import Domain

/// What a Graph id of a mailbox names. The texts look like Graph's: base64url with its padding, case-sensitive, `AAMk…`
/// for what moves, `AAkA…` for immutable ids, `AQMk…` for default folders (reference sheet §C2, §C3, §C9).
package struct ItemID: Hashable, Sendable {
    package enum Target: Hashable, Sendable {
        case folder(FolderNumber, isDefault: Bool)
        /// With its folder: the regular id, which a move changes. Without: the immutable one.
        case message(MessageNumber, in: FolderNumber?)
        /// With the number that it has in its message, whose kind of id it extends.
        case attachment(UInt32, of: MessageNumber, in: FolderNumber?)
    }

    package let target: Target
    private let mailbox: UInt64

    package init(_ target: Target, in mailbox: GUID) {
        self.target = target
        self.mailbox = Self.mark(of: mailbox)
    }

    /// Whether it was made for this mailbox. That of another one names nothing here.
    package func belongs(to mailbox: GUID) -> Bool { self.mailbox == Self.mark(of: mailbox) }

    package static func text(_ target: Target, in mailbox: GUID) -> String { ItemID(target, in: mailbox).text }
}

extension ItemID {
    package var text: String {
        var bytes = prefix + Self.bytes(mailbox)
        switch target {
        case .folder(let folder, _): bytes += Self.bytes(folder.value)
        case .message(let message, let folder):
            bytes += Self.bytes(folder?.value ?? 0) + Self.bytes(message.value)
        case .attachment(let number, let message, let folder):
            bytes += Self.bytes(folder?.value ?? 0) + Self.bytes(message.value) + Self.bytes(number)
        }
        let body = Base64(bytes + Self.bytes(Self.checksum(bytes))).urlText
        return body + String(repeating: "=", count: (4 - body.utf8.count % 4) % 4)
    }

    /// Nil when no id of this sandbox has this text: `ErrorInvalidIdMalformed`.
    package init?(parsing text: String) {
        guard text.utf8.count <= 128, let bytes = Base64(text)?.bytes, bytes.count > 20 else { return nil }
        let content = Array(bytes.dropLast(8))
        guard Self.bytes(Self.checksum(content)) == Array(bytes.suffix(8)) else { return nil }
        mailbox = Self.number(content[4..<12])
        let rest = content[12...]
        switch (content[3], rest.count) {
        case (Self.defaultFolder, 4), (Self.otherFolder, 4):
            let number = FolderNumber(UInt32(truncatingIfNeeded: Self.number(rest)))
            target = .folder(number, isDefault: content[3] == Self.defaultFolder)
        case (Self.movingMessage, 12), (Self.immutableMessage, 12):
            target = .message(
                MessageNumber(Self.number(rest[16..<24])), in: Self.folder(content))
        case (Self.movingAttachment, 16), (Self.immutableAttachment, 16):
            target = .attachment(
                UInt32(truncatingIfNeeded: Self.number(rest[24..<28])), of: MessageNumber(Self.number(rest[16..<24])),
                in: Self.folder(content))
        default: return nil
        }
        guard self.text == text else { return nil }
    }

    private static let defaultFolder: UInt8 = 1
    private static let otherFolder: UInt8 = 2
    private static let movingMessage: UInt8 = 3
    private static let immutableMessage: UInt8 = 4
    private static let movingAttachment: UInt8 = 5
    private static let immutableAttachment: UInt8 = 6

    /// Three bytes that read `AAMk`, `AAkA` or `AQMk`, and the kind.
    private var prefix: [UInt8] {
        switch target {
        case .folder(_, isDefault: true): [0x01, 0x03, 0x24, Self.defaultFolder]
        case .folder(_, isDefault: false): [0x00, 0x03, 0x24, Self.otherFolder]
        case .message(_, let folder?) where folder.value > 0: [0x00, 0x03, 0x24, Self.movingMessage]
        case .message: [0x00, 0x09, 0x00, Self.immutableMessage]
        case .attachment(_, _, let folder?) where folder.value > 0: [0x00, 0x03, 0x24, Self.movingAttachment]
        case .attachment: [0x00, 0x09, 0x00, Self.immutableAttachment]
        }
    }

    private static func folder(_ content: [UInt8]) -> FolderNumber? {
        let value = UInt32(truncatingIfNeeded: number(content[12..<16]))
        return value == 0 ? nil : FolderNumber(value)
    }

    private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
        stride(from: value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    private static func mark(of mailbox: GUID) -> UInt64 { Mixer.hash(Array(mailbox.description.utf8), salt: 1) }

    /// Keyed, so that nobody makes ids by counting: clients have to take them from answers.
    private static func checksum(_ bytes: [UInt8]) -> UInt64 { Mixer.hash(bytes, salt: 0x0b5e_55ed_1d5e_ed00) }
}
