package import Domain

/// Adds an account: a mailbox that is opened by password, by another account's sign-in, or by an app without a user.
package enum AddAccount: APIMethod {
    package static let name = "addAccount"
    package static let summary =
        "Adds an account: a mailbox that is opened by password, by another account's sign-in, or by an app without a "
        + "user."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package enum Subject: Sendable {
            case password(AccountSettings)
            case borrowed(from: AccountID, MailboxSettings)
            case application(AppID, tenant: String?, MailboxSettings)
            case external(TokenSourceName, ExternalAccountSettings)
        }
        package var subject: Subject
        package var verify: Bool?
        package var timeoutMs: Int?

        package init(_ subject: Subject, verify: Bool? = nil, timeoutMs: Int? = nil) {
            self.subject = subject
            self.verify = verify
            self.timeoutMs = timeoutMs
        }

        private enum CodingKeys: CodingKey {
            case grantOf, app, tenant, tokenSource, mailbox, cloud, baseScopes, verify, timeoutMs
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let lender = try container.decodeIfPresent(AccountID.self, forKey: .grantOf)
            let app = try container.decodeIfPresent(AppID.self, forKey: .app)
            let mailbox = try container.decodeIfPresent(EmailAddress.self, forKey: .mailbox)
            verify = try container.decodeIfPresent(Bool.self, forKey: .verify)
            timeoutMs = try container.decodeIfPresent(Int.self, forKey: .timeoutMs)
            let tenant = try container.decodeIfPresent(String.self, forKey: .tenant)
            let source = try container.decodeIfPresent(TokenSourceName.self, forKey: .tokenSource)
            guard app != nil || tenant == nil else {
                throw DecodingError.dataCorruptedError(
                    forKey: .tenant, in: container, debugDescription: "goes with app alone")
            }
            let cloud = try container.decodeIfPresent(String.self, forKey: .cloud)
            let baseScopes = try container.decodeIfPresent([BaseScope].self, forKey: .baseScopes)
            guard source != nil || cloud == nil && baseScopes == nil else {
                throw DecodingError.dataCorruptedError(
                    forKey: cloud == nil ? .baseScopes : .cloud, in: container,
                    debugDescription: "goes with tokenSource alone")
            }
            switch (lender, app, source) {
            case (let lender?, nil, nil): subject = .borrowed(from: lender, try MailboxSettings(from: decoder))
            case (nil, let app?, nil): subject = .application(app, tenant: tenant, try MailboxSettings(from: decoder))
            case (nil, nil, let source?): subject = .external(source, try ExternalAccountSettings(from: decoder))
            case (nil, nil, nil):
                guard mailbox == nil else {
                    throw DecodingError.dataCorruptedError(
                        forKey: .mailbox, in: container, debugDescription: "who opens it? give grantOf or app")
                }
                subject = .password(try AccountSettings(from: decoder))
            default:
                throw DecodingError.dataCorruptedError(
                    forKey: .app, in: container, debugDescription: "give one of grantOf, app and tokenSource")
            }
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            switch subject {
            case .password(let settings): try settings.encode(to: encoder)
            case .borrowed(let lender, let settings):
                try container.encode(lender, forKey: .grantOf)
                try settings.encode(to: encoder)
            case .application(let app, let tenant, let settings):
                try container.encode(app, forKey: .app)
                try container.encodeIfPresent(tenant, forKey: .tenant)
                try settings.encode(to: encoder)
            case .external(let source, let settings):
                try container.encode(source, forKey: .tokenSource)
                try settings.encode(to: encoder)
            }
            try container.encodeIfPresent(verify, forKey: .verify)
            try container.encodeIfPresent(timeoutMs, forKey: .timeoutMs)
        }
    }

    package struct Result: Codable, Sendable {
        package var account: AccountInfo

        package init(
            account: AccountInfo
        ) {
            self.account = account
        }
    }

    package static let fields: [String: String] = AccountSettings.fields.merging(ExternalAccountSettings.fields) { $1 }
        .merging([
            "grantOf": "Another account, whose user has rights to the mailbox and signed in by OAuth.",
            "app": "An app that opens the mailbox without a user, because an administrator let it.",
            "tenant": "The tenant in which the app opens it, by id or domain; the app's own authority when absent.",
            "tokenSource": "What the configuration calls the source of the account's tokens.",
            "mailbox": "The address of the mailbox that `grantOf` or `app` opens.",
            "verify": "Whether to sign in at the servers before saving; true when absent.",
            "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
        ]) { $1 }
    package static let resultFields: [String: String] = [
        "account": "The account."
    ]
    package static let alternatives = [
        ["address", "password", "imap"], ["grantOf", "mailbox"], ["app", "mailbox"],
        ["tokenSource", "address"],
    ]
    package static let errors: [ErrorKind] = [.alreadyExists] + ErrorKind.ofAccount
    package static let examples = [
        Example(
            "a mailbox",
            params: #"""
                {"address":"ann@example.com","password":"correct horse","imap":{"host":"imap.example.com","port":993,"security":"tls"},"smtp":{"host":"smtp.example.com","port":587,"security":"startTLS"}}
                """#,
            result: #"""
                {"account":{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","address":"ann@example.com","username":"ann@example.com","authentication":"password","imap":{"host":"imap.example.com","port":993,"security":"tls"},"smtp":{"host":"smtp.example.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":true,"stableIds":false,"hiddenMailboxes":false,"slashInNames":false,"steadyPages":true,"threadIds":false,"linkedAttachments":false,"ownHeaders":true,"plainText":"part","source":"stored","sending":[{"by":"smtp","envelope":true,"judgesRecipients":true}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z"},"createdAt":"2026-11-22T18:04:00Z"}}
                """#),
        Example(
            "a shared mailbox, by a colleague's sign-in",
            params: #"""
                {"grantOf":"acc_mzxw6ytboi3dgnjqgq2tknru","mailbox":"support@example.com"}
                """#,
            result: #"""
                {"account":{"id":"acc_ge3dmnzygm4tqmrtgu4dinzs","address":"support@example.com","username":"support@example.com","authentication":"borrowed","grantOf":"acc_mzxw6ytboi3dgnjqgq2tknru","graph":{"root":"https://graph.microsoft.com","user":"support@example.com"},"sentCopy":"automatic","capabilities":{"backend":"graph","order":"receivedDescending","keywords":true,"stableIds":true,"hiddenMailboxes":true,"slashInNames":true,"steadyPages":false,"threadIds":true,"linkedAttachments":true,"ownHeaders":false,"plainText":"converted","source":"rendered","sending":[{"by":"graph","envelope":false,"judgesRecipients":false}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z"},"createdAt":"2026-11-22T18:04:00Z"}}
                """#),
        Example(
            "a mailbox, by an app without a user",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs","tenant":"example.com","mailbox":"invoices@example.com","name":"Invoices"}
                """#,
            result: #"""
                {"account":{"id":"acc_gezdgnbvgy3tqojqgezdgnbv","name":"Invoices","address":"invoices@example.com","username":"invoices@example.com","authentication":"application","app":"app_ge3dmnzygm4tqmrtgu4dinzs","tenant":"example.com","graph":{"root":"https://graph.microsoft.com","user":"invoices@example.com"},"sentCopy":"automatic","capabilities":{"backend":"graph","order":"receivedDescending","keywords":true,"stableIds":true,"hiddenMailboxes":true,"slashInNames":true,"steadyPages":false,"threadIds":true,"linkedAttachments":true,"ownHeaders":false,"plainText":"converted","source":"rendered","sending":[{"by":"graph","envelope":false,"judgesRecipients":false}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z"},"createdAt":"2026-11-22T18:04:00Z"}}
                """#),
        Example(
            "a mailbox whose tokens come from outside",
            params: #"""
                {"tokenSource":"vault","address":"ann@example.com","imap":{"host":"imap.example.com","port":993,"security":"tls"},"smtp":{"host":"smtp.example.com","port":587,"security":"startTLS"}}
                """#,
            result: #"""
                {"account":{"id":"acc_mzxw6ytboi3dgnjqgq2tknru","address":"ann@example.com","username":"ann@example.com","authentication":"external","tokenSource":"vault","imap":{"host":"imap.example.com","port":993,"security":"tls"},"smtp":{"host":"smtp.example.com","port":587,"security":"startTLS"},"sentCopy":"automatic","capabilities":{"backend":"imap","order":"uidDescending","keywords":true,"stableIds":false,"hiddenMailboxes":false,"slashInNames":false,"steadyPages":true,"threadIds":false,"linkedAttachments":false,"ownHeaders":true,"plainText":"part","source":"stored","sending":[{"by":"smtp","envelope":true,"judgesRecipients":true}]},"state":{"state":"ready","lastSuccessAt":"2026-11-22T18:05:00Z"},"createdAt":"2026-11-22T18:04:00Z"}}
                """#),
    ]
}
