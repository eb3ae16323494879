internal import Cryptography
internal import Domain

/// Seals message bytes for the journal, bound to the entry that they belong to.
struct OutboxSeal: Sendable {
    let key: KeyBytes

    func seal(_ message: [UInt8], entry: String, account: AccountID) throws(MailError) -> [UInt8] {
        do throws(CryptographyError) {
            return try AESGCM.seal(message, key: key, associatedData: Self.context(entry, account))
        } catch {
            throw .storage("the message could not be sealed")
        }
    }

    func open(_ sealed: [UInt8], entry: String, account: AccountID) throws(MailError) -> [UInt8] {
        do throws(CryptographyError) {
            return try AESGCM.open(sealed, key: key, associatedData: Self.context(entry, account))
        } catch {
            throw .storage("a kept message cannot be opened")
        }
    }

    private static func context(_ entry: String, _ account: AccountID) -> [UInt8] {
        Array("postern outbox 1\u{0}\(entry)\u{0}\(account.rawValue)".utf8)
    }
}
