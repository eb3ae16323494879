/// How a submission client behaves; the values that are not the server's.
package struct SMTPSettings: Sendable, Hashable {
    /// What EHLO says. Not this machine's name, which is nobody's business.
    package var clientName: String
    /// How long a connection is kept for the next message; at most 30 s, which servers allow and nobody notices.
    package var idleTime: Duration
    /// How long connecting and signing in may take, within the caller's deadline.
    package var connectTime: Duration

    package init(
        clientName: String = "[127.0.0.1]", idleTime: Duration = .seconds(20), connectTime: Duration = .seconds(60)
    ) {
        self.clientName = clientName
        self.idleTime = min(idleTime, .seconds(30))
        self.connectTime = connectTime
    }
}
