import Domain
import Tenant

/// A post office with Adele, Bruno, a shared mailbox and one that is full.
struct Town {
    let directory: Directory
    let mailboxes = Mailboxes()
    let clock = SandboxClock()
    let office: PostOffice

    init(_ turn: (inout FactSheet) -> Void = { _ in }) {
        var facts = FactSheet()
        facts.set(Facts.sentCopyDelayMilliseconds, to: 0)
        turn(&facts)
        let full = GUID(unchecked: "a0000000-0000-4000-8000-000000000009")
        let people: [(GUID, String)] = [
            (.adele, "adele@contoso.example"), (.bruno, "bruno@contoso.example"), (.support, "support@contoso.example"),
            (full, "full@contoso.example"),
        ]
        directory = Directory(
            tenants: [TenantRecord(id: .contoso, displayName: "Contoso", domains: ["contoso.example"])],
            people: people.map { Person.sample($0.0, $0.1) }, registrations: [])
        for (id, _) in people {
            var state = MailboxState.english
            if id == full { state.quotaBytes = 1 }
            mailboxes.add(Mailbox(owner: id, state: state))
        }
        office = PostOffice(facts: facts, clock: clock, directory: directory, mailboxes: mailboxes)
    }

    /// Sent by Adele from her own mailbox.
    func submission(
        _ letter: Letter = .sample(), to recipients: [String], door: Occasion.Door = .graph
    ) -> PostalSubmission {
        PostalSubmission(
            letter: letter, envelopeSender: "adele@contoso.example", recipients: recipients, principal: .person(.adele),
            sendingMailbox: .adele, door: door, sentCopy: .in(.adele))
    }

    func messages(of person: GUID, _ role: FolderRole) -> [StoredMessage] {
        mailboxes.mailbox(of: person)?.read { state in
            state.messages(in: state.number(role)).compactMap(state.message)
        } ?? []
    }

    func letters(of person: GUID, _ role: FolderRole) -> [Letter] {
        messages(of: person, role).compactMap { mailboxes.mailbox(of: person)?.letter(of: $0) }
    }
}
