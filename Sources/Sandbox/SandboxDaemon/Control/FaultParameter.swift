internal import JSON

/// What one parameter of a fault can be.
struct FaultParameter: Sendable {
    let expectation: String
    private(set) var isRequired = false
    let read: @Sendable (JSONValue) -> JSONValue?

    var required: FaultParameter {
        var parameter = self
        parameter.isRequired = true
        return parameter
    }

    static let text = FaultParameter(expectation: "a string") { $0.stringValue == nil ? nil : $0 }
    static let status = number("an HTTP status from 400 to 599", 400...599)
    static let anyStatus = number("an HTTP status from 200 to 599", 200...599)
    static let count = number("a whole number from 1 to 100000000", 1...100_000_000)
    /// Ten years each way.
    static let seconds = number("a number of seconds, at most ten years", -315_360_000...315_360_000)
    /// As the header is to say it, fractions too: a string, or a whole number.
    static let retryAfter = FaultParameter(expectation: "a string such as \"2.128\", or a whole number") { value in
        value.integerValue.map { .string("\($0)") } ?? (value.stringValue == nil ? nil : value)
    }

    /// A claims request (reference sheet §A14), as JSON text or as the object itself.
    static let claims = FaultParameter(expectation: "a string or an object") { value in
        if value.stringValue != nil { return value }
        guard value.objectValue != nil, let text = try? JSONWriter.text(value) else { return nil }
        return .string(text)
    }

    private static func number(_ expectation: String, _ range: ClosedRange<Int64>) -> FaultParameter {
        FaultParameter(expectation: expectation) { value in
            value.integerValue.flatMap { range.contains($0) ? .integer($0) : nil }
        }
    }
}
