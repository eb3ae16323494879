internal import Doorway
internal import Tenant

/// What `Prefer` asked for (reference sheet §C4): comma-separated or repeated, values with or without quotes.
struct Preferences: Sendable, Hashable {
    private(set) var bodyType: LetterBody.ContentType?
    private(set) var allowsUnsafeHTML = false
    private(set) var immutableIDs = false
    /// `odata.maxpagesize`; nil when absent or no positive number.
    private(set) var pageSize: Int?
    private(set) var timeZone: String?
    /// Those that are known and well-formed, as they were written: what `Preference-Applied` echoes.
    private(set) var applied: [String] = []

    init(_ headers: WebHeaders = .init()) {
        for preference in headers[all: "Prefer"].flatMap(Self.split) where apply(preference) {
            applied.append(preference)
        }
    }

    private mutating func apply(_ preference: String) -> Bool {
        let halves = preference.split(separator: "=", maxSplits: 1).map { Self.trimmed($0) }
        let value = halves.count == 2 ? Self.unquoted(halves[1]) : ""
        switch halves.first?.lowercased() {
        case "outlook.body-content-type":
            guard let type = LetterBody.ContentType(rawValue: value.lowercased()) else { return false }
            bodyType = type
        case "outlook.allow-unsafe-html": allowsUnsafeHTML = true
        case "idtype":
            guard value.lowercased() == "immutableid" else { return false }
            immutableIDs = true
        case "odata.maxpagesize":
            guard let size = Int(value), size > 0 else { return false }
            pageSize = size
        case "outlook.timezone": timeZone = value
        default: return false
        }
        return true
    }

    /// At the commas outside quotes.
    private static func split(_ field: String) -> [String] {
        var (pieces, quoted) = ([""], false)
        for character in field {
            if character == "\"" { quoted.toggle() }
            if character == ",", !quoted {
                pieces.append("")
            } else {
                pieces[pieces.count - 1].append(character)
            }
        }
        return pieces.map { trimmed($0) }.filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }

    private static func unquoted(_ text: String) -> String {
        text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"") ? String(text.dropFirst().dropLast()) : text
    }
}
