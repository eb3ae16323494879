internal import Domain
internal import JSON

extension NamedAddress {
    /// A recipient: `{"emailAddress": {"name", "address"}}` (reference sheet, section C1). Nil when it says nothing.
    ///
    /// Graph gives the address as the name where there is none.
    init?(_ json: JSONValue) {
        let address = json["emailAddress"]?["address"]?.stringValue ?? ""
        let name = json["emailAddress"]?["name"]?.stringValue ?? ""
        guard !address.isEmpty || !name.isEmpty else { return nil }
        self.init(name: name.isEmpty || name == address ? nil : name, address: address)
    }
}
