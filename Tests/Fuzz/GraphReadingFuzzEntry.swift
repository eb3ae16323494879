import GraphDoor

/// What clients write into Graph's addresses.
enum GraphReadingFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "graph-filter",
            { bytes in
                _ = GraphReadingSyntax.filter(bytes)
                _ = GraphReadingSyntax.options(bytes)
            }
        ),
        ("graph-search", { bytes in _ = GraphReadingSyntax.search(bytes) }),
        (
            "graph-path",
            { bytes in
                guard let segments = GraphReadingSyntax.path(bytes) else { return }
                precondition(segments.count <= 48, "a path grew by being read")
            }
        ),
        (
            "graph-delta-token",
            { bytes in
                guard let text = GraphReadingSyntax.deltaToken(bytes) else { return }
                precondition(text == String(decoding: bytes, as: UTF8.self), "a delta token has two spellings")
            }
        ),
    ]
}
