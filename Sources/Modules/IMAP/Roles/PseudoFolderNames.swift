/// Exchange shows calendars, contacts, tasks and journals over IMAP as if they were mailboxes (reference sheet §B3). Their
/// default names in the languages of Outlook; they are left out on Exchange only.
enum PseudoFolderNames {
    static func contains(_ name: String) -> Bool { lookup.contains(name.lowercased()) }

    private static let lookup = Set(table.map { $0.lowercased() })

    private static let table = [
        "Calendar", "Kalender", "Calendrier", "Calendario", "Calendário", "Agenda", "Kalenteri", "Kalendarz",
        "Kalendář",
        "Kalendár", "Naptár", "Календарь", "Календар", "Takvim", "Ημερολόγιο", "予定表", "일정", "日历", "行事曆", "Calendari",
        "Kalendar", "Koledar", "Kalendorius", "Kalendārs", "Lịch", "التقويم", "לוח שנה",
        "Contacts", "Kontakte", "Contactos", "Contatti", "Contatos", "Contactpersonen", "Kontakter", "Kontaktpersoner",
        "Yhteystiedot", "Kontakty", "Névjegyek", "Persoane de contact", "Контакты", "Контакти", "Kişiler", "Επαφές",
        "連絡先",
        "연락처", "联系人", "連絡人", "Contactes", "Kontakti", "Stiki", "Danh bạ", "جهات الاتصال", "אנשי קשר",
        "Tasks", "Aufgaben", "Tâches", "Tareas", "Attività", "Tarefas", "Taken", "Uppgifter", "Opgaver", "Oppgaver",
        "Tehtävät", "Zadania", "Úkoly", "Úlohy", "Feladatok", "Activități", "Sarcini", "Задачи", "Завдання", "Görevler",
        "Εργασίες", "タスク", "仕事", "작업", "任务", "工作", "Tasques", "Zadaci", "Opravila", "المهام", "משימות",
        "Journal", "Diario", "Diário", "Logboek", "Dagbok", "Päiväkirja", "Dziennik", "Deník", "Denník", "Napló",
        "Jurnal",
        "Дневник", "Журнал", "Günlük", "Ημερολόγιο συμβάντων", "履歴", "업무 일지", "日记", "日誌",
    ]
}
