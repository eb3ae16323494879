internal import Cryptography
internal import Domain
internal import Doorway
internal import Tenant

/// Leads somebody from a request to its answer, page by page: account, password, second factor, consent.
///
/// Every page carries the id of its flow, which is good for one submission: nobody else can submit it (CSRF), and nobody
/// twice.
struct SignInDesk: Sendable {
    let entra: Entra
    /// How long a page may wait, in seconds.
    static let patience = 3_600.0
    /// How long a browser stays signed in, in seconds: 90 days, as persistent sessions do.
    static let sessionSeconds = 7_776_000
    static let cookie = "ESTSAUTH"
    /// The header by which a test signs somebody in without pages.
    static let automaticUser = "x-sandbox-user"
    /// And the one that names what they do not agree to: permissions by their short names, parted by spaces.
    static let withheld = "x-sandbox-without"

    /// Begins with what the browser's session, the hints and the prompt say, or with the person that a test names.
    func begin(_ purpose: Flow.Purpose, _ call: Call) -> WebResponse {
        var flow = Flow(purpose)
        if let name = call.request.headers[Self.automaticUser] { return automatic(&flow, as: name, call) }
        choose(&flow, session(call), call)
        return advance(flow, call)
    }

    /// The next page of a flow, or its end.
    func advance(_ flow: Flow, _ call: Call, notice: String? = nil) -> WebResponse {
        do throws(Refusal) {
            let app = try entra.app(flow.purpose.client.description)
            if flow.purpose.isSilent { try silentlySignedIn(flow, call) }
            guard let person = flow.person.flatMap({ entra.directory.person($0) }) else {
                return page(AccountPage.body(accounts(session(call), flow, call), hint(flow), notice), flow, call)
            }
            try flow.purpose.authority.admit(person, to: app)
            guard let authentication = flow.authentication else {
                return page(PasswordPage.body(person, notice), flow, call)
            }
            try entra.inGoodStanding(person, app)
            if needsSecondFactor(person, authentication, flow.purpose) {
                if flow.purpose.isSilent { throw .secondFactorMissing(claims: StepUp.claims) }
                return page(SecondFactorPage.body(person, notice), flow, call)
            }
            return try consenting(flow, person, app, call)
        } catch {
            return refuse(error, flow, call)
        }
    }

    /// Asks for consent where one is missing, and ends the flow where none is.
    private func consenting(
        _ flow: Flow, _ person: Person, _ app: Registration, _ call: Call
    ) throws(Refusal) -> WebResponse {
        let scopes = try flow.purpose.scopes.supported(for: person, entra.facts)
        switch need(flow.purpose, scopes, person, app) {
        case .nothing: return complete(flow, person, app, scopes, call)
        case .administrator:
            if flow.purpose.isSilent { throw silentConsent }
            return page(AdministratorPage.body(app, person), flow, call)
        case .asking:
            if flow.purpose.isSilent { throw silentConsent }
            let tenant = entra.directory.tenant(person.tenant)
            return page(ConsentPage.body(flow.purpose, scopes, app, person, tenant), flow, call)
        }
    }

    private var silentConsent: Refusal { Refusal(65001, error: entra.facts[Facts.silentConsentError]) }

    private func silentlySignedIn(_ flow: Flow, _ call: Call) throws(Refusal) {
        guard flow.person == nil || flow.authentication == nil else { return }
        let several = flow.person == nil && accounts(session(call), flow, call).count > 1
        throw Refusal(several ? 16000 : 50058)
    }

    /// A page of a flow, under a new one-time id.
    private func page(_ body: Page.Body, _ flow: Flow, _ call: Call) -> WebResponse {
        let id = Base64(RandomBytes.make(24)).urlText
        entra.state.flows.put(flow, under: id, until: call.now + Self.patience)
        return Page.answer(200, body, flow: id, call)
    }

    private func hint(_ flow: Flow) -> String { flow.purpose.authorization?.loginHint ?? "" }

    func needsSecondFactor(_ person: Person, _ authentication: Authentication, _ purpose: Flow.Purpose) -> Bool {
        let asked = purpose.claims.map { $0.asksForMore && !$0.satisfied(by: authentication.claims) } ?? false
        return asked || person.needsSecondFactor && !authentication.secondFactor
    }
}
