/// One part of a message and what is in it (RFC 9051, section 7.5.2, BODYSTRUCTURE).
struct BodyPart: Equatable {
    struct Parameter: Equatable {
        var name: [UInt8]
        var value: [UInt8]
    }
    /// In small letters; empty where the server said NIL (reference sheet §B4).
    var type = ""
    var subtype = ""
    var parameters: [Parameter] = []
    var id: [UInt8]?
    /// In small letters.
    var encoding: String?
    /// In bytes, as transferred.
    var octets = 0
    /// In small letters.
    var disposition: String?
    var dispositionParameters: [Parameter] = []
    /// The parts of a multipart. What is inside of an attached message is not kept.
    var children: [BodyPart] = []

    var isMultipart: Bool { type == "multipart" }
    /// A part that the server could not describe.
    var isBroken: Bool { type.isEmpty || subtype.isEmpty || isMultipart && children.isEmpty }
    /// Whether this part or one in it could not be described.
    var holdsBrokenPart: Bool { isBroken || children.contains(where: \.holdsBrokenPart) }
}
