/// Finds the line of the table that a request means.
struct GraphRouter: Sendable {
    struct Match: Sendable {
        let route: GraphRoute
        /// The decoded segments that the pattern names.
        let parameters: [String: String]
    }
    private enum Piece: Sendable {
        /// Lowercase.
        case literal(String)
        case parameter(String)
    }
    private struct Line: Sendable {
        let service: GraphPath.Service
        let pieces: [Piece]
        let route: GraphRoute
        var parameterCount: Int { pieces.count { if case .parameter = $0 { true } else { false } } }
    }

    /// By number of segments; in each, fewer parameters first.
    private let lines: [Int: [Line]]

    init(_ routes: [GraphRoute]) {
        lines = Dictionary(grouping: routes.flatMap(Self.lines(of:)), by: \.pieces.count)
            .mapValues { $0.sorted { $0.parameterCount < $1.parameterCount } }
    }

    /// Throws Graph's words for a path that nothing answers, and for a method that this path does not have.
    func match(_ method: String, _ path: GraphPath) throws(GraphError) -> Match {
        var isKnown = false
        for line in lines[path.segments.count] ?? [] where line.service == path.service {
            guard let parameters = Self.parameters(of: path.segments, in: line.pieces) else { continue }
            if line.route.method == method { return Match(route: line.route, parameters: parameters) }
            isKnown = true
        }
        throw isKnown ? .methodNotAllowed : .noSegment(path.segments.last ?? "")
    }

    private static func lines(of route: GraphRoute) -> [Line] {
        let outlook = "/api/v2.0/"
        if route.pattern.hasPrefix(outlook) {
            let pieces = pieces(of: String(route.pattern.dropFirst(outlook.count)))
            return [Line(service: .outlook, pieces: pieces, route: route)]
        }
        let own = pieces(of: route.pattern)
        guard case .mailbox = route.answering else { return [Line(service: .graph, pieces: own, route: route)] }
        return [[.literal("me")], [.literal("users"), .parameter("user")]].map {
            Line(service: .graph, pieces: $0 + own, route: route)
        }
    }

    private static func pieces(of pattern: String) -> [Piece] {
        pattern.split(separator: "/").map {
            $0.hasPrefix("{") ? .parameter(String($0.dropFirst().dropLast())) : .literal($0.lowercased())
        }
    }

    private static func parameters(of segments: [String], in pieces: [Piece]) -> [String: String]? {
        var parameters: [String: String] = [:]
        for (segment, piece) in zip(segments, pieces) {
            switch piece {
            case .literal(let literal): guard segment.lowercased() == literal else { return nil }
            case .parameter(let name): parameters[name] = segment
            }
        }
        return parameters
    }
}
