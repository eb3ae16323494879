internal import Mail

/// Where a page ended: everything with a lower UID is still to come.
struct PagePosition: Equatable, Sendable {
    var uidValidity: UInt32
    var lowestUID: UInt32

    init(uidValidity: UInt32, lowestUID: UInt32) {
        self.uidValidity = uidValidity
        self.lowestUID = lowestUID
    }

    /// Reads `bytes`; anything of another form is no position of ours.
    init(_ bytes: [UInt8]) throws(MailError) {
        guard bytes.count == 8 else { throw .cursorInvalid }
        uidValidity = bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) }
        lowestUID = bytes[4...].reduce(0) { $0 << 8 | UInt32($1) }
        guard lowestUID > 0 else { throw .cursorInvalid }
    }

    var bytes: [UInt8] {
        [uidValidity, lowestUID].flatMap { value in
            stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
        }
    }
}
