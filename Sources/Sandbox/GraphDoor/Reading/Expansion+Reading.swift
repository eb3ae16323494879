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
        case "singlevalueextendedproperties":
            guard let text = expand.options["$filter"] else {
                throw .propertySet
            }
            let filter = try FilterParser.filter(text, over: .extendedElement)
            self = .extendedProperties(filter.equalTexts(of: "id"))
        case "extensions", "multivalueextendedproperties": self = .none
        default: throw .noProperty(expand.name, on: EntityType.message.name)
        }
    }
}
