internal import Tenant

/// Whose sign-ins an endpoint serves: the first segment of its path (reference sheet §A1).
enum Authority: Sendable, Hashable {
    case common, organizations, consumers
    case tenant(GUID)

    /// AADSTS90002 for a tenant that is none.
    init(_ segment: String, in directory: Directory) throws(Refusal) {
        switch segment.lowercased() {
        case "common": self = .common
        case "organizations": self = .organizations
        case "consumers": self = .consumers
        default:
            guard let tenant = directory.tenant(named: segment) else {
                throw Refusal(90002, "Tenant '\(segment.prefix(100))' not found. Check that you have the right tenant.")
            }
            self = tenant.isPersonal ? .consumers : .tenant(tenant.id)
        }
    }

    /// As endpoints in answers spell it.
    var segment: String {
        switch self {
        case .common: "common"
        case .organizations: "organizations"
        case .consumers: "consumers"
        case .tenant(let id): id.description
        }
    }

    /// Checks that an app is served here: AADSTS50194, 9002331, 9002332, 700016.
    func serve(_ app: Registration, _ facts: FactSheet) throws(Refusal) {
        guard facts[Facts.audienceChecked] else { return }
        let named = "Application '\(app.clientID)'(\(app.displayName))"
        switch (app.audience, self) {
        case (.oneTenant, .common), (.oneTenant, .organizations):
            throw Refusal(
                50194,
                "\(named) is not configured as a multi-tenant application. Usage of the /\(segment) endpoint is not "
                    + "supported for such apps. Use a tenant-specific endpoint.")
        case (.oneTenant, .consumers), (.anyTenant, .consumers):
            throw Refusal(9_002_332)
        case (.oneTenant, .tenant(let id)) where id != app.homeTenant:
            throw Refusal(700_016, "\(named) was not found in the directory '\(id)'.")
        case (.personal, .organizations), (.personal, .tenant):
            throw Refusal(facts[Facts.personalAppCode], ErrorCode.of(9_002_331).text)
        case (.personal, .common) where !facts[Facts.personalAppOnCommon]:
            throw Refusal(facts[Facts.personalAppCode], ErrorCode.of(9_002_331).text)
        default: return
        }
    }

    /// Checks that a person may sign in here to an app: AADSTS50020, 500208.
    func admit(_ person: Person, to app: Registration) throws(Refusal) {
        switch self {
        case .organizations where person.isPersonal, .consumers where !person.isPersonal: throw Refusal(500_208)
        case .tenant(let id) where id != person.tenant: throw stranger(person, id.description)
        default: break
        }
        switch app.audience {
        case .oneTenant where person.tenant != app.homeTenant: throw stranger(person, app.homeTenant.description)
        case .anyTenant where person.isPersonal: throw stranger(person, "organizations")
        case .personal where !person.isPersonal: throw stranger(person, "consumers")
        default: break
        }
    }

    private func stranger(_ person: Person, _ tenant: String) -> Refusal {
        Refusal(
            50020,
            "User account '\(person.userPrincipalName)' does not exist in tenant '\(tenant)' and cannot access it.")
    }
}
