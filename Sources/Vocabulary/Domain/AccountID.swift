/// One mailbox that Postern reads and sends for.
package struct AccountID: OpaqueIdentifier {
    package static let prefix = "acc_"
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }
}
