package import Domain

/// What all clients of an account's services have in common.
package protocol ServiceClient: Sendable {
    var service: MailServiceKind { get }

    /// Signs in and out again without changing or sending anything: whether server, credential and rights are right.
    func verify(until deadline: Deadline) async throws(MailError)

    /// Ends all connections; the client can be used again afterwards.
    func close() async
}
