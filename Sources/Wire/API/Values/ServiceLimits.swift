/// How much callers may ask for at a time.
package struct ServiceLimits: Codable, Sendable {
    package var lineBytes: Int
    package var inFlightBytes: Int
    package var inFlightRequests: Int
    package var batchEntries: Int
    package var idBytes: Int
    package var nestingDepth: Int
    package var jsonValues: Int
    package var listLimit: Int
    package var windowBytes: Int
    package var messageBytes: Int
    package var blobPieceBytes: Int
    package var blobBytes: Int
    package var blobOwnerBytes: Int
    package var blobLifetimeSeconds: Int
    package var maximumTimeoutMs: Int
    package var contextBytes: Int
    package var signInLifetimeSeconds: Int

    package init(
        lineBytes: Int, inFlightBytes: Int, inFlightRequests: Int, batchEntries: Int, idBytes: Int, nestingDepth: Int,
        jsonValues: Int, listLimit: Int, windowBytes: Int, messageBytes: Int, blobPieceBytes: Int, blobBytes: Int,
        blobOwnerBytes: Int, blobLifetimeSeconds: Int, maximumTimeoutMs: Int, contextBytes: Int,
        signInLifetimeSeconds: Int
    ) {
        self.lineBytes = lineBytes
        self.inFlightBytes = inFlightBytes
        self.inFlightRequests = inFlightRequests
        self.batchEntries = batchEntries
        self.idBytes = idBytes
        self.nestingDepth = nestingDepth
        self.jsonValues = jsonValues
        self.listLimit = listLimit
        self.windowBytes = windowBytes
        self.messageBytes = messageBytes
        self.blobPieceBytes = blobPieceBytes
        self.blobBytes = blobBytes
        self.blobOwnerBytes = blobOwnerBytes
        self.blobLifetimeSeconds = blobLifetimeSeconds
        self.maximumTimeoutMs = maximumTimeoutMs
        self.contextBytes = contextBytes
        self.signInLifetimeSeconds = signInLifetimeSeconds
    }
}

extension ServiceLimits: Described {
    package static let fields: [String: String] = [
        "lineBytes": "The longest line, in bytes.",
        "inFlightBytes": "All requests in flight of all callers, in bytes of their lines.",
        "inFlightRequests": "Requests in flight on one connection.",
        "batchEntries": "Entries of a batch.",
        "idBytes": "The longest request id, in bytes.",
        "nestingDepth": "How deep arrays and objects may nest.",
        "jsonValues": "Values in one line, member names included.",
        "listLimit": "Largest `limit` of a list.",
        "windowBytes": "Largest `length` of a content window.",
        "messageBytes": "The largest message that is composed or sent.",
        "blobPieceBytes": "The largest `content` of `uploadBlob`.",
        "blobBytes": "The largest blob.",
        "blobOwnerBytes": "All blobs of one caller together.",
        "blobLifetimeSeconds": "How long a blob is kept that nobody adds to or uses.",
        "maximumTimeoutMs": "The longest `timeoutMs`.",
        "contextBytes": "The longest `context` of a sign-in.",
        "signInLifetimeSeconds": "The longest a sign-in may take.",
    ]
}
