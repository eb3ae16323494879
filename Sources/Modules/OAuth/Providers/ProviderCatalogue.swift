package import Broker
package import Domain

/// The providers that are known by name, beside `outlook` and `oidc`: built in, and those of the configuration.
package struct ProviderCatalogue: Hashable, Sendable {
    private let entries: [ProviderName: CatalogueEntry]

    package init(_ entries: [ProviderName: CatalogueEntry]) { self.entries = entries }

    /// With the configuration's own; a built-in name cannot be taken by another.
    package func adding(_ configured: [ProviderName: CatalogueEntry]) -> ProviderCatalogue {
        ProviderCatalogue(entries.merging(configured) { own, _ in own })
    }

    package subscript(name: ProviderName) -> CatalogueEntry? { entries[name] }

    package var names: [ProviderName] { entries.keys.sorted { $0.rawValue < $1.rawValue } }

    /// All of them, by name.
    package var infos: [ProviderInfo] {
        names.compactMap { name in
            entries[name].map { entry in
                ProviderInfo(
                    provider: .catalogued(name), name: entry.title, verified: entry.isVerified, notes: entry.notes,
                    imap: entry.imap, smtp: entry.smtp, scopes: entry.scopes)
            }
        }
    }
}
