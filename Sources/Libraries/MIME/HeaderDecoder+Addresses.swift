internal import CGMime
package import Domain

extension HeaderDecoder {
    /// The addresses of a list; groups give their members (RFC 5322, section 3.4). What cannot be read is left out.
    package static func addresses(_ raw: [UInt8]) -> [NamedAddress] {
        let text = unfolded(raw)
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        guard !text.isEmpty, colons <= maximumGroups else { return [] }
        let options = ParserOptions()
        guard let list = unsafe internet_address_list_parse(options.raw, text) else { return [] }
        defer { unsafe g_object_unref(list) }
        var found: [NamedAddress] = []
        unsafe collect(list, into: &found)
        return found
    }

    /// GMime descends into a group for each colon, on the stack.
    private static let maximumGroups = 500

    private static func collect(
        _ list: UnsafeMutablePointer<InternetAddressList>, into found: inout [NamedAddress]
    ) {
        let count = unsafe internet_address_list_length(list)
        for index in 0..<count {
            guard let entry = unsafe internet_address_list_get_address(list, index) else { continue }
            if let mailbox = unsafe postern_as_mailbox(entry) {
                guard let address = unsafe GMimeLibrary.copy(internet_address_mailbox_get_addr(mailbox)) else {
                    continue
                }
                let name = unsafe GMimeLibrary.copy(internet_address_get_name(entry)).flatMap { phrase(Array($0.utf8)) }
                found.append(NamedAddress(name: name, address: unfolded(Array(address.utf8))))
            } else if let group = unsafe postern_as_group(entry),
                let members = unsafe internet_address_group_get_members(group)
            {
                unsafe collect(members, into: &found)
            }
        }
    }
}
