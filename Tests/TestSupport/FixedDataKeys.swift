package import Broker
package import Cryptography
package import Mail

/// One key for each purpose, the same in every test.
package struct FixedDataKeys: DataKeySource {
    package init() {}

    package func dataKey(for purpose: DataKeyPurpose) async throws(MailError) -> KeyBytes {
        KeyBytes(copying: [UInt8](repeating: purpose == .cursor ? 1 : 2, count: 32))
    }
}
