import JSON
import Tenant

/// Faults and records.
extension SMTPSession {
    func occasion(_ operation: String) -> Occasion {
        Occasion(
            door: .smtp, operation: operation, client: login?.grant.client,
            mailbox: login?.mailbox.address.lowercased())
    }

    /// The reply that a fault puts in the place of the door's. A refusal keeps the command from having an effect.
    func faulty(_ operation: String, of recipient: String? = nil, _ act: () -> SMTPReply) -> SMTPReply {
        guard let reply = faultReply(operation, of: recipient) else { return act() }
        if !reply.isRefusal { _ = act() }
        return reply
    }

    func faultReply(_ operation: String, of recipient: String? = nil) -> SMTPReply? {
        let fault = sandbox.faults.take([.smtpReply], at: occasion(operation)) { fault in
            guard let named = fault.parameters["recipient"]?.stringValue else { return true }
            return named.lowercased() == recipient?.lowercased()
        }
        return fault.flatMap {
            SMTPReply(line: $0.parameters["reply"]?.stringValue ?? "451 4.7.0 Temporary server error")
        }
    }

    func isStruck(by fault: FaultName, at operation: String) -> Bool {
        sandbox.faults.take([fault], at: occasion(operation)) != nil
    }

    /// `target` has no secret in it any more.
    func record(_ operation: String, _ target: String, content: SMTPContent? = nil, status: Int?) {
        var headers: [String: String] = [:]
        if content != nil, let envelope {
            headers["mail-from"] = envelope.sender.address
            headers["rcpt-to"] = envelope.recipients.map(\.address).joined(separator: ", ")
        }
        sandbox.recorder.add(
            RequestRecord(
                time: sandbox.clock.now, occasion: occasion(operation), method: operation, target: target,
                headers: headers, body: String(decoding: content?.bytes.prefix(65_536) ?? [], as: UTF8.self),
                bodyCount: content?.count ?? 0, status: status))
    }
}
