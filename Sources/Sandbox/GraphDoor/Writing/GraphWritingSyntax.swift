internal import Domain
internal import JSON
internal import Tenant

/// The parsers of what clients send to the writing side, for the fuzzer.
package enum GraphWritingSyntax {
    /// The numbers of a Content-Range; nil when it is none.
    package static func contentRange(_ bytes: [UInt8]) -> (first: Int, count: Int, total: Int)? {
        ContentRange(String(decoding: bytes, as: UTF8.self)).map { ($0.first, $0.count, $0.total) }
    }

    /// The ids of a `$batch` in the order of running; nil when it is refused.
    package static func batch(_ bytes: [UInt8]) -> [String]? {
        guard let json = try? JSONValue(parsing: bytes) else { return nil }
        return (try? BatchPlan(json, maximum: 20))?.members.map(\.id)
    }

    /// The bytes of the message that a JSON body makes; nil when it is refused.
    package static func message(_ bytes: [UInt8]) -> [UInt8]? {
        guard let json = try? JSONValue(parsing: bytes) else { return nil }
        let now = Timestamp(secondsSince1970: 1_795_000_000)
        var editor = MessageEditor(
            facts: FactSheet(), stage: .creation, now: now, fields: MessageFields(.blank(at: now, from: nil)))
        do throws(GraphError) { try editor.apply(json) } catch { return nil }
        return Rendering.document(of: editor.fields.letter, number: MessageNumber(1), mode: .exchange).bytes
    }

    /// What Graph's name of an extended property is here; nil when it is none.
    package static func extendedProperty(_ bytes: [UInt8]) -> String? {
        ExtendedPropertyID(String(decoding: bytes, as: UTF8.self))?.text
    }
}
