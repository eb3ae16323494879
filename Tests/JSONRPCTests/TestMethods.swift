import JSON
import JSONRPC

/// The methods of the specification's examples, by name as Postern takes them, and some that misbehave.
extension Router {
    static func forTests(_ latch: Latch) -> Router {
        var router = Router { (call, params) throws(RPCError) in
            if params["forbidden"] != nil || call.method == "secret" {
                throw RPCError(code: -31_002, kind: "forbidden", message: "not for \(call.caller)")
            }
        }
        router.add(PingHandler())
        router.add(SubtractHandler())
        router.add(EchoHandler())
        router.add(SecretHandler())
        router.add(FailHandler())
        router.add(HoldHandler(latch: latch))
        router.add(UnwritableHandler())
        return router
    }
}

struct PingHandler: RPCImmediateHandler {
    enum Method: RPCMethod {
        struct Params: Decodable {}
        struct Result: Codable {}
        static let name = "ping"
    }
    func answer(_ params: Method.Params, _ call: RPCCall) -> Method.Result { Method.Result() }
}

struct SubtractHandler: RPCHandler {
    enum Method: RPCMethod {
        struct Params: Decodable {
            var minuend: Int
            var subtrahend: Int
        }
        typealias Result = Int
        static let name = "subtract"
    }
    func handle(_ params: Method.Params, _ call: RPCCall) async -> Int { params.minuend - params.subtrahend }
}

struct EchoHandler: RPCHandler {
    enum Method: RPCMethod {
        typealias Params = JSONValue
        typealias Result = JSONValue
        static let name = "echo"
    }
    func handle(_ params: JSONValue, _ call: RPCCall) async -> JSONValue { params }
}

struct SecretHandler: RPCImmediateHandler {
    enum Method: RPCMethod {
        typealias Params = Int
        typealias Result = Int
        static let name = "secret"
    }
    func answer(_ params: Int, _ call: RPCCall) -> Int { params }
}

struct FailHandler: RPCHandler {
    enum Method: RPCMethod {
        struct Params: Decodable {}
        typealias Result = Int
        static let name = "fail"
    }
    func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Int {
        throw RPCError(
            code: -31_041, kind: "rateLimited", message: "too fast", retryable: true, retryAfterMs: 250,
            hint: "slow down", details: ["provider": ["name": "entra"]])
    }
}

/// Waits for the latch; cancelled before, it says so.
struct HoldHandler: RPCHandler {
    enum Method: RPCMethod {
        struct Params: Decodable {
            var padding: String?
        }
        typealias Result = [String: Bool]
        static let name = "hold"
    }
    let latch: Latch
    func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> [String: Bool] {
        await latch.wait()
        guard !Task.isCancelled else { throw .requestCancelled }
        return ["held": true]
    }
}

struct UnwritableHandler: RPCHandler {
    enum Method: RPCMethod {
        struct Params: Decodable {}
        typealias Result = Double
        static let name = "unwritable"
    }
    func handle(_ params: Method.Params, _ call: RPCCall) async -> Double { .nan }
}
