using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>dcat:contactPoint: one office or person, whose name, mail and telephone belong together.</summary>
internal static class ContactMapping
{
    internal static ContactPoint? Map(RecordReader reader, CompiledRules rules)
    {
        var parts = reader.Together("contactPoint", Party.Contact, rules.Contacts);
        var (name, email) = (parts[0], parts[1]);
        if (name is not null && IsJson(name))
        {
            var person = Person(reader, name);
            name = person.Name;
            email ??= person.Email;
        }

        // A contact that is a bare text or address says itself which part it is.
        if (name is not null && email is null && IsMail(name))
            (name, email) = (null, name);
        var page = parts[3];
        if (email is not null && (email.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || email.StartsWith("https://", StringComparison.OrdinalIgnoreCase)))
            (email, page) = (null, page ?? (name is null ? email : null)); // beside a name it is the address of the node, not of a page
        var contact = new ContactPoint
        {
            Name = name,
            Email = Without("mailto:", email),
            Phone = Without("tel:", parts[2]),
            Url = page is { } url ? reader.Address("contactPoint.url", url) : null,
        };
        return contact == new ContactPoint() ? null : contact;
    }

    private static string? Without(string scheme, string? text) =>
        text is not null && text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? text[scheme.Length..] is { Length: > 0 } rest ? rest : null : text;

    private static bool IsMail(string text) =>
        text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || (text.Count(c => c == '@') == 1 && text[0] != '@' && text[^1] != '@' && !text.Any(char.IsWhiteSpace));

    // 「[港区] 防災課」 is a name.
    private static bool IsJson(string text) => text[0] == '{' || (text[0] == '[' && text.AsSpan(1).TrimStart() is ['{' or '[' or '"' or ']', ..]);

    /// <summary>Some extensions of CKAN keep persons as JSON in the field of the name.</summary>
    private static (string? Name, string? Email) Person(RecordReader reader, string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            var persons = parsed.RootElement.ValueKind == JsonValueKind.Array ? [.. parsed.RootElement.EnumerateArray()] : new[] { parsed.RootElement };
            var read = persons.Where(person => person.ValueKind == JsonValueKind.Object).Select(Read).Where(person => person != default).ToArray();
            if (read.Length > 0)
            {
                if (read.Length > 1)
                    reader.Several("contactPoint", read.Skip(1).Select(person => person.Name ?? person.Email!), "The record has several; the parts of the first are taken.");
                return read[0];
            }
        }
        catch (JsonException)
        {
            // Told below, as is JSON without a name.
        }

        reader.Report("unreadable-contact", Severity.Warning, Whose.Record, "contactPoint.name", text, "The contact is JSON in which no name or mail address is found; it is left out.");
        return default;
    }

    private static (string? Name, string? Email) Read(JsonElement person)
    {
        var name = string.Join(' ', new[] { Text(person, "given_name"), Text(person, "name") }.OfType<string>());
        return (name.Length == 0 ? null : name, Text(person, "email"));
    }

    private static string? Text(JsonElement person, string member) =>
        person.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && Normalisers.Text.Clean(value.GetString()!, out _) is { Length: > 0 } text ? text : null;
}
