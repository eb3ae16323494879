import Domain

extension Letter {
    /// Puts fields before all others, as each server on the way does, in the bytes and in the list.
    mutating func prependArrived(_ fields: [HeaderField]) {
        arrivedHeaders = fields + arrivedHeaders
        guard let bytes = arrived else { return }
        let writer = HeaderWriter(words: Dialect.of(.verbatim).words)
        arrived = fields.flatMap { writer.text($0.name, $0.value) } + bytes
    }

    /// Takes fields out of what arrived, whatever their case.
    mutating func dropArrived(_ names: Set<String>) {
        let names = Set(names.map { $0.lowercased() })
        arrivedHeaders.removeAll { names.contains($0.name.lowercased()) }
        if let bytes = arrived { arrived = ArrivedHeader.without(names, in: bytes) }
    }

    /// Lets an address field of a letter that arrived say what it is meant to say; without addresses it goes.
    mutating func rewriteArrived(_ name: String, as addresses: [NamedAddress]) {
        guard arrived != nil || !arrivedHeaders.isEmpty else { return }
        dropArrived([name])
        let field = HeaderWriter(words: Dialect.of(.verbatim).words).addresses(name, addresses)
        guard !field.isEmpty else { return }
        let text = addresses.map { "\($0.name ?? "") <\($0.address)>" }
        arrivedHeaders.insert(HeaderField(name: name, value: text.joined(separator: ", ")), at: 0)
        if let bytes = arrived { arrived = field + bytes }
    }
}
