/// Where in a value we are. A linked list, so that going down costs no copy.
indirect enum CodingPath: Sendable {
    case root
    case key(String, CodingPath)
    case index(Int, CodingPath)

    /// As people write it: `to[3].address`. A name from outside is cut after 64 characters.
    var text: String {
        switch self {
        case .root: ""
        case .key(let name, .root): String(name.prefix(64))
        case .key(let name, let parent): "\(parent.text).\(name.prefix(64))"
        case .index(let index, let parent): "\(parent.text)[\(index)]"
        }
    }

    /// As Codable has it.
    var keys: [any CodingKey] {
        switch self {
        case .root: []
        case .key(let name, let parent): parent.keys + [AnyCodingKey(name)]
        case .index(let index, let parent): parent.keys + [AnyCodingKey(index)]
        }
    }
}
