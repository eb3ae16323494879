package import Doorway
package import Tenant

/// Exchange's IMAP, over the tenant's mailboxes (reference sheet §B).
package final class IMAPDoor: Sendable {
    private let sandbox: Sandbox
    private let register = IMAPRegister()

    package init(sandbox: Sandbox) { self.sandbox = sandbox }

    /// Speaks with one client from the greeting to the end of the connection.
    package func serve(_ connection: LineConnection) async {
        await IMAPSession(sandbox: sandbox, register: register, connection: connection).run()
    }
}
