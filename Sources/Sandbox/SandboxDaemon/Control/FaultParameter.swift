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

    static let text = FaultParameter(expectation: "a string") { $0.stringValue.map { .string($0) } }
    /// A last line of a reply (RFC 5321, sections 4.2 and 4.5.3.1.5).
    static let reply = FaultParameter(expectation: "a line such as \"451 4.7.0 Temporary server error\"") { value in
        guard let line = value.stringValue?.utf8, (3...510).contains(line.count) else { return JSONValue?.none }
        let digits = zip(line, [0x32...0x35, 0x30...0x35, 0x30...0x39]).allSatisfy { $1.contains(Int($0)) }
        let isLine =
            line.allSatisfy { (0x20...0x7e).contains($0) } && (line.count == 3 || line.dropFirst(3).first == 0x20)
        return digits && isLine ? value : JSONValue?.none
    }
    static let status = number("an HTTP status from 400 to 599", 400...599)
    static let anyStatus = number("an HTTP status from 200 to 599", 200...599)
    static let count = number("a whole number from 1 to 100000000", 1...100_000_000)
    static let bytes = number("a whole number from 1 to 1099511627776", 1...1_099_511_627_776)
    static let flag = FaultParameter(expectation: "true or false") { value in
        if case .bool = value { value } else { JSONValue?.none }
    }
    static let location = FaultParameter(expectation: "an address, as a header can hold it") { value in
        guard let text = value.stringValue?.utf8, (1...2_048).contains(text.count) else { return JSONValue?.none }
        return text.allSatisfy { (33...126).contains($0) } ? value : JSONValue?.none
    }
    /// Ten years each way.
    static let seconds = number("a number of seconds, at most ten years", -315_360_000...315_360_000)
    /// As the header is to say it, fractions too: a string that a header can hold, or a number, kept as its text.
    static let retryAfter = FaultParameter(expectation: "a number, or a line of ASCII such as \"2.128\"") { value in
        switch value {
        case .string(let text) where text.utf8.allSatisfy({ (32...126).contains($0) }): .some(value)
        case .integer(let seconds): .some(.string("\(seconds)"))
        // Further numbers would be written with an exponent.
        case .real(let seconds) where (0.001...1e9).contains(seconds): .some(.string("\(seconds)"))
        default: JSONValue?.none
        }
    }

    /// A claims request (reference sheet §A14), as JSON text or as the object itself.
    static let claims = FaultParameter(expectation: "a string or an object") { value in
        if value.stringValue != nil { return value }
        guard value.objectValue != nil else { return JSONValue?.none }
        return (try? JSONWriter.text(value)).map { .string($0) }
    }

    private static func number(_ expectation: String, _ range: ClosedRange<Int64>) -> FaultParameter {
        FaultParameter(expectation: expectation) { value in
            value.integerValue.flatMap { range.contains($0) ? $0 : nil }.map { .integer($0) }
        }
    }
}
