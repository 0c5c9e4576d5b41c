using Harvester.Core.Model;

namespace Harvester.Publishing.DataJson;

/// <summary>Publisher and contact (DCAT-US 1.1: org:Organization, vcard:Contact).</summary>
internal static class DataJsonParties
{
    public static void Publisher(JsonMembers members, Publisher publisher)
    {
        if (publisher is { Name: null, Code: null, Organization: null, Unit: null })
            return;
        members.Json.WriteStartObject("publisher");
        members.Text("@type", "org:Organization");
        members.Languages("name", publisher.Name, int.MaxValue);
        members.Text("identifier", publisher.Organization);
        members.Text("code", publisher.Code);
        members.Text("unit", publisher.Unit);
        members.Json.WriteEndObject();
    }

    public static void Contact(JsonMembers members, ContactPoint? contact)
    {
        if (contact is null)
            return;
        members.Json.WriteStartObject("contactPoint");
        members.Text("@type", "vcard:Contact");
        members.Text("fn", contact.Name);
        members.Text("hasEmail", contact.Email is { } email && !string.IsNullOrWhiteSpace(email) ? "mailto:" + email : null);
        members.Text("tel", contact.Phone);
        members.Address("hasURL", contact.Url);
        members.Json.WriteEndObject();
    }
}
