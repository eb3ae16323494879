import GraphDoor

/// What any program may send to the writing side of Graph.
enum GraphWritingFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "graph-content-range",
            { bytes in
                guard let range = GraphWritingSyntax.contentRange(bytes) else { return }
                precondition(range.first >= 0 && range.count > 0, "a range of nothing")
                precondition(range.first + range.count <= range.total, "a range beyond its total")
            }
        ),
        (
            "graph-batch",
            { bytes in
                guard let ids = GraphWritingSyntax.batch(bytes) else { return }
                precondition(
                    (1...20).contains(ids.count) && Set(ids).count == ids.count, "a batch that cannot be answered")
            }
        ),
        ("graph-message", { bytes in _ = GraphWritingSyntax.message(bytes) }),
        (
            "graph-property",
            { bytes in
                guard let text = GraphWritingSyntax.extendedProperty(bytes) else { return }
                let again = GraphWritingSyntax.extendedProperty(Array(text.utf8))
                precondition(again == text, "a property's name has two forms")
            }
        ),
    ]
}
