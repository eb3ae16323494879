internal import Broker

extension ClientProof {
    /// What the operator does about a proof that cannot even be sent.
    func hint(about fault: AssertionFault) -> String {
        switch means {
        case .secret: fault.reason
        case .certificate: "\(fault.reason): give updateApp a clientCertificate"
        case .assertion(let name):
            "the assertion file \(name) of the configuration (assertionFiles) cannot be used: \(fault.reason)"
        }
    }
}
