using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Harvester.Core.Model;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>Pairs of real records that are not the same, by the reason why one might take them for it.</summary>
internal static partial class LabelledPairs
{
    public static IReadOnlyDictionary<string, IReadOnlyList<(Dataset One, Dataset Other)>> Negatives(IReadOnlyList<Dataset> rows)
    {
        var pairs = rows.SelectMany((one, i) => rows.Skip(i + 1).Select(other => (One: one, Other: other))).Where(pair => !AreOne(pair.One, pair.Other)).ToList();
        return new Dictionary<string, IReadOnlyList<(Dataset, Dataset)>>
        {
            ["equal titles of two bodies"] = [.. pairs.Where(pair => Title(pair.One) == Title(pair.Other) && Organisation(pair.One) != Organisation(pair.Other))],
            ["members of a series"] = [.. pairs.Where(pair => Title(pair.One) != Title(pair.Other) && Series(pair.One) == Series(pair.Other))],
            ["施設カルテ of two facilities"] = [.. pairs.Where(pair => IsFacility(pair.One) && IsFacility(pair.Other))],
            ["two editions under one title"] = [.. pairs.Where(pair => Title(pair.One) == Title(pair.Other) && Organisation(pair.One) == Organisation(pair.Other))],
            ["one name of two files"] = [.. pairs.Where(pair => Title(pair.One) != Title(pair.Other) && Series(pair.One) != Series(pair.Other) && FileName(pair.One) == FileName(pair.Other))],
        };
    }

    /// <summary>True for the two real pairs of one dataset, of the bureau t000054: the same title and file under two numbers.</summary>
    public static bool AreOne(Dataset one, Dataset other) =>
        Title(one) == Title(other) && one.Distributions.Select(file => file.DownloadUrl).SequenceEqual(other.Distributions.Select(file => file.DownloadUrl));

    /// <summary>Half of the records, by their numbers: nothing was tuned on what is found among them.</summary>
    public static bool IsHeldOut(Dataset dataset) => RecordHash.OfText(dataset.Provenance.RecordId) % 2 == 0;

    /// <summary>Records of one series as the one page that lists all their files; of four files and more.</summary>
    public static IReadOnlyList<Dataset> Pages(IReadOnlyList<Dataset> rows) =>
    [
        .. rows.GroupBy(Series).Where(series => series.Count() >= 4).Select((series, n) => Records.Dataset(
            RealRows.Source, $"page-{n}", Digits().Replace(series.First().Title.Best(), ""), [.. series.SelectMany(row => row.Distributions).Select(file => file.DownloadUrl!).Distinct()])
            .From(series.First().Publisher.Code, series.First().Publisher.Name.Best())),
    ];

    /// <summary>
    /// The records with made checksums, as the sample states none: one of each file's address, and an empty form beside them, the same in every five records,
    /// which puts none of these together.
    /// </summary>
    public static IReadOnlyList<Dataset> WithChecksums(IReadOnlyList<Dataset> rows) =>
    [
        .. rows.Select(row => row with
        {
            Distributions =
            [
                .. row.Distributions.Select(file => file with { Checksum = Made(file.DownloadUrl!) }),
                new Distribution { Id = "form", DownloadUrl = $"https://forms.example/{row.Provenance.RecordId}/1.csv", Format = "CSV", Checksum = Made($"form {(long)(RecordHash.OfText(row.Provenance.RecordId) % (ulong)(rows.Count / 5))}") },
            ],
        }),
    ];

    private static Checksum Made(string text) => new("sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    private static string Title(Dataset dataset) => dataset.Title.Best();

    private static string Organisation(Dataset dataset) => dataset.Publisher.Name.Best();

    private static string Series(Dataset dataset) => Organisation(dataset) + Digits().Replace(Title(dataset), "");

    private static bool IsFacility(Dataset dataset) => Title(dataset).EndsWith("(施設カルテ)", StringComparison.Ordinal);

    private static string FileName(Dataset dataset) => Path.GetFileNameWithoutExtension(dataset.Distributions[0].DownloadUrl!.Split('/')[^1]);

    [GeneratedRegex(@"[\d０-９①-⑳元]+")]
    private static partial Regex Digits();
}
