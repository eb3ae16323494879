internal import Tenant

extension Expansion {
    /// What `$expand` asks for of messages.
    init(_ call: MailboxCall) throws(GraphError) {
        let oneOnly = call.sandbox.facts[Facts.oneExpandOnly]
        guard let expand = try ExpandOption(call.options["$expand"], oneOnly: oneOnly) else {
            self = .none
            return
        }
        guard call.showsContent else { throw .accessDenied }
        switch expand.name {
        case "attachments": self = .attachments(try Selection(expand.options["$select"], of: .attachment))
        case "singlevalueextendedproperties": self = .extendedProperties(try Self.ids(expand, ofSeveralValues: false))
        case "multivalueextendedproperties": self = .multiValueProperties(try Self.ids(expand, ofSeveralValues: true))
        case "extensions": self = .none
        default: throw .noProperty(expand.name, on: EntityType.message.name)
        }
    }

    /// The properties that the option's filter names.
    private static func ids(_ expand: ExpandOption, ofSeveralValues: Bool) throws(GraphError) -> [String] {
        guard let text = expand.options["$filter"] else { throw .propertySet }
        let ids = try FilterParser.filter(text, over: .extendedElement).equalTexts(of: "id")
        for id in ids where ExtendedPropertyID(id, ofSeveralValues: ofSeveralValues) == nil {
            throw .extendedProperty(id)
        }
        return ids
    }
}
