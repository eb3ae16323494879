internal import JSON

/// Writes answers (JSON-RPC 2.0, section 5), each one line without its newline.
package enum AnswerWriter {
    /// `result` is the JSON text of the result.
    static func success(_ result: [UInt8], id: RequestID) -> [UInt8] {
        var line = opening(id, capacity: result.count)
        line.append(contentsOf: #","result":"#.utf8)
        line.append(contentsOf: result)
        line.append(UInt8(ascii: "}"))
        return line
    }

    package static func failure(_ error: RPCError, id: RequestID, correlationID: String) -> [UInt8] {
        var line = opening(id, capacity: 256)
        line.append(contentsOf: #","error":"#.utf8)
        line.append(contentsOf: text(error.object(correlationID: correlationID)))
        line.append(UInt8(ascii: "}"))
        return line
    }

    static func batch(_ answers: [[UInt8]]) -> [UInt8] {
        var line = [UInt8(ascii: "[")]
        line.reserveCapacity(answers.reduce(2) { $0 + $1.count + 1 })
        for (index, answer) in answers.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            line.append(contentsOf: answer)
        }
        line.append(UInt8(ascii: "]"))
        return line
    }

    private static func opening(_ id: RequestID, capacity: Int) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(capacity + 64)
        line.append(contentsOf: #"{"jsonrpc":"2.0","id":"#.utf8)
        line.append(contentsOf: text(id.json))
        return line
    }

    /// Ids and errors hold no number that JSON lacks: ids were read from JSON, and errors hold whole numbers.
    private static func text(_ value: JSONValue) -> [UInt8] {
        do throws(JSONError) {
            return try JSONWriter.encode(value)
        } catch {
            return Array("null".utf8)
        }
    }
}
