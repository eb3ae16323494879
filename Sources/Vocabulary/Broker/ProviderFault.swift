package import Domain

/// What a provider said when it refused, as far as a person and a support desk may see it.
package struct ProviderFault: Codable, Hashable, Sendable {
    /// Whose answer it is, such as `entra` or the issuer's host.
    package var name: String
    /// The HTTP status or the SMTP reply code.
    package var status: Int?
    /// The provider's own code: `invalid_grant AADSTS50173`, `5.7.139`.
    package var code: String?
    package var requestId: String?
    /// Who has to act, where the provider's code says so.
    package var responsible: ResponsibleParty?

    package init(
        name: String, status: Int? = nil, code: String? = nil, requestId: String? = nil,
        responsible: ResponsibleParty? = nil
    ) {
        self.name = name
        self.status = status
        self.code = code
        self.requestId = requestId
        self.responsible = responsible
    }
}
