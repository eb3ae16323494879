/// The whole tenant, that all doors share.
package final class Sandbox: Sendable {
    package let facts: FactSheet
    /// What everything random but secrets grows from.
    package let seed: UInt64
    package let clock: SandboxClock
    package let directory: Directory
    package let tokens: TokenLedger
    package let mailboxes: Mailboxes
    package let postOffice: PostOffice
    package let faults = Switchboard()
    package let recorder = Recorder()

    package init(facts: FactSheet, seed: UInt64, clock: SandboxClock, directory: Directory, mailboxes: Mailboxes) {
        self.facts = facts
        self.seed = seed
        self.clock = clock
        self.directory = directory
        self.mailboxes = mailboxes
        tokens = TokenLedger(clock: clock)
        postOffice = PostOffice(facts: facts, clock: clock, directory: directory, mailboxes: mailboxes)
    }
}
