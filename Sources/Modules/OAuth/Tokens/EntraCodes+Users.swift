internal import Domain

extension EntraCodes {
    /// What passes, and what a user or an administrator of the tenant has to see to.
    static let users: [Row] = [
        Row(codes: [90006, 90012, 90024, 90033, 90090, 90055, 70012], verdict: .wait, meaning: "passing fault"),
        Row(codes: [50196], verdict: .standBack, meaning: "taken for a loop"),
        Row(codes: [50173], verdict: .signIn, meaning: "revoked: password changed or reset, sessions revoked"),
        Row(codes: [700082], verdict: .signIn, meaning: "refresh token unused for too long"),
        Row(codes: [700084], verdict: .signIn, meaning: "refresh token of a single-page app after its 24 hours"),
        Row(codes: [70043, 70044], verdict: .signIn, meaning: "sign-in frequency policy"),
        Row(codes: [50132, 50133], verdict: .signIn, meaning: "session ended or password changed"),
        Row(codes: [50085, 50139], verdict: .signIn, meaning: "refresh token needs a sign-in"),
        Row(codes: [70008, 70000, 50089], verdict: .spent, meaning: "code or refresh token expired or unreadable"),
        Row(codes: [54005], verdict: .spent, meaning: "code already redeemed"),
        Row(codes: [50034, 51004], verdict: .signIn, meaning: "no such user in this tenant"),
        Row(
            codes: [50053, 50057, 50055, 50126], verdict: .signIn,
            meaning: "account locked, disabled, or its password expired or wrong"),
        Row(
            codes: [50076, 50079, 50072, 50074, 50078, 50158], verdict: .signIn,
            meaning: "multi-factor or external challenge"),
        Row(
            codes: [53000, 53001, 50097, 50129, 53003, 530032, 530035], verdict: .signIn, responsible: .administrator,
            meaning: "device or Conditional Access policy"),
        Row(codes: [53004, 50125, 50135, 50144], verdict: .signIn, meaning: "user has to register or renew something"),
        Row(codes: [65001], verdict: .consent, meaning: "not consented"),
        Row(
            codes: [650056, 650057], verdict: .consent, responsible: .operator,
            meaning: "a permission is missing in the registration"),
        Row(
            codes: [90094, 90095], verdict: .consent, responsible: .administrator,
            meaning: "an administrator has to consent"),
        Row(codes: [65004], verdict: .denied, meaning: "the user declined"),
        Row(
            codes: [50105], verdict: .denied, responsible: .administrator,
            meaning: "user not assigned to the enterprise app"),
        Row(
            codes: [500021, 500022, 500212, 500213, 90123], verdict: .denied, responsible: .administrator,
            meaning: "tenant restrictions or cross-tenant policy"),
    ]
}
