package import JSONRPC

extension RPCCall {
    /// Who calls. Every session is made with a `Caller`; anything else would be our own mistake.
    package var party: Caller {
        guard let party = caller as? Caller else { preconditionFailure("a session was made without its caller") }
        return party
    }
}
