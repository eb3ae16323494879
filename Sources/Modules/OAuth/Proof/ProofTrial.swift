internal import Broker
internal import Domain

/// What the proofs of an app came to in one request.
struct ProofTrial {
    let app: AppID
    /// Whether another tenant than the app's own was asked: its word about the app as a whole says nothing about others.
    let isForeign: Bool
    /// By the proof's id.
    private(set) var refusals: [String: Complaint] = [:]
    /// The proof that the provider took.
    private(set) var accepted: String?
    private(set) var isSuccess = false
    /// What is to stand on the app itself.
    private(set) var complaint: Complaint?

    struct Complaint {
        let hint: String
        let provider: ProviderFault?
    }

    init(app: AppID, isForeign: Bool) {
        self.app = app
        self.isForeign = isForeign
    }

    mutating func succeeded(by proof: ClientProof?) {
        accepted = proof?.id
        isSuccess = true
        complaint = nil
    }

    mutating func failed(by proof: ClientProof?, _ failure: TokenFailure) {
        complaint = nil
        // Who is told to wait was taken for who he says.
        if [.pending, .slowDown].contains(DeviceWord(failure.refusal)) { accepted = proof?.id }
        guard case .appMisconfigured(_, let hint, let fault) = failure.error else { return }
        let new = Complaint(hint: hint, provider: fault)
        switch failure.concern {
        case .credential:
            if let proof { refusals[proof.id] = new }
            complaint = new
        case .registration where !isForeign: complaint = new
        case .registration, .request, nil: break
        }
    }
}
