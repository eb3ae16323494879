internal import Broker
internal import Domain

extension RegisteredApp {
    /// In the order in which they are tried: the one that last worked, then the newest.
    var proofsToTry: [ClientProof] {
        proofs.filter { $0.id == preferred } + proofs.filter { $0.id != preferred }
    }

    /// Takes note of what came of a request. A proof that is not there any more is passed over.
    mutating func note(_ trial: ProofTrial, at now: Timestamp) {
        for index in proofs.indices {
            let id = proofs[index].id
            if trial.accepted == id { proofs[index].refusal = nil }
            if let complaint = trial.refusals[id] {
                proofs[index].refusal = complaint.failure(after: proofs[index].refusal, at: now)
            }
        }
        if let accepted = trial.accepted, proofs.count > 1, proofs.contains(where: { $0.id == accepted }) {
            preferred = accepted
        }
        if trial.isSuccess { app.failure = nil }
        if let complaint = trial.complaint { app.failure = complaint.failure(after: app.failure, at: now) }
    }
}

extension ProofTrial.Complaint {
    /// The same complaint again is not new: the moment at which it began stays, and nothing has to be written.
    fileprivate func failure(after known: AppFailure?, at now: Timestamp) -> AppFailure {
        let isKnown = known?.hint == hint && known?.provider?.code == provider?.code
        return AppFailure(
            at: isKnown ? known?.at ?? now : now, hint: hint, provider: isKnown ? known?.provider : provider)
    }
}
