internal import Broker
internal import Cryptography
internal import Domain
internal import JSONRPC

/// Makes and checks the cursors of one list of one caller.
struct CursorSeal {
    let key: DataKey
    let list: String
    let caller: CallerID

    func sealed(_ name: String) -> String { Base64(authenticator(of: name) + Array(name.utf8)).urlText }

    func opened(_ text: String) throws(RPCError) -> String {
        guard let bytes = Base64(text)?.bytes, bytes.count > SHA256Digest.count else { throw Self.foreign }
        let name = String(decoding: bytes.dropFirst(SHA256Digest.count), as: UTF8.self)
        guard constantTimeEqual(Array(bytes.prefix(SHA256Digest.count)), authenticator(of: name)) else {
            throw Self.foreign
        }
        return name
    }

    private func authenticator(of name: String) -> [UInt8] {
        let message = "postern list cursor\n\(list)\n\(caller.rawValue)\n\(name)"
        return key.withBytes { HMACSHA256.authenticate(Array(message.utf8), key: KeyBytes(copying: $0)) }
    }

    private static let foreign = RPCError.invalidParams(
        "this cursor does not belong to this list", field: "cursor", hint: "list again without a cursor")
}
