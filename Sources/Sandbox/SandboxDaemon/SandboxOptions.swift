/// What the command line of `postern-sandbox` says.
package struct SandboxOptions: Sendable {
    /// Ports; 0 is any that is free.
    package var port = 8443
    /// In clear, for programs that cannot be told a CA; nil: none.
    package var httpPort: Int?
    package var imapPort = 8993
    package var smtpPort = 8587
    /// Of the proxy that stands for Microsoft's own host names; nil: none.
    package var proxyPort: Int?
    /// The address to listen on; nil: this machine alone.
    package var listen: String?
    /// Where certificates last; nil: a temporary directory, removed at the end.
    package var tlsDirectory: String?
    package var seed: UInt64 = 1
    /// In the big mailbox.
    package var messages = 300
    /// `name=value` each.
    package var facts: [String] = []
    /// JSON or a bare name each.
    package var faults: [String] = []
    /// A file of app registrations.
    package var registrations: String?

    package init() {}
}
