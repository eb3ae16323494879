internal import JSON

/// A handler with its types forgotten: JSON in, JSON text out.
enum Route: Sendable {
    typealias Outcome = Swift.Result<[UInt8], RPCError>

    case immediate(@Sendable (JSONValue, RPCCall) -> Outcome)
    case task(@Sendable (JSONValue, RPCCall) async -> Outcome)

    init(_ handler: some RPCImmediateHandler) {
        self = .immediate { params, call in
            Self.outcome { () throws(RPCError) in
                try Self.text(handler.answer(Self.decode(params), call))
            }
        }
    }

    init(_ handler: some RPCHandler) {
        self = .task { params, call in
            do throws(RPCError) {
                guard !Task.isCancelled else { throw .requestCancelled }
                return .success(try Self.text(await handler.handle(Self.decode(params), call)))
            } catch {
                return .failure(error)
            }
        }
    }

    private static func outcome(_ body: () throws(RPCError) -> [UInt8]) -> Outcome {
        do throws(RPCError) { return .success(try body()) } catch { return .failure(error) }
    }

    private static func decode<Params: Decodable>(_ params: JSONValue) throws(RPCError) -> Params {
        do throws(JSONError) {
            return try params.decode(Params.self, unknownKeys: .refused)
        } catch {
            throw .invalidParams(error.description, field: error.path)
        }
    }

    private static func text(_ result: some Encodable) throws(RPCError) -> [UInt8] {
        do throws(JSONError) {
            return try JSONWriter.encode(result)
        } catch {
            throw .internalError("the result cannot be written")
        }
    }
}
