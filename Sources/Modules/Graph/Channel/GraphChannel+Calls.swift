internal import Domain
internal import Mail
internal import Transport

extension GraphChannel {
    /// Makes one call, as often as its repetition and the deadline allow.
    @discardableResult
    func call(_ call: GraphCall, until deadline: Deadline) async throws(MailError) -> GraphAnswer {
        try await repeating(call.repetition, about: call.about, until: deadline) { token, _ in
            await self.exchange(call, token, until: deadline)
        }
    }

    /// The body of the answer as a `T`.
    func decode<T: Decodable>(
        _ type: T.Type, _ call: GraphCall, until deadline: Deadline
    ) async throws(MailError) -> T {
        try await self.call(call, until: deadline).decode(type)
    }

    /// A link that Graph gave, checked: only below the account's own mailbox. `cursorInvalid` for anything else.
    func link(_ text: String) throws(MailError) -> GraphLink {
        guard let link = GraphLink(text, at: place) else { throw .cursorInvalid }
        return link
    }

    /// Whether place, credential and rights are right: opens the inbox.
    func verify(until deadline: Deadline) async throws(MailError) {
        let inbox = GraphPath.mailbox("mailFolders", "inbox")
        try await call(GraphCall(.get, inbox, query: [("$select", "id")], about: .account), until: deadline)
    }

    private func exchange(
        _ call: GraphCall, _ token: Secret<String>, until deadline: Deadline
    ) async -> Result<GraphAnswer, GraphFault> {
        do throws(MailError) {
            let request = try request(call, token)
            return await exchange(request, until: deadline).flatMap { GraphAnswer.read($0, to: call.method) }
        } catch {
            return .failure(.ended(error))
        }
    }

    /// Sends one request; what becomes of the answer is the caller's.
    func exchange(_ request: HTTPRequest, until deadline: Deadline) async -> Result<HTTPResponse, GraphFault> {
        let carriesMuch = request.body.map { $0.withExposed(\.count) > Self.muchBytes } ?? false
        let limit = Self.limit(carriesMuch ? settings.uploadMs : settings.answerMs, deadline)
        do throws(TransportError) { return .success(try await http.send(request, until: limit)) } catch {
            return .failure(Self.fault(error, at: limit, deadline))
        }
    }

    static func limit(_ milliseconds: Int, _ deadline: Deadline) -> Deadline {
        min(deadline, .after(.milliseconds(milliseconds)))
    }

    /// A time that has passed is the caller's only at the caller's deadline.
    static func fault(_ error: TransportError, at limit: Deadline, _ deadline: Deadline) -> GraphFault {
        error == .timedOut && limit < deadline ? .silent : .transport(error)
    }

    /// A body of more than this is one that takes its time, in bytes.
    private static let muchBytes = 65_536
}
