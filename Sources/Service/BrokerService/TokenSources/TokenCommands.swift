internal import Broker
internal import Dispatch
internal import Domain
internal import Linux
internal import OAuth

/// Runs the command of one source, a few at a time, on threads that may wait.
struct TokenCommands: Sendable {
    /// How many run beside one another: each is a program. One source that hangs keeps none of another's.
    private static let places = 8
    private let entrance = Turnstile(places: places)
    private let queue = DispatchQueue(label: "postern.token-commands", attributes: .concurrent)

    /// What sysexits(3) calls a failure that passes.
    private static let temporaryFailure: Int32 = 75

    func answer(
        of words: [String], to request: ExternalTokenRequest, for resource: Resource, within time: Duration
    ) async throws(BrokerError) -> Secret<[UInt8]> {
        guard let path = words.first else { throw .unknownTokenSource }
        let program = ChildProgram(
            path: path, arguments: Array(words.dropFirst()), environment: Self.environment(request, resource))
        await entrance.enter()
        defer { entrance.leave() }
        let (ending, output) = try await run(program, for: time, request).get()
        switch ending {
        case .ended(status: 0): return Secret(output)
        case .ended(status: Self.temporaryFailure):
            throw .providerUnavailable(
                ProviderFault(request.source, status: Int(Self.temporaryFailure)), retryAfterMs: nil)
        case .ended(let status):
            throw .providerRejected(
                "the token source's command ended with status \(status)",
                ProviderFault(request.source, status: Int(status)))
        case .outOfTime: throw .timedOut
        case .tooMuchOutput:
            throw .providerRejected(
                "the token source's answer was longer than \(ExternalAnswer.maximumLength) bytes",
                ProviderFault(request.source))
        }
    }

    private func run(
        _ program: ChildProgram, for time: Duration, _ request: ExternalTokenRequest
    ) async -> Result<(ChildProgram.Ending, [UInt8]), BrokerError> {
        await withCheckedContinuation { continuation in
            queue.async {
                do throws(LinuxError) {
                    let (ending, output) = try program.run(outputLimit: ExternalAnswer.maximumLength, for: time)
                    continuation.resume(returning: .success((ending, output)))
                } catch {
                    continuation.resume(
                        returning: .failure(
                            .providerRejected(
                                "the token source's command cannot be run: \(error.reason)",
                                ProviderFault(request.source))))
                }
            }
        }
    }

    /// Whose token is wanted, and as little else as programs can do with.
    private static func environment(_ request: ExternalTokenRequest, _ resource: Resource) -> [String: String] {
        [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8",
            "POSTERN_ACCOUNT": request.account.rawValue, "POSTERN_USERNAME": request.username,
            "POSTERN_RESOURCE": resource.rawValue,
        ]
    }
}
