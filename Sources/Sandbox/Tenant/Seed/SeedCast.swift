import Domain

/// Who writes to the people of the sandbox.
enum SeedCast {
    /// Everybody but the person: colleagues, and people elsewhere, whose addresses nobody here delivers to.
    static func around(_ person: Person) -> [NamedAddress] {
        let colleagues = SeedPeople.all
            .filter { $0.id != person.id && $0.hasMailbox && $0.purpose == .user }
            .map { NamedAddress(name: $0.displayName, address: $0.address) }
        return colleagues + strangers
    }

    private static let strangers = [
        NamedAddress(name: "Zoë Müller", address: "zoe.mueller@northwind.example"),
        NamedAddress(name: "José Álvarez", address: "jose@tailspin.example"),
        NamedAddress(name: "O'Brien, Siobhán", address: "siobhan.obrien@wingtip.example"),
        NamedAddress(name: "田中 花子", address: "hanako@adatum.example"),
        NamedAddress(name: "Dr. Ingrid (Oslo) Berg", address: "ingrid.berg@adatum.example"),
        NamedAddress(name: "Иван Петров", address: "ivan@litware.example"),
        NamedAddress(name: nil, address: "no-reply@tailspin.example"),
        NamedAddress(name: "Facilities", address: "facilities@contoso.example"),
    ]
}
