internal import Domain
internal import Logging

/// What comes after the hand-over, or after a crash.
extension Sender {
    /// Finds out what became of a message whose answer was lost. Only where the server files the copy itself does a
    /// copy prove anything, and its absence never does, because copies take time: then the outcome stays unknown.
    func settle(
        _ entry: SendEntry, _ account: Account, _ backend: Backend, until deadline: Deadline
    ) async throws(MailError) -> SubmissionReceipt {
        if account.serverFilesSentCopy, let client = backend.mailboxClient {
            let found: MessageReference?
            do throws(MailError) {
                found = try await client.find(entry.messageID, inMailboxWith: .sent, until: deadline)
            } catch {
                throw .sendOutcomeUnknown  // the journal still says so; the next one who asks looks again
            }
            if found != nil {
                let receipt = SubmissionReceipt(foundFor: entry.envelope)
                await note(.sent(receipt), entry)
                return receipt
            }
        }
        await note(.unknown(), entry)
        throw .sendOutcomeUnknown
    }

    func recover(_ id: String, until deadline: Deadline) async throws(MailError) {
        guard let entry = try await journal.entry(id) else { return }
        switch entry.state {
        case .sent, .failed, .unknown: return
        case .accepted:
            let failure = SendFailure(isTemporary: true, reason: "interrupted before the message was handed over")
            try await journal.update(id, to: .failed(failure))
        case .handedOver:
            guard let account = try await accounts.account(entry.account) else {
                return try await journal.update(id, to: .unknown())
            }
            let backend = backends.backend(for: account)
            do throws(MailError) {
                _ = try await settle(entry, account, backend, until: min(deadline, .after(Self.lookupPatience)))
            } catch .sendOutcomeUnknown {
                return
            }
        }
    }

    /// Writes a final state. When that fails the send is what it is; the journal then says less than is known, and the
    /// entry is looked up again after the next start.
    func note(_ state: SendState, _ entry: SendEntry) async {
        do throws(MailError) {
            try await journal.update(entry.id, to: state)
        } catch {
            log.error("the journal could not be written", metadata: ["account": "\(entry.account)"])
        }
    }

    func fileCopy(of message: [UInt8], _ account: Account, _ backend: Backend) async -> SentCopyOutcome {
        guard account.wantsSentCopy else { return account.serverFilesSentCopy ? .filedByServer : .notWanted }
        guard let client = backend.mailboxClient else { return .notWanted }
        let deadline = Deadline.after(Self.copyPatience)
        do throws(MailError) {
            try await backend.reads.run(until: deadline) { () throws(MailError) in
                try await client.append(message, toMailboxWith: .sent, flags: [.seen], until: deadline)
            }
            return .filed
        } catch {
            log.notice("the sent copy could not be filed", metadata: ["account": "\(account.id)"])
            return .failed(error)
        }
    }
}
