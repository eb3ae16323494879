/// What the configuration says of providers and of token sources.
extension Shape {
    static let provider = [
        Member("title", .text(.phrase), "for people; the entry's name when absent"),
        Member(
            "issuer", .text(.root),
            "whose discovery document is read (OpenID Connect Discovery 1.0); with endpoints, what stands for the provider"
        ),
        Member("endpoints", .record(endpoints), "in place of a discovery document"),
        Member(
            "identity", .choice(["idToken", "userInfo", "expectedEmail"]),
            "where it is told who signed in: in the id_token, at the address userInfo, or nowhere (the caller of "
                + "authorizeURL says it, and the first login proves it); idToken when absent"),
        Member("userInfo", .record(userInfo), "the address that tells of whom an access token is"),
        Member("scopes", .list(of: .text(.scope)), "what is asked for, openid included where it is", isRequired: true),
        Member("scopeSeparator", .choice([" ", ","]), "a space when absent"),
        Member(
            "authorizationParameters", .map(names: .parameterName, to: .text(.phrase)),
            "sent with every authorization request"),
        Member("scopesAtToken", .flag, "whether token requests name the scopes again; false when absent"),
        Member(
            "clientSecretIn", .choice(["body", "header", "headerAndClientId"]),
            "how the client secret travels; as the discovery document says, or header, when absent"),
        Member("deviceLogin", .flag, "whether codes for another device open mail; true when absent"),
        Member("imap", .record(server), "where mail is read; for the app to say when absent"),
        Member("smtp", .record(server), "where mail is sent; for the app to say when absent"),
        Member("verified", .flag, "whether somebody tried it; false when absent"),
        Member("notes", .text(.phrase), "what listProviders says of it"),
    ]
    private static let endpoints = [
        Member("authorization", .text(.url), "where the browser goes", isRequired: true),
        Member("token", .text(.url), "where codes and refresh tokens go", isRequired: true),
        Member("keys", .text(.url), "the keys that sign id_tokens"),
        Member("deviceAuthorization", .text(.url), "where codes for another device are to be had"),
    ]
    private static let userInfo = [
        Member("url", .text(.url), "asked by GET", isRequired: true),
        Member("scheme", .text(.parameterName), "of the Authorization header; Bearer when absent"),
        Member("queryParameter", .text(.parameterName), "carries the token in place of that header"),
        Member("subject", .text(.parameterName), "the member that never changes for a person; sub when absent"),
        Member("email", .text(.parameterName), "the member with the address; email when absent"),
        Member("name", .text(.parameterName), "the member with a name for people; name when absent"),
    ]
    static let tokenSource: Shape = .record(
        [
            Member(
                "command", .list(of: .text(.argument)),
                "a program's absolute path and its arguments; it is told POSTERN_ACCOUNT, POSTERN_USERNAME and "
                    + "POSTERN_RESOURCE, and writes the token"),
            Member("url", .text(.url), "gets a POST with account, username and resource, and answers with the token"),
            Member("bearerFile", .text(.absolutePath), "holds the bearer token for that POST; read at each use"),
            Member("timeoutSeconds", .integer(1...300), "30 when absent"),
        ], exactlyOneOf: ["command", "url"])
}
