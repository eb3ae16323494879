internal import JSON

/// The answers in a batch's answer, by the ids of their requests: they come in any order (reference sheet, section C10).
struct BatchAnswers: Sendable {
    struct Member: Sendable {
        var status: Int
        /// Names in lower case.
        var headers: [String: String]
        var body: JSONValue?
    }
    /// Nil under an id that came twice, or with something that is no answer.
    private var members: [String: Member?] = [:]

    /// Nil where there is no list of answers at all. Answers nobody asked for are passed over.
    init?(_ json: JSONValue?) {
        guard let responses = json?["responses"]?.arrayValue else { return nil }
        for response in responses {
            guard let id = Self.id(response["id"]) else { continue }
            let isSecond = members.keys.contains(id)
            members[id] = .some(isSecond ? nil : Member(response))
        }
    }

    /// Nil when there is no answer for it, or not exactly one.
    func member(_ id: String) -> Member? { members[id] ?? nil }

    /// Microsoft's are strings; a number is understood too.
    private static func id(_ value: JSONValue?) -> String? {
        value?.stringValue ?? value?.integerValue.map { String($0) }
    }
}

extension BatchAnswers.Member {
    fileprivate init?(_ json: JSONValue) {
        guard let status = json["status"]?.integerValue, (100...599).contains(status) else { return nil }
        self.status = Int(status)
        headers = [:]
        for (name, value) in json["headers"]?.objectValue ?? [:] {
            let text =
                value.stringValue ?? value.integerValue.map { String($0) } ?? value.doubleValue.map { String($0) }
            headers[name.lowercased()] = text
        }
        body = json["body"].flatMap { $0.isNull ? nil : $0 }
    }
}
