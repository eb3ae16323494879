import Transport

/// Any text as an address or a range: what can be read means the same when it is written and read again.
enum TransportFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "transport-address",
            { bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                if let address = IPAddress(text) {
                    precondition(IPAddress(address.description) == address, "an address changed on its way")
                    _ = EgressPolicy().refusal(of: address, for: text)
                }
                if let block = AddressBlock(text) {
                    precondition(block.contains(block.base), "a range is without its own base")
                }
            }
        )
    ]
}
