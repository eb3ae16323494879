internal import JSON

/// One answer of the daemon, read.
struct Answer {
    private let value: JSONValue

    init(_ line: [UInt8]) throws {
        do throws(JSONError) {
            value = try JSONValue(parsing: line)
        } catch {
            throw Exit.because(.software, "the daemon's answer is not JSON: \(error)")
        }
    }

    /// What went wrong, in the daemon's word; nil when nothing did.
    var kind: String? { value["error"].map { $0["data"]?["kind"]?.stringValue ?? "unknown" } }

    /// The result; an error ends the program with the status of its kind.
    func result() throws -> JSONValue {
        if let result = value["result"] { return result }
        let error = value["error"]
        let data = error?["data"]
        let kind = kind ?? "unknown"
        var reason = "\(kind): \(error?["message"]?.stringValue ?? "no reason given")"
        if let hint = data?["hint"]?.stringValue { reason += " (\(hint))" }
        throw Exit.because(ExitStatus(kind: kind, retryable: data?["retryable"]?.boolValue ?? false), reason)
    }
}
