/// In which words SMTP says that a mailbox has too many connections (reference sheet §B5).
package enum SMTPConcurrencyText: String, CaseIterable, FactValue {
    /// `432 4.3.2 Concurrent connections limit exceeded. …`
    case concurrentConnections
    /// `432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded`, the older one.
    case senderThreads
}
