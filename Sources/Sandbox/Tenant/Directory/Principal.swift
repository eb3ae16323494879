/// Who acts: somebody signed in, or an app by itself.
package enum Principal: Hashable, Sendable {
    case person(GUID)
    /// The service principal of a client in a tenant.
    case application(client: GUID, tenant: GUID)
}
