internal import Domain
internal import Logging
internal import MIME

/// What comes after the hand-over, or after a crash.
extension Sender {
    /// Finds out what became of a message whose answer was lost. That it is not found proves nothing: the outcome stays
    /// unknown then, the next one who asks looks again, and it is never sent again.
    func settle(
        _ sent: HandedOver, _ account: Account, _ backend: Backend, until deadline: Deadline
    ) async throws(MailError) -> SubmissionReceipt {
        guard try await isKnownAsTaken(sent, account, backend, until: deadline) else {
            await note(.unknown(evidence: sent.evidence), sent.entry)
            throw .sendOutcomeUnknown
        }
        let receipt = SubmissionReceipt(foundFor: sent.entry.envelope)
        await note(.sent(receipt), sent.entry)
        return receipt
    }

    /// By what the way out left behind, and else by the copy, where the provider files it itself: one that Postern files
    /// says nothing. When one of them cannot be asked, and the other does not know, the journal stays as it is.
    private func isKnownAsTaken(
        _ sent: HandedOver, _ account: Account, _ backend: Backend, until deadline: Deadline
    ) async throws(MailError) -> Bool {
        var isAnswered = true
        if let evidence = sent.evidence, let way = backend.submission(by: sent.way) {
            do throws(MailError) {
                if try await way.wasTaken(evidence, until: deadline) { return true }
            } catch {
                isAnswered = false
            }
        }
        if account.serverFilesSentCopy(by: sent.way), let client = backend.mailboxClient {
            do throws(MailError) {
                if try await client.find(sent.entry.messageID, inMailboxWith: .sent, until: deadline) != nil {
                    return true
                }
            } catch {
                isAnswered = false
            }
        }
        guard isAnswered else { throw .sendOutcomeUnknown }
        return false
    }

    func recover(_ id: String, until deadline: Deadline) async throws(MailError) {
        guard let entry = try await journal.entry(id) else { return }
        switch entry.state {
        case .sent, .failed, .unknown: return
        case .accepted:
            let failure = SendFailure(isTemporary: true, reason: "interrupted before the message was handed over")
            try await journal.update(id, to: .failed(failure))
        case .handedOver(let evidence):
            guard let account = try await accounts.account(entry.account) else {
                return try await journal.update(id, to: .unknown(evidence: evidence))
            }
            let backend = backends.backend(for: account)
            let sent = HandedOver(entry: entry, way: entry.way, evidence: evidence)
            do throws(MailError) {
                _ = try await settle(sent, account, backend, until: min(deadline, .after(Self.lookupPatience)))
            } catch .sendOutcomeUnknown {
                // Whoever asks for it by its key has it looked up again all the same.
                guard entry.createdAt.duration(to: clock.now()) > Self.settlingTime else { return }
                try await journal.update(id, to: .unknown(evidence: evidence))
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

    func fileCopy(of draft: Draft, _ backend: Backend) async -> SentCopyOutcome {
        let (account, way) = (draft.account, draft.submission.service)
        guard account.wantsSentCopy(by: way) else {
            return account.serverFilesSentCopy(by: way) ? .filedByServer : .notWanted
        }
        guard let client = backend.mailboxClient else { return .notWanted }
        let copy = draft.composed.ownCopy
        let deadline = Deadline.after(Self.copyPatience)
        do throws(MailError) {
            try await backend.reads.run(until: deadline) { () throws(MailError) in
                try await client.append(copy, toMailboxWith: .sent, flags: [.seen], until: deadline)
            }
            return .filed
        } catch {
            log.notice("the sent copy could not be filed", metadata: ["account": "\(account.id)"])
            return .failed(error)
        }
    }
}

/// A message that was handed over, and what is known of that.
struct HandedOver: Sendable {
    let entry: SendEntry
    let way: MailServiceKind
    let evidence: String?
}
