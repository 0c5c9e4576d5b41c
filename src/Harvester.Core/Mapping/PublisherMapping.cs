using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>
/// Who answers for the data. By the stated code, the organisation's id, its name, the record's id, the contact (西東京市企画部情報推進課), and in a
/// source of one body only, that body. The name is the body's own; what the source calls the office goes into the unit, so that no stated word is lost.
/// </summary>
internal static class PublisherMapping
{
    internal static Publisher Map(RecordReader reader, string recordId, string? contact, Source source, PublisherDirectory directory)
    {
        var organization = reader.Text("publisher.organization");
        var name = reader.Languages("publisher.name");
        var unit = reader.Text("publisher.unit");
        var (body, isOffice) = Find(reader, directory, organization, name);
        if (body is null)
            (body, isOffice) = ByRecord(directory, recordId, reader);
        if (body is null && contact is not null && directory.ByOffice(contact) is { Body: { } named, Office: { } office })
        {
            body = named;
            unit ??= office.Length > 0 && name is null ? office : null;
        }

        if (body is null && !source.Shared)
            body = directory.ByCode(source.PublisherCode);
        if (body is null)
        {
            reader.Report("unknown-publisher", Severity.Warning, organization is null && name is null ? Whose.Record : Whose.Ours, "publisher", organization ?? name?.Best(),
                "No municipality of the table belongs to this organisation; the code is left empty.");
            return new Publisher { Name = name, Unit = unit, Organization = organization };
        }

        // A bureau that only the record's id tells has no name here.
        var stated = name?.Best();
        if (stated is not null && (isOffice || directory.ByName(stated) != (body, false)))
            unit ??= stated;
        return new Publisher { Code = body.Code, Name = NamesOf(body), Unit = unit, Organization = organization };
    }

    private static (Municipality? Body, bool IsOffice) Find(RecordReader reader, PublisherDirectory directory, string? organization, IReadOnlyDictionary<string, string>? name)
    {
        if (reader.Text("publisher.code") is { } code)
        {
            if (directory.ByCode(code) is { } stated)
                return (stated, false);
            reader.Report("unknown-publisher-code", Severity.Warning, Whose.Record, "publisher.code", code, "The code is not in the table of Tokyo's municipalities; the name decides.");
        }

        if (organization is not null && directory.ByOrganisation(organization) is { Body: not null } found)
            return found;
        foreach (var text in name?.Values ?? [])
        {
            if (directory.ByName(text) is { Body: not null } named)
                return named;
        }

        return default;
    }

    private static (Municipality? Body, bool IsOffice) ByRecord(PublisherDirectory directory, string recordId, RecordReader reader)
    {
        foreach (var id in (IEnumerable<string>)[recordId, .. reader.List("identifiers", every: true)])
        {
            if (directory.ByRecordId(id) is { Body: not null } found)
                return found;
        }

        return default;
    }

    private static Dictionary<string, string> NamesOf(Municipality body) =>
        new(2, StringComparer.Ordinal) { ["ja"] = body.Name, ["en"] = body.EnglishName };
}
