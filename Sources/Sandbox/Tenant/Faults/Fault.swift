package import JSON

/// One fault that is switched on: what it does, where it strikes and how often.
package struct Fault: Sendable, Hashable {
    package var name: FaultName
    /// What `name` says it takes; checked by `init(json:)`.
    package var parameters: [String: JSONValue]
    /// Nil matches all.
    package var door: Occasion.Door?
    package var operation: String?
    package var client: GUID?
    package var mailbox: String?
    /// How many more times it strikes; nil: until it is cleared.
    package var remaining: Int?
    /// Lets this many occasions pass first.
    package var after: Int

    package init(
        _ name: FaultName, _ parameters: [String: JSONValue] = [:], door: Occasion.Door? = nil,
        operation: String? = nil, client: GUID? = nil, mailbox: String? = nil, remaining: Int? = 1, after: Int = 0
    ) {
        self.name = name
        self.parameters = parameters
        self.door = door
        self.operation = operation
        self.client = client
        self.mailbox = mailbox
        self.remaining = remaining
        self.after = after
    }

    /// Whether it belongs to an occasion; the operation compares without case.
    package func matches(_ occasion: Occasion) -> Bool {
        (door == nil || door == occasion.door)
            && (operation == nil || operation?.lowercased() == occasion.operation.lowercased())
            && (client == nil || client == occasion.client)
            && (mailbox == nil || mailbox?.lowercased() == occasion.mailbox)
    }
}
