import Domain
import Doorway
import MIME
import Tenant

/// What happens to a message that has come whole.
extension SMTPSession {
    /// Judges, delays and hands over a message, and ends the transaction.
    func conclude(
        _ content: SMTPContent, mayHaveBareLineEnds: Bool, target: String
    ) async throws(ConnectionEnd) {
        let fault = faultReply("dot")
        var reply: SMTPReply
        if let fault, fault.isRefusal {
            reply = fault
        } else if let objection = objection(to: content, mayHaveBareLineEnds: mayHaveBareLineEnds) {
            reply = objection
        } else {
            await waitForTurn()
            reply = submit(content.bytes)
            if !reply.isRefusal, isStruck(by: .smtpDropAfterDot, at: "dot") {
                return drop(at: "dot", target, content: content)
            }
            if let fault, !reply.isRefusal { reply = fault }
        }
        record("dot", target, content: content, status: reply.code)
        envelope = nil
        try await say(reply)
    }

    private func objection(to content: SMTPContent, mayHaveBareLineEnds: Bool) -> SMTPReply? {
        if content.isTooLarge { return .tooLarge }
        let mindsLineEnds = !mayHaveBareLineEnds && sandbox.facts[Facts.smtpBareLineFeedRefused]
        if content.hasBareLineEnd, mindsLineEnds { return .bareLineFeed }
        guard let mailbox = currentMailbox, let sender = envelope?.sender.address, !maySend(as: sender) else {
            return nil
        }
        return .sendAsDenied(sender, mailbox, sandbox.facts)
    }

    /// Messages beyond a minute's are delayed (reference sheet §B6): by the tenant's clock, so that moving it ends the wait.
    private func waitForTurn() async {
        guard let login else { return }
        let longest = max(0, sandbox.facts[Facts.smtpLongestDelay])
        let turn = register.turn(
            of: login.mailbox.id, perMinute: sandbox.facts[Facts.smtpMessagesPerMinute], longest: longest,
            at: sandbox.clock.seconds)
        // By the machine's clock too, in case the tenant's was moved back.
        await sandbox.clock.wait(until: turn, atMost: .seconds(longest))
    }

    private func submit(_ bytes: [UInt8]) -> SMTPReply {
        guard let login, let envelope, let mailbox = currentMailbox else { return .notAuthenticated }
        let now = sandbox.clock.now
        let message = SubmittedMessage(bytes, keepsID: sandbox.facts[Facts.smtpKeepsMessageID], at: now)
        let letter: Letter
        do throws(MIMEError) {
            letter = try Letter(parsing: message.bytes, at: now, seed: sandbox.seed)
        } catch {
            return .unreadable
        }
        do throws(SubmissionRefusal) {
            let receipt = try sandbox.postOffice.submit(
                PostalSubmission(
                    letter: letter, envelopeSender: envelope.sender.address,
                    recipients: envelope.recipients.map(\.address), principal: login.grant.principal,
                    client: login.grant.client, sendingMailbox: mailbox.id, door: .smtp, sentCopy: .in(mailbox.id)))
            return .accepted(receipt.record.messageID)
        } catch {
            return SMTPReply(error, mailbox: mailbox, facts: sandbox.facts)
        }
    }
}
