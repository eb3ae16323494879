/// Builds what a seal or a derived key vouches for: every field with its length before it, so that no two different lists of
/// fields give the same bytes.
struct LabelledBytes {
    private(set) var bytes: [UInt8] = []

    /// `label` says what these bytes are for. It begins with the program and the format, as everything the vault derives.
    init(_ label: String) { append(Self.text("postern-vault/1/" + label)) }

    mutating func append(_ field: [UInt8]) { bytes += UInt32(field.count).bigEndianBytes + field }
    mutating func append(_ number: Int64) { append(UInt64(bitPattern: number).bigEndianBytes) }
    mutating func append(_ field: String) { append(Self.text(field)) }

    static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// The most significant byte first.
    var bigEndianBytes: [UInt8] {
        stride(from: Self.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> $0) }
    }
}
