internal import Broker
internal import Domain

extension RegisteredApp {
    /// Forgets, keeps and adds proofs as a change says; what the provider had against the app before is void.
    ///
    /// `moved` is a field by which secrets would start to travel somewhere else: then all that was there goes.
    mutating func replaceProofs(
        by change: AppChange, moved: String?, rules: ProofRules, at now: Timestamp
    ) throws(BrokerError) {
        let new = try rules.proof(
            ProofOffer(change), id: "cred_\(proofsMade + 1)", provider: app.provider, at: now)
        if let moved, let newest = proofs.first, new == nil {
            throw .invalid(field: newest.means.field, reason: "is needed anew when \(moved) changes")
        }
        if moved != nil, change.keepPrevious == true {
            throw .invalid(field: "keepPrevious", reason: "credentials do not stay when \(moved ?? "") changes")
        }
        if new == nil, change.keepPrevious == true {
            throw .invalid(
                field: "keepPrevious", reason: "is about what stays beside a new credential, and none is given")
        }
        try drop(change.dropCredential)
        if new == nil { try changeEnd(change.secretExpiresAt) }
        if let new { try add(new, keeping: change.keepPrevious == true) }
        for index in proofs.indices { proofs[index].refusal = nil }
        app.failure = nil
    }

    private mutating func drop(_ id: String?) throws(BrokerError) {
        guard let id else { return }
        guard proofs.contains(where: { $0.id == id }) else {
            throw .invalid(field: "dropCredential", reason: "the app has no such credential")
        }
        proofs.removeAll { $0.id == id }
        if preferred == id || proofs.count < 2 { preferred = nil }
    }

    private mutating func changeEnd(_ end: Timestamp?) throws(BrokerError) {
        guard let end else { return }
        let place = proofs.firstIndex { if case .secret = $0.means { true } else { false } }
        guard let place else {
            throw .invalid(field: "secretExpiresAt", reason: "is the end of a clientSecret, and the app has none")
        }
        proofs[place].expiresAt = end
    }

    private mutating func add(_ new: ClientProof, keeping previous: Bool) throws(BrokerError) {
        if !previous { proofs = [] }
        guard proofs.count < ProofRules.maximum else {
            let ids = proofs.map(\.id).joined(separator: " and ")
            throw .conflict("the app has \(ids) already: name one of them in dropCredential")
        }
        proofs.insert(new, at: 0)
        proofsMade += 1
        // The new one is to be tried before the one that worked so far.
        preferred = nil
    }
}
