using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Publication;

namespace Harvester.Publishing.Ckan;

/// <summary>
/// A dataset as a package of CKAN's action API, version 3, as <c>package_show</c> of CKAN 2.10 writes it: the members that clients rely on are always there, null where CKAN has null.
/// What CKAN itself has no place for stands under the names of ckanext-dcat and ckanext-fluent, and in <see cref="PackageExtras"/>.
/// </summary>
public static class PackageWriter
{
    public static void Write(Utf8JsonWriter json, Dataset dataset, PackageContext context)
    {
        var id = PackageNames.Id(dataset.Id);
        var organization = PackageNames.Organization(dataset.Publisher);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("name", context.Name(dataset));
        json.WriteString("title", dataset.Title.Best());
        Translated(json, "title_translated", dataset.Title);
        json.WriteString("notes", dataset.Description.Best());
        Translated(json, "notes_translated", dataset.Description);
        json.WriteNull("author");
        json.WriteNull("author_email");
        json.WriteString("maintainer", dataset.ContactPoint?.Name);
        json.WriteString("maintainer_email", dataset.ContactPoint?.Email);
        json.WriteNull("creator_user_id");
        Licence(json, dataset.Licence);
        json.WriteString("metadata_created", CkanDates.Of(dataset.Provenance.FirstSeen));
        json.WriteString("metadata_modified", CkanDates.Of(dataset.Provenance.LastChanged));
        json.WriteString("url", dataset.LandingPage);
        json.WriteNull("version");
        json.WriteBoolean("private", false);
        json.WriteString("state", dataset.State == DatasetState.Active ? "active" : "deleted");
        json.WriteString("type", "dataset");
        if (organization is null)
        {
            json.WriteNull("organization");
            Translated(json, "publisher_name_translated", dataset.Publisher.Code is null ? dataset.Publisher.Name : null);
        }
        else
        {
            OrganizationWriter.Write(json, "organization", organization, OrganizationWriter.TitleOf(dataset.Publisher), more: OrganizationWriter.Names(dataset.Publisher));
        }

        json.WriteString("owner_org", organization is null ? null : OrganizationWriter.Id(organization).ToString());
        PackageExtras.Write(json, dataset, context);
        Groups(json, dataset);
        Tags(json, dataset);
        json.WriteNumber("num_resources", dataset.Distributions.Count);
        json.WriteStartArray("resources");
        for (var position = 0; position < dataset.Distributions.Count; position++)
            ResourceWriter.Write(json, dataset, position);
        json.WriteEndArray();
        Empty(json, "relationships_as_subject");
        Empty(json, "relationships_as_object");
        json.WriteEndObject();
    }

    /// <summary>One group as it stands in packages and lists.</summary>
    public static void Group(Utf8JsonWriter json, string name, string title, long? packages = null)
    {
        json.WriteStartObject();
        json.WriteString("description", "");
        json.WriteString("display_name", title);
        json.WriteString("id", OrganizationWriter.GroupId(name));
        json.WriteString("image_display_url", "");
        json.WriteString("name", name);
        json.WriteString("title", title);
        if (packages is { } count)
        {
            json.WriteNumber("package_count", count);
            json.WriteString("type", "group");
            json.WriteString("state", "active");
            json.WriteString("approval_status", "approved");
            json.WriteBoolean("is_organization", false);
            json.WriteString("image_url", "");
        }

        json.WriteEndObject();
    }

    /// <summary>One tag as it stands in packages and lists.</summary>
    public static void Tag(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("display_name", name);
        json.WriteString("id", OrganizationWriter.TagId(name));
        json.WriteString("name", name);
        json.WriteString("state", "active");
        json.WriteNull("vocabulary_id");
        json.WriteEndObject();
    }

    /// <summary>ckanext-fluent's form of a text in several languages; left out where it is Japanese only.</summary>
    internal static void Translated(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string>? texts)
    {
        if (texts is null || (texts.Count == 1 && texts.ContainsKey("ja")))
            return;
        json.WriteStartObject(name);
        foreach (var (tag, text) in texts)
            json.WriteString(tag, text);
        json.WriteEndObject();
    }

    private static void Licence(Utf8JsonWriter json, Licence? licence)
    {
        json.WriteBoolean("isopen", licence?.Open ?? false);
        json.WriteString("license_id", licence?.Id ?? licence?.Original);
        json.WriteString("license_title", licence?.Original ?? licence?.Id);
        json.WriteString("license_url", licence?.Url);
    }

    private static void Groups(Utf8JsonWriter json, Dataset dataset)
    {
        json.WriteStartArray("groups");
        foreach (var (name, title) in PackageNames.Groups(dataset))
            Group(json, name, title);
        json.WriteEndArray();
    }

    private static void Tags(Utf8JsonWriter json, Dataset dataset)
    {
        var tags = dataset.Keywords.BestList();
        json.WriteNumber("num_tags", tags.Count);
        json.WriteStartArray("tags");
        foreach (var tag in tags)
            Tag(json, tag);
        json.WriteEndArray();
        if (dataset.Keywords is null || (dataset.Keywords.Count == 1 && dataset.Keywords.ContainsKey("ja")))
            return;
        json.WriteStartObject("tags_translated");
        foreach (var (language, words) in dataset.Keywords)
        {
            json.WriteStartArray(language);
            foreach (var word in words)
                json.WriteStringValue(word);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Empty(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
