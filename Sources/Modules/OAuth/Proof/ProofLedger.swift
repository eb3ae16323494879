internal import Broker
internal import Domain
internal import Logging

/// Writes down in an app what its provider said of its proofs. That nothing can be written hinders no request.
struct ProofLedger: Sendable {
    let book: AppBook
    let clock: any WallClock
    let log: Logger

    /// `known` is the app as it was when the request was made: mostly there is nothing new to say about it.
    func write(_ trial: ProofTrial, of known: RegisteredApp) async {
        let now = clock.now()
        var expected = known
        expected.note(trial, at: now)
        guard expected != known else { return }
        do throws(BrokerError) {
            try await book.change(trial.app) { app in
                // What was said of the app as it was before the operator changed it says nothing of the app as it is.
                guard app.generation == known.generation, app.proofs.map(\.id) == known.proofs.map(\.id) else { return }
                app.note(trial, at: now)
            }
        } catch {
            log.notice("the state of an app could not be kept", metadata: ["reason": "\(error.label)"])
        }
        for (id, refusal) in trial.refusals {
            log.error(
                "a provider refuses a credential",
                metadata: ["app": "\(trial.app)", "credential": "\(id)", "code": "\(refusal.provider?.code ?? "none")"])
        }
    }
}
