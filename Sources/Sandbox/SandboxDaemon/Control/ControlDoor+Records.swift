internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

extension ControlDoor {
    /// What the doors were asked: filtered, oldest first. `last` is what the next reader gives as `after`.
    func requests(_ request: WebRequest) throws(ControlError) -> WebResponse {
        if request.method == "DELETE" {
            sandbox.recorder.clear()
            return .empty(204)
        }
        guard request.method == "GET" else { throw .methodNotAllowed("GET, DELETE") }
        let filter = try RequestFilter(request)
        let records = sandbox.recorder.records(after: filter.after)
        return .json(
            200,
            [
                "requests": .array(records.filter(filter.matches).map(json)),
                "last": .integer(Int64(records.last?.sequence ?? filter.after)),
            ])
    }

    private struct RequestFilter {
        var after = 0
        var door: Occasion.Door?
        var operation: String?

        init(_ request: WebRequest) throws(ControlError) {
            let fields: FormFields
            do throws(FormError) { fields = try request.queryFields() } catch {
                throw .malformed("the query cannot be read")
            }
            for field in fields.fields {
                switch field.name {
                case "after":
                    guard let number = Int(field.value), number >= 0 else { throw .invalid("after", "a whole number") }
                    after = number
                case "door":
                    guard let named = Occasion.Door(rawValue: field.value) else {
                        let all = Occasion.Door.allCases.map(\.rawValue).joined(separator: ", ")
                        throw .invalid("door", "one of \(all)")
                    }
                    door = named
                case "operation": operation = field.value.lowercased()
                default: throw .unknownField(field.name)
                }
            }
        }

        func matches(_ record: RequestRecord) -> Bool {
            (door == nil || door == record.occasion.door)
                && (operation == nil || operation == record.occasion.operation.lowercased())
        }
    }

    private func json(_ record: RequestRecord) -> JSONValue {
        [
            "sequence": .integer(Int64(record.sequence)), "time": .string(record.time.description),
            "door": .string(record.occasion.door.rawValue), "operation": .string(record.occasion.operation),
            "client": .optional(record.occasion.client?.description), "mailbox": .optional(record.occasion.mailbox),
            "method": .string(record.method), "target": .string(record.target),
            "headers": .object(record.headers.mapValues { .string($0) }), "body": .string(record.body),
            "bodyCount": .integer(Int64(record.bodyCount)),
            "status": record.status.map { .integer(Int64($0)) } ?? .null, "requestId": .optional(record.requestID),
        ]
    }

    func json(_ sent: SentRecord) -> JSONValue {
        var json: [String: JSONValue] = [
            "sequence": .integer(Int64(sent.sequence)), "time": .string(sent.time.description),
            "door": .string(sent.door.rawValue), "client": .optional(sent.client?.description),
            "mailbox": .optional(sandbox.directory.person(sent.mailbox)?.address),
            "messageId": .string(sent.messageID), "subject": .string(sent.subject), "from": .string(sent.from),
            "sender": .string(sent.sender), "recipients": .texts(sent.recipients),
        ]
        switch sent.principal {
        case .person(let id): json["principal"] = .optional(sandbox.directory.person(id)?.userPrincipalName)
        case .application(let client, _): json["principal"] = .string(client.description)
        }
        return .object(json)
    }
}
