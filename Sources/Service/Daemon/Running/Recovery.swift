internal import Broker
internal import Domain
internal import Logging
internal import Mail
internal import Persistence

/// Brings what a crash left behind in order, as soon as secrets can be read: at start, and after `unlockVault`.
struct Recovery: Sendable {
    let directory: AccountDirectory
    let sender: Sender
    let blobs: SealedBlobs
    let log: Logger

    /// How long looking up interrupted sends may take; what is left is looked up the next time.
    private static let patience: Duration = .seconds(120)

    /// Both, for when a vault was opened.
    func run() async {
        await reconcile()
        await settleSends()
    }

    /// Accounts and credentials; contacts nobody, so that it can be done before the first caller is served.
    func reconcile() async {
        await trying { () throws(MailError) in try await directory.reconcile() }
    }

    /// Uploaded content, before the first caller is served; needs no vault.
    func reconcileBlobs() async {
        await trying { () throws(MailError) in try await blobs.reconcile() }
    }

    /// Sends that were interrupted; may look for them at the provider.
    func settleSends() async {
        await trying { () throws(MailError) in try await sender.recover(until: .after(Self.patience)) }
    }

    /// What nobody can ask for any more.
    func forgetOldSends() async {
        await trying { () throws(MailError) in try await sender.forgetOld() }
    }

    func forgetExpiredBlobs() async {
        await trying { () throws(MailError) in try await blobs.sweep() }
    }

    private func trying(_ step: () async throws(MailError) -> Void) async {
        do throws(MailError) {
            try await step()
        } catch .credential(.vaultSealed) {
            log.debug("nothing can be recovered while the vault is sealed")
        } catch {
            log.error("what a crash left behind is not in order yet", metadata: ["reason": "\(error)"])
        }
    }
}
