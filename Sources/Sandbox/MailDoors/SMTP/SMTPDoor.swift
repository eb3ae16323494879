package import Doorway
package import Tenant

/// Exchange's SMTP submission, over the tenant's mailboxes (reference sheet §B5).
package final class SMTPDoor: Sendable {
    private let sandbox: Sandbox
    private let register = SMTPRegister()

    package init(sandbox: Sandbox) { self.sandbox = sandbox }

    /// Speaks with one client from the banner to the end of the connection.
    package func serve(_ connection: LineConnection) async {
        await SMTPSession(sandbox: sandbox, register: register, connection: connection).run()
    }
}
