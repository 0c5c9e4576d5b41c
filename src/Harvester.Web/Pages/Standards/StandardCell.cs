using Harvester.Core.Assessment;
using Harvester.Core.Coverage;

namespace Harvester.Web.Pages.Standards;

/// <summary>How far one body has one standard dataset.</summary>
/// <param name="Counts">Null: it publishes none of its own, or the day's figures are from before they were counted.</param>
public sealed record StandardCell(StandardCoverage? Coverage, StandardCounts? Counts)
{
    internal static StandardCell Of(BodyCoverage body, string standard) =>
        new(body.StandardDatasets.TryGetValue(standard, out var coverage) ? coverage : null, body.StandardCounts.GetValueOrDefault(standard));

    /// <summary>None of its datasets of that kind is as fresh as it promises.</summary>
    public bool IsStale => Counts is { Datasets: > 0 } counts && counts.Overdue >= counts.Datasets;

    internal string Id => (Coverage, Counts) switch
    {
        (null, _) => "missing",
        (StandardCoverage.ByTheMetropolis, _) => "metropolis",
        (StandardCoverage.Candidate, _) => "candidate",
        (_, { Complete: 0 }) => "incomplete",
        _ => "checked",
    };

    internal string Mark => MarkOf(Id);

    internal Bilingual Word => WordOf(Id, IsStale);

    internal static string MarkOf(string id) => id switch { "checked" => "◎", "incomplete" => "○", "candidate" => "△", "metropolis" => "都", _ => "–" };

    internal static Bilingual WordOf(string id, bool isStale = false)
    {
        var word = id switch
        {
            "checked" => new Bilingual("確認済み：項目がそろっている", "checked: its columns are there"),
            "incomplete" => new Bilingual("確認済み：足りない項目がある", "checked: some columns are missing"),
            "candidate" => new Bilingual("候補：項目は未確認", "candidate: columns not confirmed"),
            "metropolis" => new Bilingual("都が公開", "published by the metropolis"),
            _ => new Bilingual("なし", "none"),
        };
        return isStale ? new Bilingual($"{word.Ja}・更新遅れ", $"{word.En}, overdue") : word;
    }
}
