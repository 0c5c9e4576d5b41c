using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Publication;

namespace Harvester.Publishing.Ckan;

/// <summary>A publisher as an organization of CKAN's action API; see <see cref="PackageNames.Organization"/>.</summary>
public static class OrganizationWriter
{
    private const string Metropolis = "t130001";

    /// <summary>The organization's <c>id</c>, by its name.</summary>
    public static Guid Id(string name) => PackageNames.Id($"organization:{name}");

    public static Guid GroupId(string name) => PackageNames.Id($"group:{name}");

    public static Guid TagId(string name) => PackageNames.Id($"tag:{name}");

    /// <summary>What the organization is called: a bureau by its own name, any other by that of its body.</summary>
    public static string TitleOf(Publisher publisher) =>
        publisher is { Organization: { } own, Unit: { } unit } && PackageNames.Organization(publisher) == own && own != $"t{publisher.Code}"
            ? unit
            : publisher.Name.Best() is { Length: > 0 } name ? name : publisher.Organization ?? publisher.Code ?? "";

    /// <summary>The name in its languages, as ckanext-fluent writes it, of a publisher that is in no table; null where there is nothing to say.</summary>
    public static Action<Utf8JsonWriter>? Names(Publisher publisher) =>
        publisher is { Code: null, Name: { } names } ? json => PackageWriter.Translated(json, "title_translated", names) : null;

    /// <summary>As a member of a package (with <paramref name="property"/>) or an item of a list.</summary>
    /// <param name="packages">Of <c>organization_list</c> and <c>organization_show</c> only.</param>
    public static void Write(Utf8JsonWriter json, string? property, string name, string title, long? packages = null, Action<Utf8JsonWriter>? more = null)
    {
        if (property is not null)
            json.WritePropertyName(property);
        json.WriteStartObject();
        json.WriteString("id", Id(name));
        json.WriteString("name", name);
        json.WriteString("title", title);
        json.WriteString("type", "organization");
        json.WriteString("description", "");
        json.WriteString("image_url", "");
        json.WriteBoolean("is_organization", true);
        json.WriteString("approval_status", "approved");
        json.WriteString("state", "active");
        if (packages is { } count)
        {
            json.WriteString("display_name", title);
            json.WriteString("image_display_url", "");
            json.WriteNumber("package_count", count);
            // As ckanext-hierarchy tells an organization's parent.
            json.WriteStartArray("groups");
            if (IsBureau(name))
                Parent(json);
            json.WriteEndArray();
        }

        more?.Invoke(json);
        json.WriteEndObject();
    }

    private static bool IsBureau(string name) => name != Metropolis && name.StartsWith("t000", StringComparison.Ordinal);

    private static void Parent(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(Metropolis));
        json.WriteString("name", Metropolis);
        json.WriteString("capacity", "public");
        json.WriteEndObject();
    }
}
