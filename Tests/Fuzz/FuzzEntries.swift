/// Every parser of outside bytes, by name; `scripts/fuzz.sh` sees to it that no entry file is left out.
enum FuzzEntries {
    static let all = [
        BrokerFuzz.entries,
        DeviceLoginFuzz.entries,
        EntraFuzz.entries,
        GraphChannelFuzz.entries,
        GraphItemsFuzz.entries,
        GraphReadingFuzz.entries,
        GraphWritingFuzz.entries,
        IMAPFuzz.entries,
        JSONFuzz.entries,
        JSONRPCFuzz.entries,
        LinesFuzz.entries,
        LinuxFuzz.entries,
        MailDoorsIMAPFuzz.entries,
        MailFuzz.entries,
        MIMEFuzz.entries,
        OAuthFuzz.entries,
        SMTPDoorFuzz.entries,
        SMTPFuzz.entries,
        SocketsFuzz.entries,
        TenantFuzz.entries,
        TokenSourceFuzz.entries,
        TransportFuzz.entries,
        VaultFuzz.entries,
        WebFuzz.entries,
    ].flatMap(\.self)

    static func named(_ name: String) -> (@Sendable ([UInt8]) -> Void)? { all.first { $0.name == name }?.run }
}
