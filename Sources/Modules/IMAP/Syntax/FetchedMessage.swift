internal import Domain

/// What one FETCH line says of one message (RFC 9051, section 7.5.2). Everything is optional: servers send FETCH lines
/// that nobody asked for, with what they please.
struct FetchedMessage: Equatable {
    enum Content: Equatable {
        case bytes([UInt8])
        /// So many bytes went to the consumer as they came.
        case streamed(Int)
        /// `NIL`: the server has no such section.
        case missing
    }
    struct Section: Equatable {
        /// What stands between the brackets, in capitals.
        var name: String
        var content: Content
    }
    var number: UInt32
    var uid: UInt32?
    /// As the server writes them.
    var flags: [String]?
    var receivedAt: Timestamp?
    var size: Int?
    var envelope: ServerEnvelope?
    var structure: BodyStructure?
    var threadID: String?
    var sections: [Section] = []
}
