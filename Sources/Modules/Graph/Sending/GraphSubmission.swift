internal import Broker
package import Domain
package import Mail
internal import Synchronization
internal import Transport

/// Sends through a draft with an immutable id (reference sheet, sections C5 to C7 and D1): the message is put into Drafts
/// as it was composed, corrected where Exchange does not take it at its word, given its large attachments, and sent by a
/// request of its own. The draft's id is the evidence: once it is no draft any more, Exchange has the message.
///
/// Only the last step can send anything. Whatever fails before it deletes the draft; from then on only what is still a
/// draft is deleted, since what was sent has the same id.
package struct GraphSubmission: Submission {
    private let account: Account
    private let channel: GraphChannel

    package init(account: Account, channel: GraphChannel) {
        self.account = account
        self.channel = channel
    }

    package var service: MailServiceKind { .graph }

    package var form: SubmissionForm {
        let settings = channel.settings
        let elsewhere = channel.place.user != nil && !channel.isAppOnly
        return SubmissionForm(
            maximumWholeBytes: settings.requestLimit / 4 * 3,
            maximumSeparateBytes: elsewhere ? settings.largestPost : settings.uploadSizes.upperBound,
            separateHint: elsewhere ? Self.noUploadsElsewhere : nil, takesEnvelope: false, readsBlindCopies: true,
            judgesRecipients: false)
    }

    package func submit(
        _ message: OutboundMessage, until deadline: Deadline,
        handover: @Sendable (String?) async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt {
        for _ in 0..<Self.drafts {
            let draft = try await create(message, until: deadline)
            guard try await complete(draft, with: message, until: deadline) else {
                discard(draft)
                continue
            }
            return try await send(draft, message, until: deadline, handover: handover)
        }
        throw .unavailable("the upload of an attachment could not be finished")
    }

    /// A draft that is none any more was taken, wherever it is by now. That it is still one proves nothing: Microsoft does not
    /// say when the flag goes.
    package func wasTaken(_ evidence: String, until deadline: Deadline) async throws(MailError) -> Bool {
        guard MailText.isGraphID(evidence) else { return false }
        do throws(MailError) {
            return try await isDraft(evidence, until: deadline) == false
        } catch .notFound {
            return false
        }
    }

    package func verify(until deadline: Deadline) async throws(MailError) { try await channel.verify(until: deadline) }

    /// The connections are the transport's. Drafts that nobody wants go first, if that is quick.
    package func close() async { await channel.afterwork.finish(until: .after(Self.discardTime)) }

    // MARK: - The steps

    /// Not cancelled with the caller: whoever is cancelled amid the answer would not know which draft to delete. The caller
    /// is let go, and the draft deleted when it is there. One whose answer is lost stays behind in Drafts, where it does no
    /// harm. It is not looked for: its `Message-ID` may be that of a draft which the user keeps.
    private func create(_ message: OutboundMessage, until deadline: Deadline) async throws(MailError) -> GraphDraft {
        let channel = channel
        let call = GraphCall(.post, .mailbox("messages"), body: .mime(message.bytes), about: .newDraft)
        let created = Outcome<Result<GraphDraft, MailError>>()
        channel.afterwork.add {
            do throws(MailError) {
                created.settle(.success(try await channel.decode(GraphDraft.self, call, until: deadline)))
            } catch {
                created.settle(.failure(error))
            }
        }
        let ending = await created.wait(until: deadline)
        if case .settled(let result) = ending { return try result.get() }
        channel.afterwork.add {
            // Whoever makes it ends at the deadline, or as long after it as one answer may take.
            let late = await created.wait(until: .after(Self.lateTime + deadline.remaining))
            if case .settled(.success(let draft)) = late { self.discard(draft) }
        }
        if case .cancelled = ending { throw .cancelled }
        throw .timedOut
    }

    /// False where nobody can tell whether an attachment is there: the draft is of no use then.
    private func complete(
        _ draft: GraphDraft, with message: OutboundMessage, until deadline: Deadline
    ) async throws(MailError) -> Bool {
        do throws(MailError) {
            if Task.isCancelled { throw .cancelled }
            if let correction = DraftCorrection(of: draft, for: message, from: account.address).json {
                try await channel.call(
                    GraphCall(.patch, .mailbox("messages", draft.id), body: .json(correction), about: .draft),
                    until: deadline)
            }
            for attachment in message.attachments {
                let transfer = AttachmentTransfer(attachment, to: draft.id, over: channel)
                guard try await transfer.run(until: deadline) else { return false }
            }
            return true
        } catch {
            discard(draft)
            throw error
        }
    }

    private func send(
        _ draft: GraphDraft, _ message: OutboundMessage, until deadline: Deadline,
        handover: @Sendable (String?) async throws(MailError) -> Void
    ) async throws(MailError) -> SubmissionReceipt {
        let isHandedOver = Mutex(false)
        do throws(MailError) {
            let answer = try await channel.send(
                GraphCall(
                    .post, .mailbox("messages", draft.id, "send"), body: .empty, about: .draft, repetition: .never),
                until: deadline
            ) { () throws(MailError) in
                if Task.isCancelled { throw .cancelled }
                try await handover(draft.id)
                isHandedOver.withLock { $0 = true }
            }
            return SubmissionReceipt(acceptedByGraph: message, status: answer.status)
        } catch {
            guard error != .sendOutcomeUnknown else { throw error }
            guard isHandedOver.withLock({ $0 }) else {
                discard(draft)
                throw error
            }
            return try await refused(draft, message, error)
        }
    }

    /// After a refusal the draft is asked, before anything is said or deleted: an answer may be of somebody between us and
    /// Exchange, and the copy that was sent has the draft's id. Where it cannot be asked, a failure of Graph's is a doubt.
    private func refused(
        _ draft: GraphDraft, _ message: OutboundMessage, _ refusal: MailError
    ) async throws(MailError) -> SubmissionReceipt {
        let answer = await Task { () -> Bool? in
            do throws(MailError) {
                return try await isDraft(draft.id, until: .after(Self.lookTime))
            } catch {
                return nil
            }
        }.value
        switch (answer, refusal) {
        case (false, _): return SubmissionReceipt(acceptedByGraph: message, status: 202)
        case (true, _): discard(draft)
        // What Graph says of a caller's fault is said before anything is done.
        case (nil, .unavailable(_, _, let fault)) where (fault?.status ?? 503) >= 500: throw .sendOutcomeUnknown
        case (nil, _): break
        }
        throw refusal
    }

    private func isDraft(_ id: String, until deadline: Deadline) async throws(MailError) -> Bool? {
        let call = GraphCall(.get, .mailbox("messages", id), query: [("$select", "isDraft")], about: .message)
        return try await channel.decode(SentState.self, call, until: deadline).isDraft
    }

    /// Also for a caller who is gone; none waits for it.
    private func discard(_ draft: GraphDraft) {
        let channel = channel
        let call = GraphCall(.delete, .mailbox("messages", draft.id), about: .draft)
        channel.afterwork.add { _ = try? await channel.call(call, until: .after(Self.discardTime)) }
    }

    /// How often a message is begun anew because an attachment's fate is unknown.
    private static let drafts = 2
    private static let lateTime = Duration.seconds(10)
    private static let discardTime = Duration.seconds(10)
    /// Long enough for the pause that Graph usually asks for.
    private static let lookTime = Duration.seconds(60)
    /// Reference sheet, section C5.
    private static let noUploadsElsewhere =
        "Microsoft takes no attachment of 3 MB or more for somebody else's mailbox from whoever signed in: send as the"
        + " delegate over SMTP, or by an account that the app opens by itself (app-only)"

    private struct SentState: Decodable {
        let isDraft: Bool?
    }
}
