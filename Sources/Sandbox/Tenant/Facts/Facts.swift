/// All facts. Each door declares its own in an extension (`Facts+Graph.swift`) and lists them in one array.
package enum Facts {
    package static let all: [any AnyFact] = web + entra + graph + imap + smtp + mail
}
