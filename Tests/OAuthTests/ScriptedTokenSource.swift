import Broker
import Domain
import OAuth
import Synchronization
import TestSupport

/// A token source that says what a test wants.
final class ScriptedTokenSource: TokenSource {
    struct Question: Hashable, Sendable {
        let request: ExternalTokenRequest
        let resource: Resource
    }
    private struct State {
        var questions: [Question] = []
        var answer: @Sendable (Int) async -> Result<String, BrokerError>
    }
    private let state: Mutex<State>
    static let name = TokenSourceName(rawValue: "vault-tool")

    /// `answer` is given the number of the question, from one on.
    init(_ answer: @escaping @Sendable (Int) async -> Result<String, BrokerError>) {
        state = Mutex(State(answer: answer))
    }

    var questions: [Question] { state.withLock { $0.questions } }

    func answers(_ answer: @escaping @Sendable (Int) async -> Result<String, BrokerError>) {
        state.withLock { $0.answer = answer }
    }

    var names: Set<TokenSourceName> { Set([Self.name].compactMap(\.self)) }

    func answer(
        to request: ExternalTokenRequest, for resource: Resource
    ) async throws(BrokerError) -> Secret<[UInt8]> {
        let (number, answer) = state.withLock { state in
            state.questions.append(Question(request: request, resource: resource))
            return (state.questions.count, state.answer)
        }
        return Secret(Array(try await answer(number).get().utf8))
    }
}
