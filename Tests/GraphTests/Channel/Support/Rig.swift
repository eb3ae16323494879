import Domain
import JSON
import Logging
import Mail
import Synchronization
import TestSupport
import Transport

@testable import Graph

/// A channel in front of a Graph that answers by script, and at once.
struct Rig {
    let http: ScriptedHTTPClient
    let credentials: FixedCredentials
    let pacing = InstantPacing()
    let channel: GraphChannel

    static let root = "https://graph.example"

    init(
        user: String? = nil, isAppOnly: Bool = false, settings: GraphSettings = GraphSettings(),
        credentials: FixedCredentials = FixedCredentials(
            .bearer(Secret("token-1")), .bearer(Secret("token-2")), .bearer(Secret("token-3"))),
        _ answers: [Answer]
    ) {
        let script = Mutex(answers[...])
        self.init(user: user, isAppOnly: isAppOnly, settings: settings, credentials: credentials) {
            (_) throws(TransportError) in
            guard let answer = script.withLock({ $0.popFirst() }) else { throw .malformed("the script is over") }
            return try answer.response()
        }
    }

    init(
        user: String? = nil, isAppOnly: Bool = false, settings: GraphSettings = GraphSettings(),
        credentials: FixedCredentials = FixedCredentials(.bearer(Secret("token-1"))),
        responder: @escaping ScriptedHTTPClient.Responder
    ) {
        http = ScriptedHTTPClient(responder)
        self.credentials = credentials
        channel = GraphChannel(
            account: AccountID(unchecked: "acc_1"), place: GraphPlace(root: Self.root, user: user),
            isAppOnly: isAppOnly,
            http: http, credentials: credentials, settings: settings, logger: Logger(label: "test"), pacing: pacing)
    }

    static func channel(
        _ http: any HTTPClient, credentials: any CredentialSource = FixedCredentials(.bearer(Secret("t"))),
        settings: GraphSettings = GraphSettings()
    ) -> GraphChannel {
        GraphChannel(
            account: AccountID(unchecked: "acc_1"), place: GraphPlace(root: root), isAppOnly: false, http: http,
            credentials: credentials, settings: settings, logger: Logger(label: "test"))
    }

    /// One simple question.
    func ask(
        _ call: GraphCall = GraphCall(.get, .mailbox("messages", "AAA="), about: .message),
        until deadline: Deadline = .after(.seconds(3_600))
    ) async throws(MailError) -> GraphAnswer {
        try await channel.call(call, until: deadline)
    }

    /// The error that a question ends with; nil for an answer.
    func failure(
        of call: GraphCall = GraphCall(.get, .mailbox("messages", "AAA="), about: .message),
        until deadline: Deadline = .after(.seconds(3_600))
    ) async -> MailError? {
        do throws(MailError) {
            _ = try await ask(call, until: deadline)
            return nil
        } catch {
            return error
        }
    }

    /// The values of a header field, request by request.
    func sent(_ name: String) -> [String?] { http.requests.map { $0.headers.value(of: name) } }

    /// The body of each request as JSON.
    var bodies: [JSONValue?] {
        http.requests.map { request in request.body?.withExposed { try? JSONValue(parsing: $0) } }
    }
}
