using System.Globalization;
using System.Text.Json.Nodes;
using Harvester.SamplePortals.Content;

namespace Harvester.SamplePortals.Ckan;

/// <summary>A dataset as <c>package_show</c> of the Tokyo catalogue (CKAN 2.11) writes it, null and "" mixed as there.</summary>
internal static class CkanPackage
{
    public static string IdOf(SampleDataset dataset) => Stable.Uuid("package " + dataset.Name);

    public static string OrganizationIdOf(string name) => Stable.Uuid("organization " + name);

    public static JsonObject Of(SampleDataset dataset)
    {
        var id = IdOf(dataset);
        // Some forms stored nothing as null, others as an empty text.
        JsonNode? Nothing(string field) => Stable.Number(field + dataset.Name, 3) == 0 ? "" : null;
        var package = new JsonObject
        {
            ["author"] = Nothing("author"),
            ["author_email"] = Nothing("author_email"),
            ["creator_user_id"] = Stable.Uuid("user " + dataset.Organisation),
            ["id"] = id,
            ["isopen"] = true,
            ["license_id"] = "CC-BY-4.0",
            ["license_title"] = "クリエイティブ・コモンズ 表示（CC BY）",
            ["license_url"] = "https://creativecommons.org/licenses/by/4.0/deed.ja",
            ["maintainer"] = dataset.Unit,
            ["maintainer_email"] = Nothing("maintainer_email"),
            ["metadata_created"] = Instant(dataset.Issued.AddDays(-1), dataset.Name),
            ["metadata_modified"] = Modified(dataset),
            ["name"] = dataset.Name,
            ["notes"] = dataset.Description,
            ["num_resources"] = dataset.Files.Count,
            ["num_tags"] = dataset.Keywords.Count,
            ["organization"] = Organization(dataset.Organisation!),
            ["owner_org"] = OrganizationIdOf(dataset.Organisation!),
            ["private"] = false,
            ["state"] = "active",
            ["title"] = dataset.Title,
            ["type"] = "dataset",
            ["url"] = Nothing("url") ?? $"http://{CkanContent.Host}/dataset/{dataset.Name}",
            ["version"] = Nothing("version"),
            ["extras"] = Extras(dataset),
            ["groups"] = Groups(dataset.Category),
            ["resources"] = new JsonArray([.. dataset.Files.Select((file, position) => Resource(dataset, file, position, id))]),
            ["tags"] = new JsonArray([.. dataset.Keywords.Select(Tag)]),
            ["relationships_as_subject"] = new JsonArray(),
            ["relationships_as_object"] = new JsonArray(),
        };
        return Overridden(package, dataset.Overrides);
    }

    public static JsonObject Organization(string name) => new()
    {
        ["id"] = OrganizationIdOf(name),
        ["name"] = name,
        ["title"] = name switch
        {
            CkanContent.GeneralAffairs => "東京都総務局",
            CkanContent.SocialWelfare => "東京都福祉局",
            _ => Municipality.All.Single(place => place.Organisation == name).Name,
        },
        ["type"] = "organization",
        ["description"] = "",
        ["image_url"] = $"http://{CkanContent.Host}/static/images/organizations/{name}.png",
        ["created"] = "2026-01-28T04:57:40.540838",
        ["is_organization"] = true,
        ["approval_status"] = "approved",
        ["state"] = "active",
    };

    private static JsonObject Resource(SampleDataset dataset, SampleFile file, int position, string packageId)
    {
        // Days typed in Japan: midnight there is 15:00 of the day before in UTC, written without a zone.
        var midnight = file.Modified.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T15:00:00";
        return Overridden(
            new JsonObject
            {
                ["cache_last_updated"] = null,
                ["cache_url"] = null,
                ["created"] = midnight,
                ["datastore_active"] = false,
                ["description"] = position % 2 == 0 ? file.Title : "",
                ["format"] = file.FormatLabel ?? CkanWords.Format(file),
                ["hash"] = "",
                ["id"] = Stable.Uuid($"resource {dataset.Name} {file.Url} {file.Title}"),
                ["last_modified"] = midnight,
                ["metadata_modified"] = Instant(dataset.Modified, file.Url),
                ["mimetype"] = CkanWords.MediaType(file.Format),
                ["mimetype_inner"] = null,
                ["name"] = file.Title,
                ["package_id"] = packageId,
                ["position"] = position,
                ["resource_type"] = null,
                ["size"] = file.Size,
                ["state"] = "active",
                ["url"] = file.Url,
                ["url_type"] = null,
            },
            file.Overrides);
    }

    private static JsonArray Extras(SampleDataset dataset) => CkanWords.Frequency(dataset.Frequency, dataset.Name) is { } text
        ? [new JsonObject { ["key"] = "更新頻度", ["value"] = text }]
        : [];

    private static JsonArray Groups(string category) => CkanWords.Group(category) is var (name, title)
        ?
        [
            new JsonObject
            {
                ["description"] = title + "に関するデータ",
                ["display_name"] = title,
                ["id"] = Stable.Uuid("group " + name),
                ["image_display_url"] = $"http://{CkanContent.Host}/static/images/categories/{name}.svg",
                ["name"] = name,
                ["title"] = title,
            },
        ]
        : [];

    private static JsonNode Tag(string text) => new JsonObject
    {
        ["display_name"] = text,
        ["id"] = Stable.Uuid("tag " + text),
        ["name"] = text,
        ["state"] = "active",
        ["vocabulary_id"] = null,
    };

    // Edits come after all stamps of the beginning, one a minute.
    private static string Modified(SampleDataset dataset) => dataset.Edit == 0
        ? Instant(dataset.Modified, dataset.Name)
        : new DateTime(2026, 10, 15, 0, 0, 0).AddMinutes(dataset.Edit).ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    // CKAN's own stamps: UTC with microseconds and without a zone.
    private static string Instant(DateOnly day, string key) => string.Create(
        CultureInfo.InvariantCulture,
        $"{day:yyyy-MM-dd}T{Stable.Number(key, 9):D2}:{Stable.Number(key + "m", 60):D2}:{Stable.Number(key + "s", 60):D2}.{Stable.Number(key + "µ", 1000000):D6}");

    private static JsonObject Overridden(JsonObject json, IDictionary<string, JsonNode?> overrides)
    {
        foreach (var (name, value) in overrides)
            json[name] = value?.DeepClone();
        return json;
    }
}
