internal import Domain
internal import JSON
internal import Tenant

/// Takes over into a message what a request's JSON says of it, as far as the message's stage allows
/// (reference sheet §C6, §C8).
struct MessageEditor: Sendable {
    enum Stage: Sendable {
        /// It is being made.
        case creation
        case draft
        /// It was sent or received.
        case delivered
    }

    let facts: FactSheet
    let stage: Stage
    let now: Timestamp
    var fields: MessageFields
    /// Whether what the message says changed, and not only how it stands in its folder: a seeded letter stays one then.
    private(set) var changesLetter = false

    init(facts: FactSheet, stage: Stage, now: Timestamp, fields: MessageFields) {
        self.facts = facts
        self.stage = stage
        self.now = now
        self.fields = fields
    }

    mutating func apply(_ json: JSONValue) throws(GraphError) {
        guard let members = json.objectValue else { throw .notJSON }
        // In the order of their names, so that which of two errors is told does not depend on a hash.
        for (name, value) in members.sorted(by: { $0.key < $1.key }) where !name.contains("@") {
            try apply(name, value)
        }
    }

    private mutating func apply(_ name: String, _ value: JSONValue) throws(GraphError) {
        if let property = MessageProperty.writable[name] {
            switch property.rule {
            case .always: break
            case .draft: try refuse(stage == .delivered && facts[Facts.draftOnlyProperties], name)
            case .creation: try refuse(stage != .creation, name)
            }
            try property.set(&self, value)
            changesLetter = changesLetter || !MessageProperty.ofState.contains(name)
        } else if MessageProperty.readOnly.contains(name) {
            try refuse(facts[Facts.readOnlyPropertiesRefused], name)
        } else if facts[Facts.unknownPropertiesRefused] {
            throw .unknownProperty(name, on: "microsoft.graph.message")
        }
    }

    private func refuse(_ isRefused: Bool, _ name: String) throws(GraphError) {
        if isRefused { throw .notChangeable(name) }
    }
}
