extension ResponseScanner {
    /// An envelope, from its opening parenthesis. Fields that are missing at the end stay empty, further ones are passed
    /// over, and so are addresses beyond `IMAPLimits.addresses`.
    mutating func envelope() throws(IMAPSyntaxError) -> ServerEnvelope {
        var envelope = ServerEnvelope()
        if takeNil() { return envelope }
        try expect(UInt8(ascii: "("))
        var field = 0
        while try !endsList() {
            switch field {
            case 0: envelope.date = try nstring()
            case 1: envelope.subject = try nstring()
            case 2: envelope.from = try addresses()
            case 3: envelope.sender = try addresses()
            case 4: envelope.replyTo = try addresses()
            case 5: envelope.to = try addresses()
            case 6: envelope.cc = try addresses()
            case 7: envelope.bcc = try addresses()
            case 8: envelope.inReplyTo = try nstring()
            case 9: envelope.messageID = try nstring()
            default: try skipValue()
            }
            field += 1
        }
        return envelope
    }

    private mutating func addresses() throws(IMAPSyntaxError) -> [ServerEnvelope.Address] {
        if takeNil() { return [] }
        if next == UInt8(ascii: "\"") {  // an empty string where a list belongs
            _ = try string()
            return []
        }
        try expect(UInt8(ascii: "("))
        var addresses: [ServerEnvelope.Address] = []
        while try !endsList() {
            if takeNil() { continue }
            // Further ones cost nothing but their bytes.
            guard addresses.count < IMAPLimits.addresses else {
                try skipValue()
                continue
            }
            addresses.append(try address())
        }
        return addresses
    }

    /// `("Ann" NIL "ann" "example.com")`; the route in the second place is obsolete.
    private mutating func address() throws(IMAPSyntaxError) -> ServerEnvelope.Address {
        try expect(UInt8(ascii: "("))
        skipSpaces()
        let name = try nstring()
        skipSpaces()
        _ = try nstring()
        skipSpaces()
        let mailbox = try nstring()
        skipSpaces()
        let host = try nstring()
        skipSpaces()
        try expect(UInt8(ascii: ")"))
        return ServerEnvelope.Address(name: name, mailbox: mailbox, host: host)
    }
}
