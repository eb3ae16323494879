/// The shape of one method: its name, what goes in and what comes out.
package protocol RPCMethod: Sendable {
    /// Decoded from an object; a member that it does not ask for is refused.
    associatedtype Params: Decodable & Sendable
    /// Encoded as an object, so that members can be added later.
    associatedtype Result: Codable & Sendable
    static var name: String { get }
}
