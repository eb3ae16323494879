import Domain

/// Makes the tenant with which a sandbox starts.
package enum Seeder {
    package static func sandbox(_ plan: SeedPlan) -> Sandbox {
        let directory = Directory(
            tenants: SeedPeople.tenants, people: SeedPeople.all, registrations: SeedApps.all,
            consents: SeedApps.consents, mailboxGrants: SeedApps.mailboxGrants)
        let mailboxes = Mailboxes()
        for person in SeedPeople.all where person.hasMailbox {
            mailboxes.add(Mailbox(owner: person.id, state: MailboxSeeder(person: person, plan: plan).state))
        }
        return Sandbox(
            facts: plan.facts, seed: plan.seed, clock: SandboxClock(), directory: directory, mailboxes: mailboxes)
    }
}
