/// The facts that are the IMAP door's.
extension Facts {
    package static let imap: [any AnyFact] = [
        imapGreeting, imapCapabilitiesBefore, imapCapabilitiesAfter, imapCapabilityPushed, imapMove, imapRev2,
        imapExactSize, imapUIDValidityOffset, imapConnectionLimit, imapIdleMinutes, imapPersonalSpecialUse,
        imapFailureChallenge, imapKeywords, imapSearchCharset, imapBasicRefusal, imapInitialResponse,
        imapScopeRefusedLate, imapNotConnectedPatience, imapSessionOutlivesToken, imapSlash, imapEmptyCopyUID,
        imapOtherKinds, imapMalformedStructure, imapFetchMarksRead, imapNoopNeedsMailbox,
    ]

    package static let imapGreeting = Fact(
        "imap.greeting", "The Microsoft Exchange IMAP4 service is ready.",
        "the words of the greeting; the name of a server in brackets follows", source: "§B2", mark: .confirmed)
    package static let imapCapabilitiesBefore = Fact(
        "imap.capabilitiesBefore",
        "IMAP4 IMAP4rev1 AUTH=XOAUTH2 LOGINDISABLED SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+",
        "what CAPABILITY answers before the sign-in", source: "§B2", mark: .practice)
    package static let imapCapabilitiesAfter = Fact(
        "imap.capabilitiesAfter",
        "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CLIENTACCESSRULES "
            + "CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE CHILDREN IDLE NAMESPACE LITERAL+",
        "what CAPABILITY answers after the sign-in", source: "§B3", mark: .practice)
    package static let imapCapabilityPushed = Fact(
        "imap.capabilityPushed", false, "the answer to a good AUTHENTICATE does not carry the new capabilities",
        source: "§B3", mark: .practice)
    package static let imapMove = Fact(
        "imap.move", true, "MOVE is offered and understood; some older front ends do without", source: "§B3",
        mark: .practice)
    package static let imapRev2 = Fact(
        "imap.rev2", false,
        "IMAP4rev2 is not offered; where it is, LSUB is refused, and so is SEARCH once it was enabled",
        source: "§B3, §B4", mark: .practice)
    package static let imapExactSize = Fact(
        "imap.exactSize", false, "RFC822.SIZE is an estimate (ImapEnableExactRFC822Size is off)", source: "§B4",
        mark: .practice)
    package static let imapUIDValidityOffset = Fact(
        "imap.uidValidityOffset", 0, "UIDVALIDITY is the folder's own; another number is added to it", source: "§B3",
        mark: .practice)
    package static let imapConnectionLimit = Fact(
        "imap.connectionLimit", 20, "as many connections a mailbox; the next one is not connected", source: "§B4",
        mark: .uncertain)
    package static let imapIdleMinutes = Fact(
        "imap.idleMinutes", 30, "a connection that says nothing for so many minutes is closed", source: "§B3",
        mark: .practice)
    package static let imapPersonalSpecialUse = Fact(
        "imap.personalSpecialUse", true,
        "LIST shows \\Sent, \\Trash, \\Drafts and \\Junk in personal mailboxes, without the capability",
        source: "§B3", mark: .practice)
    package static let imapFailureChallenge = Fact(
        "imap.failureChallenge", false, "a failed XOAUTH2 is refused at once, without Google's challenge in JSON",
        source: "§B2", mark: .uncertain)
    package static let imapKeywords = Fact(
        "imap.keywords", false, "there are no keywords: STORE and SEARCH refuse them, and categories are not shown",
        source: "§B3", mark: .practice)
    package static let imapSearchCharset = Fact(
        "imap.searchUTF8", false, "SEARCH knows no charset but US-ASCII", source: "§B4", mark: .practice)
    package static let imapBasicRefusal = Fact(
        "imap.basicRefusal", "Basic authentication is disabled.", "what LOGIN and AUTHENTICATE PLAIN are told",
        source: "§B2", mark: .practice)
    package static let imapInitialResponse = Fact(
        "imap.initialResponse", true, "AUTHENTICATE takes an initial response (SASL-IR)", source: "§B2",
        mark: .confirmed)
    package static let imapScopeRefusedLate = Fact(
        "imap.scopeRefusedLate", true,
        "a token of Outlook's without the IMAP permission is authenticated but not connected", source: "§B4",
        mark: .practice)
    package static let imapNotConnectedPatience = Fact(
        "imap.notConnectedPatience", 3,
        "so many commands are told that the user is not connected before the connection is closed", source: "§B4",
        mark: .uncertain)
    package static let imapSessionOutlivesToken = Fact(
        "imap.sessionOutlivesToken", true, "a session goes on after its access token expired", source: "§B4",
        mark: .uncertain)
    package static let imapSlash = Fact(
        "imap.slashInName", "_", "what a / in a folder's name is shown as, because / is the hierarchy's", source: "§B3",
        mark: .uncertain)
    package static let imapEmptyCopyUID = Fact(
        "imap.emptyCopyUID", true, "COPY and MOVE of nothing answer COPYUID with empty sets", source: "§B4",
        mark: .practice)
    package static let imapOtherKinds = Fact(
        "imap.otherKinds", true, "LIST shows Calendar, Contacts, Tasks, Journal and Notes as folders", source: "§B3",
        mark: .practice)
    package static let imapMalformedStructure = Fact(
        "imap.malformedStructure", false, "BODYSTRUCTURE is well-formed", source: "§B4", mark: .practice)
    package static let imapFetchMarksRead = Fact(
        "imap.fetchMarksRead", true, "FETCH BODY[] without PEEK sets \\Seen", source: "§B3", mark: .practice)
    package static let imapNoopNeedsMailbox = Fact(
        "imap.noopNeedsMailbox", false, "a session that is authenticated but not connected may say NOOP", source: "§B4",
        mark: .uncertain)
}
