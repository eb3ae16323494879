import Domain

/// Judges in whose name somebody may send (reference sheet §B5, §D1).
struct SendRights {
    struct Authors {
        var from: NamedAddress
        var sender: NamedAddress
    }

    let directory: Directory
    let facts: FactSheet

    /// The `From` and `Sender` with which a message goes out. Throws when the one who acts has neither right.
    func authors(of submission: PostalSubmission, owner: Person) throws(SubmissionRefusal) -> Authors {
        let from = submission.letter.from ?? Self.address(of: owner)
        guard facts[Facts.sendAsChecked] else { return Authors(from: from, sender: from) }
        guard let author = directory.person(named: from.address) else { throw .sendAsDenied(from.address) }
        let actor = actor(of: submission)
        if directory.holds(actor, .sendAs, on: author.id) { return Authors(from: from, sender: from) }
        guard directory.holds(actor, .sendOnBehalf, on: author.id) else { throw .sendAsDenied(from.address) }
        guard facts[Facts.onBehalfNamesSender], case .person(let id) = actor, let person = directory.person(id) else {
            return Authors(from: from, sender: from)
        }
        return Authors(from: from, sender: Self.address(of: person))
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
