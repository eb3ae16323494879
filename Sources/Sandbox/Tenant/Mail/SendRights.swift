import Domain

/// Judges in whose name somebody may send (reference sheet §B5, §D1).
struct SendRights {
    struct Authors {
        var from: NamedAddress
        /// The further authors that a message which came as MIME names (RFC 5322, section 3.6.2).
        var others: [NamedAddress] = []
        var sender: NamedAddress

        var all: [NamedAddress] { [from] + others }
    }

    let directory: Directory
    let facts: FactSheet

    /// The `From` and `Sender` with which a message goes out. Throws when the one who acts has no right for one of those
    /// whom it is from.
    func authors(of submission: PostalSubmission, owner: Person) throws(SubmissionRefusal) -> Authors {
        let from = submission.letter.from ?? Self.address(of: owner)
        var authors = Authors(from: from, others: others(of: submission, than: from), sender: from)
        guard facts[Facts.sendAsChecked] else { return authors }
        let actor = actor(of: submission)
        var isOnBehalf = false
        for author in authors.all {
            if try !mayBe(author, actor) { isOnBehalf = true }
        }
        guard isOnBehalf, facts[Facts.onBehalfNamesSender], case .person(let id) = actor,
            let person = directory.person(id)
        else { return authors }
        authors.sender = Self.address(of: person)
        return authors
    }

    /// Whether the one who acts may send as an author, or only on behalf; throws when not even that.
    private func mayBe(_ author: NamedAddress, _ actor: Principal) throws(SubmissionRefusal) -> Bool {
        guard let person = directory.person(named: author.address) else { throw .sendAsDenied(author.address) }
        if directory.holds(actor, .sendAs, on: person.id) { return true }
        guard directory.holds(actor, .sendOnBehalf, on: person.id) else { throw .sendAsDenied(author.address) }
        return false
    }

    /// Whom all `From` fields of what arrived name beside the first. Graph may ignore them (reference sheet §C7).
    private func others(of submission: PostalSubmission, than from: NamedAddress) -> [NamedAddress] {
        guard submission.door != .graph || !facts[Facts.mimeFromIgnored] else { return [] }
        return submission.letter.arrivedAuthors.filter { $0.address.lowercased() != from.address.lowercased() }
    }

    /// Whose rights count. An app with Graph's permission acts as the mailbox's owner (§D2); at SMTP it needs a grant of
    /// its own (§D3).
    private func actor(of submission: PostalSubmission) -> Principal {
        switch (submission.principal, submission.door) {
        case (.application, .graph): .person(submission.sendingMailbox)
        case (let principal, _): principal
        }
    }

    private static func address(of person: Person) -> NamedAddress {
        NamedAddress(name: person.displayName, address: person.address)
    }
}
