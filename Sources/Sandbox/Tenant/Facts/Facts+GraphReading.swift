/// The facts of who may read what at Graph, and in which pages.
extension Facts {
    package static let sharedScopesNeeded = Fact(
        "graph.sharedScopesNeeded", true, "somebody else's mailbox needs a .Shared scope", source: "§D1",
        mark: .confirmed)
    package static let idsChangeOnMove = Fact(
        "graph.idsChangeOnMove", true, "a regular id ends when its message moves", source: "§C9", mark: .confirmed)
    package static let immutableIDsHonoured = Fact(
        "graph.immutableIDsHonoured", true, "Prefer: IdType=\"ImmutableId\" gives ids that outlive a move",
        source: "§C9", mark: .confirmed)
    package static let immutableIDsNeedPrefer = Fact(
        "graph.immutableIDsNeedPrefer", true, "an immutable id is malformed in a request without the preference",
        source: "§C9", mark: .uncertain)
    package static let pageSize = Fact(
        "graph.pageSize", 10, "a page has ten rows when nobody asks for more", source: "§C3", mark: .confirmed)
    package static let maximumTop = Fact(
        "graph.maximumTop", 1_000, "$top is at most 1000", source: "§C3", mark: .confirmed)
    package static let unknownOptionsIgnored = Fact(
        "graph.unknownOptionsIgnored", true, "query options that nobody knows are ignored", source: "§C",
        mark: .confirmed)
    package static let inefficientFilterRefused = Fact(
        "graph.inefficientFilterRefused", true, "$orderby needs its properties first in $filter", source: "§C3",
        mark: .confirmed)
    package static let categoriesWithOrderRefused = Fact(
        "graph.categoriesWithOrderRefused", false, "categories/any may go with $orderby that its filter begins with",
        source: "§C3", mark: .practice)
    package static let searchExclusive = Fact(
        "graph.searchExclusive", true, "$search goes with no $filter, $orderby, $skip or $count", source: "§C3",
        mark: .confirmed)
    package static let searchMaximum = Fact(
        "graph.searchMaximum", 1_000, "$search finds at most 1000 messages", source: "§C3", mark: .confirmed)
    package static let oneExpandOnly = Fact(
        "graph.oneExpandOnly", true, "$expand takes one property", source: "§C3", mark: .confirmed)
    package static let bodyTypeByDefault = Fact(
        "graph.bodyTypeByDefault", BodyTypeByDefault.stored, "a body keeps its type unless Prefer names one",
        source: "§C4", mark: .uncertain)
    package static let bodiesSanitised = Fact(
        "graph.bodiesSanitised", true, "scripts are taken out of HTML bodies", source: "§C4", mark: .confirmed)
    package static let bccOnValue = Fact(
        "graph.bccOnValue", true, "$value shows Bcc in drafts and sent items only", source: "§C4", mark: .uncertain)
    package static let missingFolderCode = Fact(
        "graph.missingFolderCode", MissingFolderCode.itemNotFound,
        "a well-known folder that is not there is ErrorItemNotFound", source: "§C2", mark: .uncertain)
    package static let folderSizeShown = Fact(
        "graph.folderSizeShown", false, "sizeInBytes of folders is beta's alone", source: "§C1", mark: .uncertain)
    package static let referenceValueStatus = Fact(
        "graph.referenceValueStatus", 405, "$value of a reference attachment is refused with 405", source: "§C5",
        mark: .uncertain)
    package static let attachmentFilterIgnored = Fact(
        "graph.attachmentFilterIgnored", true, "$filter on attachments is ignored", source: "§C5", mark: .practice)
    package static let deltaShowsAllSelected = Fact(
        "graph.deltaShowsAllSelected", true, "a changed item in a delta shows all selected properties",
        source: "§C11", mark: .uncertain)
    package static let deltaFilterCap = Fact(
        "graph.deltaFilterCap", 5_000, "a delta with $filter ends after 5,000 messages", source: "§C11",
        mark: .confirmed)
    package static let deltaExpiredCode = Fact(
        "graph.deltaExpiredCode", DeltaExpiredCode.syncStateNotFound,
        "an expired delta token is 410 syncStateNotFound", source: "§C11", mark: .uncertain)
    package static let deltaReplays = Fact(
        "graph.deltaReplays", true, "a delta may repeat the last item of the page before", source: "§C11",
        mark: .confirmed)

    static let graphReading: [any AnyFact] = [
        sharedScopesNeeded, idsChangeOnMove, immutableIDsHonoured, immutableIDsNeedPrefer, pageSize, maximumTop,
        unknownOptionsIgnored, inefficientFilterRefused, categoriesWithOrderRefused, searchExclusive, searchMaximum,
        oneExpandOnly, bodyTypeByDefault, bodiesSanitised, bccOnValue, missingFolderCode, folderSizeShown,
        referenceValueStatus, attachmentFilterIgnored, deltaShowsAllSelected, deltaFilterCap, deltaExpiredCode,
        deltaReplays,
    ]
}
