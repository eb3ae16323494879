internal import Domain
internal import Tenant

/// Writes the answer to a message: its subject, its thread, its recipients, and the message quoted (reference sheet §C6).
struct ReplyComposer: Sendable {
    let kind: ReplyKind
    let original: Letter
    /// Who answers.
    let owner: NamedAddress
    let now: Timestamp

    /// Without comment yet.
    func letter() -> Letter {
        var letter = Letter.blank(at: now, from: owner)
        letter.subject = kind.prefix + Conversation.baseSubject(original.subject)
        setThread(of: &letter)
        setRecipients(of: &letter)
        letter.body = LetterBody(.html, quoted(under: ""))
        letter.attachments = original.attachments.filter { kind == .forward || $0.isInline }
        return letter
    }

    func setThread(of letter: inout Letter) {
        letter.inReplyTo = original.messageID
        letter.references = original.references + [original.messageID]
        letter.conversation = original.conversation
    }

    private func setRecipients(of letter: inout Letter) {
        guard kind != .forward else { return }
        let answered = original.replyTo.isEmpty ? original.from.map { [$0] } ?? [] : original.replyTo
        letter.to = answered
        guard kind == .replyAll else { return }
        var known: Set<String> = [owner.address.lowercased()]
        letter.to = (answered + original.to).filter { known.insert($0.address.lowercased()).inserted }
        letter.cc = original.cc.filter { known.insert($0.address.lowercased()).inserted }
        if letter.to.isEmpty { letter.to = answered }
    }

    /// HTML: what is said first, and below it the message that is answered, with who wrote it and when.
    func quoted(under html: String) -> String {
        var block = "<html><head></head><body>\(html)<hr tabindex=\"-1\" style=\"display:inline-block; width:98%\">"
        block += "<div id=\"divRplyFwdMsg\" dir=\"ltr\">"
        block += line("From", original.from.map { [$0] } ?? []) + "<b>Sent:</b> \(original.sentAt)<br>"
        block += line("To", original.to)
        if !original.cc.isEmpty { block += line("Cc", original.cc) }
        block += "<b>Subject:</b> \(HTMLText.escaped(original.subject))</div><div>&nbsp;</div>"
        return block + originalHTML + "</body></html>"
    }

    static func html(of comment: String) -> String {
        comment.isEmpty ? "" : "<div>\(HTMLText.escaped(comment).replacingLineEnds(with: "<br>"))</div>"
    }

    private var originalHTML: String {
        switch original.body.contentType {
        case .html: "<div>\(HTMLText.sanitised(original.body.content))</div>"
        case .text: "<div>\(HTMLText.escaped(original.body.content).replacingLineEnds(with: "<br>"))</div>"
        }
    }

    private func line(_ name: String, _ addresses: [NamedAddress]) -> String {
        let texts = addresses.map { address in
            address.name.map { "\($0) <\(address.address)>" } ?? address.address
        }
        return "<b>\(name):</b> \(HTMLText.escaped(texts.joined(separator: "; ")))<br>"
    }
}

extension String {
    fileprivate func replacingLineEnds(with replacement: String) -> String {
        split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: replacement)
    }
}
