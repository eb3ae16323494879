/// One OAuth application, registered at a provider and made known by `registerApp`.
package struct AppID: OpaqueIdentifier {
    package static let prefix = "app_"
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }
}
