using Harvester.Core.Model;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>
/// Copies of a real record as another catalogue would list it. They are made, not found: each changes one thing that differs between real catalogues and
/// their copies. A moved file whose name says nothing (<c>94.xls</c>) is among them, though nobody could find it.
/// </summary>
internal static class Distortions
{
    public static readonly IReadOnlyDictionary<string, Func<Dataset, Dataset>> All = new Dictionary<string, Func<Dataset, Dataset>>
    {
        ["as it is"] = dataset => dataset,
        ["other scheme, www, port, fragment"] = dataset => Urls(dataset, url =>
        {
            var rest = url[(url.IndexOf("//", StringComparison.Ordinal) + 2)..];
            rest = rest.StartsWith("www.", StringComparison.Ordinal) ? rest[4..] : rest;
            return $"{(url[4] == 's' ? "http" : "HTTPS")}://{rest[..rest.IndexOf('/')].ToUpperInvariant()}:{(url[4] == 's' ? 80 : 443)}{rest[rest.IndexOf('/')..]}#top";
        }),
        ["percent-encoding"] = dataset => Urls(dataset, url => string.Concat(url.Select((c, i) => i > url.IndexOf('/', 8) && (c is '(' or ')' or '_' || (char.IsAsciiLetter(c) && i % 3 == 0)) ? $"%{(int)c:x2}" : $"{c}"))),
        ["tracking parameters"] = dataset => Urls(dataset, url => url + "?utm_source=opendata&utm_medium=web"),
        ["publisher before the title"] = dataset => Titled(dataset, title => dataset.Id.Length % 2 == 0 ? $"【{dataset.Publisher.Name.Best()}】{title}" : $"{dataset.Publisher.Name.Best()}の{title}"),
        ["format behind the title, full width"] = dataset => Titled(dataset, title => string.Concat(title.Select(c => char.IsAsciiLetterOrDigit(c) ? (char)(c + 0xFEE0) : c)) + "（CSV形式：54KB）"),
        ["title worded differently"] = dataset => Titled(dataset, title => title + "のデータ"),
        ["publisher unknown"] = dataset => dataset.From(null),
        ["another format beside it"] = dataset => dataset with
        {
            Distributions = [.. dataset.Distributions, .. dataset.Distributions.Select(file => file with { Id = file.Id + "x", DownloadUrl = Path.ChangeExtension(file.DownloadUrl, ".json"), Format = "JSON" })],
        },
        ["moved host"] = dataset => Urls(dataset, url => $"https://files.city.example/opendata/{url[(url.LastIndexOf('/') + 1)..]}"),
        ["moved host, other format"] = dataset => Urls(dataset, url => $"https://files.city.example/opendata/{Path.GetFileNameWithoutExtension(url[(url.LastIndexOf('/') + 1)..])}.ods"),
    };

    /// <summary>Of records that state checksums: only these lead from one to the other.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Dataset, Dataset>> OfContent = new Dictionary<string, Func<Dataset, Dataset>>
    {
        ["moved host, other names, the same checksums"] = dataset => Renamed(dataset),
        ["the same, with the title worded differently"] = dataset => Titled(Renamed(dataset), title => title + "のデータ"),
    };

    public static Dataset Copy(Dataset dataset, Func<Dataset, Dataset> distorted)
    {
        var copy = distorted(dataset);
        return copy with { Id = $"copy~{dataset.Provenance.RecordId}", Provenance = copy.Provenance with { Source = "copy" } };
    }

    private static Dataset Renamed(Dataset dataset) => dataset with
    {
        Distributions = [.. dataset.Distributions.Select((file, n) => file with { DownloadUrl = $"https://files.city.example/{dataset.Provenance.RecordId}/{n}.csv" })],
    };

    private static Dataset Titled(Dataset dataset, Func<string, string> change) => dataset with { Title = LanguageMap.Japanese(change(dataset.Title.Best())) };

    private static Dataset Urls(Dataset dataset, Func<string, string> change) =>
        dataset with { Distributions = [.. dataset.Distributions.Select(file => file with { DownloadUrl = change(file.DownloadUrl!) })] };
}
