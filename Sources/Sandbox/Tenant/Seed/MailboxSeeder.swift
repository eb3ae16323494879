import Domain

/// Fills one mailbox with compact records; what the mails say is grown when somebody looks.
struct MailboxSeeder {
    let person: Person
    let plan: SeedPlan

    var state: MailboxState {
        let mail = mailboxPlan
        let hasArchive = person.id != SeedPeople.chidi
        let names = person.isPersonal ? FolderNames.personal() : FolderNames.of(person.language, hasArchive: hasArchive)
        var state = MailboxState(grower: SeededGrower(plan: mail), names: names, facts: plan.facts)
        do throws(MailboxError) {
            try fill(&state, mail)
        } catch {
            preconditionFailure("the seed does not fit a mailbox: \(error)")
        }
        return state
    }

    private var mailboxPlan: MailboxPlan {
        MailboxPlan(
            owner: NamedAddress(name: person.displayName, address: person.address), phrases: .of(person.language),
            cast: SeedCast.around(person), seed: Mixer.hash(person.id.description, salt: plan.seed),
            newest: plan.start, counts: SeedTree.counts(for: person, messages: plan.messages))
    }

    private func fill(_ state: inout MailboxState, _ mail: MailboxPlan) throws(MailboxError) {
        for lot in mail.lots {
            let folder = try folder(at: lot.place, in: &state)
            for index in 0..<lot.count {
                let number = SeedNumber(lot.first + UInt32(index))
                try state.appendSeeded(number, to: folder, receivedAt: mail.receivedAt(lot, index)) { message in
                    mail.mark(lot, index, on: &message)
                }
            }
        }
        guard person.id == SeedPeople.adele else { return }
        try state.createFolder(name: "Quick Step Settings", in: state.root, isHidden: true)
        if let inbox = state.folder(role: .inbox)?.number {
            let search = FolderSearch(
                filterQuery: "contains(subject, 'weekly digest')", sources: [inbox], includesNestedFolders: true)
            try state.createFolder(name: "Weekly digests", in: inbox, search: search)
        }
    }

    /// The folder at a place, made with those above it where they are missing.
    private func folder(at place: FolderPlace, in state: inout MailboxState) throws(MailboxError) -> FolderNumber {
        guard var number = place.base == .root ? state.root : state.folder(role: place.base)?.number else {
            throw .noSuchFolder
        }
        for name in place.path {
            if let child = state.children(of: number, includingHidden: true).first(where: { $0.displayName == name }) {
                number = child.number
            } else {
                number = try state.createFolder(name: name, in: number).number
            }
        }
        return number
    }
}
