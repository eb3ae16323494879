internal import JSON
internal import Tenant

/// Faults as the control endpoint and the command line write them.
enum FaultReading {
    /// At most so many strikes, and so many occasions before them.
    private static let most = 1_000_000

    /// Reads `{"name": …, "parameters": {…}, "door": …, "operation": …, "client": …, "mailbox": …, "remaining": …, "after": …}`.
    /// `remaining` is 1 when absent, and `null` lets the fault strike until it is cleared.
    static func fault(_ json: JSONValue) throws(ControlError) -> Fault {
        var members = try Members(json)
        let name = try members.required("name", "one of \(names)") {
            $0.stringValue.flatMap { FaultName(rawValue: $0) }
        }
        let parameters = try parameters(members.value("parameters") ?? [:], of: name)
        let door = try members.choice("door", Occasion.Door.self)
        if let door { try strikes(name, at: door) }
        let operation = try members.text("operation")
        let client = try members.guid("client")
        let mailbox = try members.text("mailbox")
        let remaining = try members.nullable("remaining", "a whole number from 1 to \(most)") { value in
            value.integerValue.flatMap { (1...Int64(most)).contains($0) ? Int($0) : nil }
        }
        let after = try members.integer("after", 0...most) ?? 0
        try members.finish()
        return Fault(
            name, parameters, door: door, operation: operation, client: client, mailbox: mailbox?.lowercased(),
            remaining: remaining ?? 1, after: after)
    }

    /// Reads what stands behind `--fault`: an object as above, or a bare name, which then strikes until it is cleared.
    static func fault(commandLine text: String) throws(ControlError) -> Fault {
        if !text.hasPrefix("{") { return try fault(["name": .string(text), "remaining": nil]) }
        do {
            return try fault(try JSONValue(parsing: Array(text.utf8)))
        } catch let error as ControlError {
            throw error
        } catch {
            throw .malformed("no JSON: \(error)")
        }
    }

    static func json(_ fault: Fault, id: Int) -> JSONValue {
        [
            "id": .integer(Int64(id)), "name": .string(fault.name.rawValue), "parameters": .object(fault.parameters),
            "door": .optional(fault.door?.rawValue), "operation": .optional(fault.operation),
            "client": .optional(fault.client?.description), "mailbox": .optional(fault.mailbox),
            "remaining": fault.remaining.map { .integer(Int64($0)) } ?? .null, "after": .integer(Int64(fault.after)),
        ]
    }

    /// Refuses a door at which a fault could never strike: HTTP's are Entra's and Graph's, all others name their door.
    private static func strikes(_ name: FaultName, at door: Occasion.Door) throws(ControlError) {
        let kind = String(name.rawValue.prefix { $0 != "." })
        let doors: [Occasion.Door] =
            kind == "http" ? [.entra, .graph] : Occasion.Door.allCases.filter { $0.rawValue == kind }
        guard doors.contains(door) else {
            let names = doors.map(\.rawValue).joined(separator: " or ")
            throw .invalid("door", "\(names), where \(name.rawValue) strikes")
        }
    }

    private static var names: String { FaultName.allCases.map(\.rawValue).joined(separator: ", ") }

    private static func parameters(
        _ json: JSONValue, of name: FaultName
    ) throws(ControlError) -> [String: JSONValue] {
        var given = try Members(json, at: "parameters")
        var parameters: [String: JSONValue] = [:]
        for (parameter, kind) in kinds(name) {
            guard let value = try given.optional(parameter, kind.expectation, kind.read) else {
                guard !kind.isRequired else { throw .missing(given.path(parameter)) }
                continue
            }
            parameters[parameter] = value
        }
        try given.finish()
        return parameters
    }

    /// What the parameters of a fault are.
    private static func kinds(_ name: FaultName) -> [(String, FaultParameter)] {
        switch name {
        case .status: [("status", .status.required), ("retryAfter", .retryAfter)]
        case .html: [("status", .anyStatus)]
        case .redirect: [("location", .location)]
        case .huge: [("bytes", .bytes.required)]
        case .idToken: [("algorithm", .text), ("foreignKey", .flag), ("claims", .claims)]
        case .slow: [("bytesPerSecond", .count.required)]
        case .late: [("milliseconds", .count.required)]
        case .batchThrottled: [("count", .count.required), ("retryAfter", .retryAfter)]
        case .claimsChallenge: [("claims", .claims)]
        case .aadsts:
            [
                ("code", .count.required), ("error", .text), ("suberror", .text), ("text", .text), ("claims", .claims),
                ("status", .anyStatus), ("retryAfter", .retryAfter),
            ]
        case .clockSkew: [("seconds", .seconds.required)]
        case .imapBye: [("text", .text)]
        case .imapThrottled: [("milliseconds", .count)]
        case .imapMissingRows, .imapStub, .imapMalformedStructure: [("every", .count)]
        case .smtpReply: [("reply", .reply.required), ("recipient", .text)]
        case .dropBefore, .dropAfter, .truncated, .emptyBody, .endless, .deltaExpired, .refreshRevoked, .refreshRotated,
            .temporaryInvalidGrant, .secretExpired, .imapDropAfterLogin, .imapDropMidLiteral, .imapNotConnected,
            .smtpDropMidData, .smtpDropAfterDot:
            []
        }
    }
}
