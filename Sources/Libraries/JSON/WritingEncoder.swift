/// The Encoder that writes bytes as it is asked, and keeps no tree.
struct WritingEncoder: Encoder {
    let sink: JSONSink
    /// How many arrays and objects are open around this value.
    let depth: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// Asked for a second time (a type that writes another into the same object), the open object goes on.
    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedWriter<Key>(sink: sink, frame: sink.text.open(.object, at: depth)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedWriter(sink: sink, frame: sink.text.open(.array, at: depth))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleWriter(sink: sink) }

    func write(_ value: JSONValue) throws { try sink.text.tree(value) }
}
