extension Identity {
    /// The address that the provider stands for: the one it vouches for, or at Entra the user name, whose domain the tenant
    /// had to prove. Elsewhere a user name may be whatever its owner chose (OpenID Connect Core 1.0, section 5.7).
    package var vouchedAddress: String? { email ?? (isEntra ? username : nil) }

    /// At Entra the tenant is a GUID; elsewhere it is the issuer, which is a URL.
    package var isEntra: Bool { !tenant.contains("://") }

    /// Whether this is a personal account of Microsoft's: they all live in one tenant (reference sheet, section A1).
    package var isPersonal: Bool { tenant == "9188040d-6c67-4c5b-b112-36a304b66dad" }
}
