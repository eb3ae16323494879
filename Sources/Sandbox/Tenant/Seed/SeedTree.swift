/// Which folders a seeded mailbox has beside the default ones, and how many mails are in each.
enum SeedTree {
    typealias Entry = (kind: MailLot.Kind, place: FolderPlace, count: Int)

    static func counts(for person: Person, messages: Int) -> [Entry] {
        switch person.id {
        case SeedPeople.adele: adele(messages)
        case SeedPeople.support: small(inbox: 24) + [(.letters, FolderPlace(.inbox, "Solved"), 8)]
        default: small(inbox: 40) + own(person.language)
        }
    }

    private static func adele(_ messages: Int) -> [Entry] {
        [
            (.inbox, FolderPlace(.inbox), messages),
            (.replies, FolderPlace(.sentItems), min(messages / 8, 200)),
            (.sent, FolderPlace(.sentItems), 12), (.drafts, FolderPlace(.drafts), 6),
            (.letters, FolderPlace(.archive), 30), (.letters, FolderPlace(.archive, "2025"), 20),
            (.letters, FolderPlace(.deletedItems), 9), (.junk, FolderPlace(.junkEmail), 7),
            (.letters, FolderPlace(.inbox, "Clients"), 5), (.letters, FolderPlace(.inbox, "Clients", "Fabrikam"), 14),
            (.letters, FolderPlace(.inbox, "Clients", "Northwind"), 11),
            (.newsletters, FolderPlace(.inbox, "Newsletters"), 15),
            (.invoices, FolderPlace(.inbox, "Invoices/2026"), 12),
            (.letters, FolderPlace(.root, "Projects"), 0), (.letters, FolderPlace(.root, "Projects", "Apollo"), 8),
            (.letters, FolderPlace(.root, "Projects", "Apollo", "Design"), 4),
            (.letters, FolderPlace(.root, "Projects", "Apollo", "Größe & Maße"), 3),
            (.letters, FolderPlace(.root, "旅行"), 2),
            (.large, FolderPlace(.root, "Samples", "Large"), MailboxPlan.largeSamples),
            (
                .attachments, FolderPlace(.root, "Samples", "Attachments"),
                MailboxPlan.attachmentSamples - MailboxPlan.largeSamples
            ),
            (.charsets, FolderPlace(.root, "Samples", "Charsets"), CharsetSamples.all.count),
            (.odd, FolderPlace(.root, "Samples", "Odd"), Oddities.all.count),
        ]
    }

    private static func small(inbox count: Int) -> [Entry] {
        [
            (.inbox, FolderPlace(.inbox), count), (.replies, FolderPlace(.sentItems), count / 8),
            (.sent, FolderPlace(.sentItems), 5), (.drafts, FolderPlace(.drafts), 3),
            (.letters, FolderPlace(.deletedItems), 3), (.junk, FolderPlace(.junkEmail), 2),
        ]
    }

    private static func own(_ language: String) -> [Entry] {
        switch language.prefix(2) {
        case "de":
            [
                (.letters, FolderPlace(.inbox, "Kunden"), 6),
                (.letters, FolderPlace(.inbox, "Kunden", "Münchner Straße"), 4),
                (.invoices, FolderPlace(.root, "Rechnungen/2026"), 5),
            ]
        case "fr": [(.letters, FolderPlace(.inbox, "Équipe"), 5)]
        case "ja": [(.letters, FolderPlace(.inbox, "プロジェクト"), 5)]
        default: [(.letters, FolderPlace(.inbox, "Team"), 5)]
        }
    }
}
