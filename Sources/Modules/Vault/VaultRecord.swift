package import Domain

/// A record that was opened, and how often it had been written by then.
package struct VaultRecord: Sendable {
    package let payload: Secret<[UInt8]>
    /// 1 for a new record, one more for every write.
    package let revision: Int64

    package init(payload: Secret<[UInt8]>, revision: Int64) {
        self.payload = payload
        self.revision = revision
    }
}
