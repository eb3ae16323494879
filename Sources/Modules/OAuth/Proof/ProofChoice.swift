/// Which of an app's proofs a request may use.
enum ProofChoice: Hashable, Sendable {
    /// All, in the order in which they are to be tried; what comes of it is remembered.
    case inOrder
    /// The one of this id, to try it; nothing is remembered.
    case only(String)
    /// None: the client says who it is, and no more. Nothing is remembered.
    case none

    /// Nil stands for a client that proves nothing.
    func proofs(of app: RegisteredApp) -> [ClientProof?] {
        switch self {
        case .inOrder: app.proofs.isEmpty ? [nil] : app.proofsToTry
        case .only(let id): app.proofs.filter { $0.id == id }
        case .none: [nil]
        }
    }

    var isRemembered: Bool { self == .inOrder }
}
