internal import Domain
internal import JSON
internal import Tenant

/// One wish to be told of changes (reference sheet §C12).
struct Subscription: Sendable {
    enum Change: String, CaseIterable, Sendable { case created, updated, deleted }

    let id: GUID
    /// As it was asked for.
    let resource: String
    let mailbox: GUID
    /// Nil: all messages of the mailbox.
    let folder: FolderNumber?
    let changes: [Change]
    var notificationURL: String
    let lifecycleURL: String?
    let clientState: String?
    let tlsVersion: String?
    let immutableIDs: Bool
    var expiresAt: Timestamp
    /// Of the token by which it was last authorised.
    var grant: AccessGrant
    /// That token.
    var token: Secret<String>
    /// The subscriber was told that the token ended; nothing more is sent until it authorises again.
    var waitsForToken = false
    /// Something happened meanwhile.
    var missedSomething = false

    var creator: GUID {
        switch grant.principal {
        case .person(let id): id
        case .application(let client, _): client
        }
    }

    func json(context: String?) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id.description), "resource": .string(resource),
            "applicationId": .string(grant.client.description),
            "changeType": .string(changes.map(\.rawValue).joined(separator: ",")),
            "clientState": clientState.map { .string($0) } ?? .null, "notificationUrl": .string(notificationURL),
            "lifecycleNotificationUrl": lifecycleURL.map { .string($0) } ?? .null,
            "expirationDateTime": .string(expiresAt.description), "creatorId": .string(creator.description),
            "includeResourceData": .null, "latestSupportedTlsVersion": .string(tlsVersion ?? "v1_2"),
            "notificationUrlAppId": .null, "notificationQueryOptions": .null, "encryptionCertificate": .null,
            "encryptionCertificateId": .null,
        ]
        if let context { members["@odata.context"] = .string(context) }
        return .object(members)
    }
}
